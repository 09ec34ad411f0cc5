package dev.symbolon.core.details;

import dev.symbolon.core.oauth.LocalizedText;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be: the part of JSON Schema (draft 2020-12) that {@link SchemaReader} reads. It
 * costs as much as the value is long, whatever the value holds. docs/decisions/0049.
 */
public sealed interface Schema {

    /**
     * What is wrong with a value.
     *
     * @param field where, as in {@code creditorAccount.iban}
     */
    record Fault(DetailsRule rule, String field) {}

    /**
     * The first fault; nothing where the value is as it must be.
     *
     * @param field its own name, for the fault
     */
    Optional<Fault> check(@Nullable Object value, String field);

    private static Optional<Fault> fault(boolean wrong, DetailsRule rule, String field) {
        return wrong ? Optional.of(new Fault(rule, field)) : Optional.empty();
    }

    /** A field with what people call it; nothing where they call it by its name. */
    record Field(Schema schema, LocalizedText title) {}

    /** An object with these fields, and no others. */
    record ObjectOf(Map<String, Field> fields, Set<String> required) implements Schema {

        private static final int MOST_CHARACTERS_OF_A_NAME = 60;

        public ObjectOf {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            required = Set.copyOf(required);
        }

        @Override
        public Optional<Fault> check(@Nullable Object value, String field) {
            if (!(value instanceof Map<?, ?> object)) {
                return Optional.of(new Fault(DetailsRule.FIELD_TYPE, field));
            }
            for (Object name : object.keySet()) {
                if (!fields.containsKey(String.valueOf(name))) {
                    return Optional.of(
                            new Fault(DetailsRule.FIELD_KNOWN, below(field, String.valueOf(name))));
                }
            }
            for (Map.Entry<String, Field> known : fields.entrySet()) {
                String name = known.getKey();
                Optional<Fault> fault =
                        object.containsKey(name)
                                ? known.getValue()
                                        .schema()
                                        .check(object.get(name), below(field, name))
                                : fault(
                                        required.contains(name),
                                        DetailsRule.FIELD_PRESENT,
                                        below(field, name));
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }

        private static String below(String field, String name) {
            String shown =
                    name.length() <= MOST_CHARACTERS_OF_A_NAME
                            ? name
                            : name.substring(0, MOST_CHARACTERS_OF_A_NAME) + "…";
            return field.isEmpty() ? shown : field + "." + shown;
        }
    }

    /** A list of values of one kind. */
    record ListOf(Schema items, int least, int most, boolean unique) implements Schema {
        @Override
        public Optional<Fault> check(@Nullable Object value, String field) {
            if (!(value instanceof List<?> list)) {
                return Optional.of(new Fault(DetailsRule.FIELD_TYPE, field));
            }
            for (int i = 0; i < list.size(); i++) {
                Optional<Fault> fault = items.check(list.get(i), field + "[" + i + "]");
                if (fault.isPresent()) {
                    return fault;
                }
            }
            boolean repeats =
                    new HashSet<>(list.stream().map(Detail::canonical).toList()).size()
                            < list.size();
            return fault(
                    list.size() < least || list.size() > most || (unique && repeats),
                    DetailsRule.FIELD_VALUE,
                    field);
        }
    }

    /**
     * A text.
     *
     * @param values empty where any will do
     * @param format absent likewise
     */
    record Text(Set<Object> values, int least, int most, @Nullable TextFormat format)
            implements Schema {

        public Text {
            values = Set.copyOf(values);
        }

        @Override
        public Optional<Fault> check(@Nullable Object value, String field) {
            if (!(value instanceof String text)) {
                return Optional.of(new Fault(DetailsRule.FIELD_TYPE, field));
            }
            int length = text.codePointCount(0, text.length());
            boolean holds =
                    length >= least
                            && length <= most
                            && (values.isEmpty() || values.contains(text))
                            && (format == null || format.holdsFor(text));
            return fault(!holds, DetailsRule.FIELD_VALUE, field);
        }
    }

    /**
     * A number, within what every reader of JSON reads as the same (RFC 8259 §6): what the person
     * saw is what the API gets.
     *
     * @param values empty where any will do
     */
    record Numeric(boolean whole, Set<BigDecimal> values, BigDecimal least, BigDecimal most)
            implements Schema {

        static final BigDecimal MOST = BigDecimal.valueOf((1L << 53) - 1);

        public Numeric {
            values = Set.copyOf(values);
        }

        @Override
        public Optional<Fault> check(@Nullable Object value, String field) {
            Optional<BigDecimal> number = number(value);
            boolean isWhole = value instanceof Integer || value instanceof Long;
            if (number.isEmpty() || (whole && !isWhole)) {
                return Optional.of(new Fault(DetailsRule.FIELD_TYPE, field));
            }
            BigDecimal given = number.get();
            boolean holds =
                    given.compareTo(least) >= 0
                            && given.compareTo(most) <= 0
                            && (values.isEmpty()
                                    || values.stream().anyMatch(v -> v.compareTo(given) == 0));
            return fault(!holds, DetailsRule.FIELD_VALUE, field);
        }

        /** Nothing where it is no number that JSON can say again. */
        static Optional<BigDecimal> number(@Nullable Object value) {
            return switch (value) {
                case Integer whole -> Optional.of(BigDecimal.valueOf(whole));
                case Long whole -> Optional.of(BigDecimal.valueOf(whole));
                case Double broken when Double.isFinite(broken) ->
                        Optional.of(BigDecimal.valueOf(broken));
                case null, default -> Optional.empty();
            };
        }
    }

    /** True or false. */
    record Flag(Set<Object> values) implements Schema {

        public Flag {
            values = Set.copyOf(values);
        }

        @Override
        public Optional<Fault> check(@Nullable Object value, String field) {
            if (!(value instanceof Boolean)) {
                return Optional.of(new Fault(DetailsRule.FIELD_TYPE, field));
            }
            return fault(
                    !values.isEmpty() && !values.contains(value), DetailsRule.FIELD_VALUE, field);
        }
    }
}
