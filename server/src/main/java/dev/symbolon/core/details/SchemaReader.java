package dev.symbolon.core.details;

import dev.symbolon.core.details.Schema.Field;
import dev.symbolon.core.oauth.LocalizedText;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema, and gives nothing where it holds a keyword that would not be checked: what looks
 * like a bound has to be one.
 */
final class SchemaReader {

    private static final int MOST_LEVELS = 6;
    private static final int MOST_FIELDS = 100;
    private static final int MOST_ELEMENTS = 100;
    private static final int USUAL_CHARACTERS = 200;
    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_CHARACTERS_OF_A_TITLE = 100;

    /** What says nothing about values; title is for people, and read with its field. */
    private static final Set<String> ANNOTATIONS =
            Set.of("type", "title", "description", "$comment", "$schema", "$id");

    private static final Set<String> OF_OBJECTS =
            Set.of("properties", "required", "additionalProperties");
    private static final Set<String> OF_LISTS =
            Set.of("items", "minItems", "maxItems", "uniqueItems");
    private static final Set<String> OF_TEXTS =
            Set.of("enum", "const", "minLength", "maxLength", "format");
    private static final Set<String> OF_NUMBERS = Set.of("enum", "const", "minimum", "maximum");
    private static final Set<String> OF_FLAGS = Set.of("enum", "const");

    private int fields;

    private SchemaReader() {}

    /** The schema of an object's own fields. */
    static Optional<Schema.ObjectOf> read(@Nullable Object json) {
        try {
            return new SchemaReader().read(json, MOST_LEVELS) instanceof Schema.ObjectOf object
                            && !object.fields().containsKey(Detail.TYPE)
                            && !object.fields().containsKey(Detail.LOCATIONS)
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (Unfit _) {
            return Optional.empty();
        }
    }

    /** Somewhere within is something that is not read. */
    private static final class Unfit extends RuntimeException {
        Unfit() {
            super(null, null, false, false);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Unfit();
        }
    }

    private Schema read(@Nullable Object json, int levels) {
        require(levels > 0);
        Map<String, Object> schema = object(json);
        String type = schema.get("type") instanceof String named ? named : "";
        return switch (type) {
            case "object" -> objectOf(only(schema, OF_OBJECTS), levels);
            case "array" -> listOf(only(schema, OF_LISTS), levels);
            case "string" -> text(only(schema, OF_TEXTS));
            case "number" -> number(only(schema, OF_NUMBERS), false);
            case "integer" -> number(only(schema, OF_NUMBERS), true);
            case "boolean" -> new Schema.Flag(values(only(schema, OF_FLAGS), Boolean.class));
            default -> throw new Unfit();
        };
    }

    private static Map<String, Object> object(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new Unfit();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    private static Map<String, Object> only(Map<String, Object> schema, Set<String> keywords) {
        for (String keyword : schema.keySet()) {
            require(
                    keywords.contains(keyword)
                            || ANNOTATIONS.contains(keyword)
                            || keyword.startsWith("title#")
                            || keyword.startsWith("description#"));
        }
        return schema;
    }

    private Schema.ObjectOf objectOf(Map<String, Object> schema, int levels) {
        // RFC 9396 §5 refuses unknown fields, whatever JSON Schema would say.
        require(Boolean.FALSE.equals(schema.getOrDefault("additionalProperties", false)));
        Map<String, Field> known = new LinkedHashMap<>();
        for (Map.Entry<String, Object> property :
                object(schema.getOrDefault("properties", Map.of())).entrySet()) {
            String name = property.getKey();
            fields++;
            require(fields <= MOST_FIELDS && isFieldName(name));
            known.put(
                    name,
                    new Field(read(property.getValue(), levels - 1), title(property.getValue())));
        }
        Set<String> required = new HashSet<>();
        for (Object name : list(schema.getOrDefault("required", List.of()))) {
            require(name instanceof String && known.containsKey(name));
            required.add(String.valueOf(name));
        }
        return new Schema.ObjectOf(known, required);
    }

    /** As placeholders have it: a point would be one between two names. */
    private static boolean isFieldName(String name) {
        return !name.isEmpty()
                && name.length() <= 60
                && name.chars().allMatch(c -> c > 0x20 && c < 0x7F && ".{}[]".indexOf(c) < 0);
    }

    private static LocalizedText title(@Nullable Object property) {
        Optional<LocalizedText> title =
                LocalizedText.read("title", object(property), MOST_CHARACTERS_OF_A_TITLE);
        require(title.isPresent());
        return title.orElse(LocalizedText.NONE);
    }

    private Schema listOf(Map<String, Object> schema, int levels) {
        Object unique = schema.getOrDefault("uniqueItems", false);
        require(unique instanceof Boolean);
        return new Schema.ListOf(
                read(schema.get("items"), levels - 1),
                bound(schema, "minItems", 0, MOST_ELEMENTS),
                bound(schema, "maxItems", MOST_ELEMENTS, MOST_ELEMENTS),
                (Boolean) unique);
    }

    private static Schema text(Map<String, Object> schema) {
        @Nullable TextFormat format = null;
        if (schema.containsKey("format")) {
            format = TextFormat.of(schema.get("format")).orElseThrow(Unfit::new);
        }
        return new Schema.Text(
                values(schema, String.class),
                bound(schema, "minLength", 0, MOST_CHARACTERS),
                bound(schema, "maxLength", USUAL_CHARACTERS, MOST_CHARACTERS),
                format);
    }

    private static int bound(Map<String, Object> schema, String keyword, int usual, int most) {
        Object bound = schema.getOrDefault(keyword, usual);
        require(bound instanceof Integer number && number >= 0 && number <= most);
        return (Integer) bound;
    }

    private static Schema number(Map<String, Object> schema, boolean whole) {
        Set<BigDecimal> values = new HashSet<>();
        values(schema, Number.class).forEach(value -> values.add(number(value)));
        return new Schema.Numeric(
                whole,
                values,
                number(schema.getOrDefault("minimum", -(1L << 53) + 1)),
                number(schema.getOrDefault("maximum", (1L << 53) - 1)));
    }

    private static BigDecimal number(Object value) {
        BigDecimal number = Schema.Numeric.number(value).orElseThrow(Unfit::new);
        require(number.abs().compareTo(Schema.Numeric.MOST) <= 0);
        return number;
    }

    /** Of enum and const; empty where neither is there. */
    private static Set<Object> values(Map<String, Object> schema, Class<?> type) {
        require(!schema.containsKey("enum") || !schema.containsKey("const"));
        Set<Object> values = new HashSet<>();
        if (schema.containsKey("const")) {
            values.add(fit(schema.get("const"), type));
        } else if (schema.containsKey("enum")) {
            List<?> all = list(schema.get("enum"));
            require(!all.isEmpty() && all.size() <= MOST_ELEMENTS);
            all.forEach(value -> values.add(fit(value, type)));
        }
        return values;
    }

    private static Object fit(@Nullable Object value, Class<?> type) {
        if (value == null || !type.isInstance(value)) {
            throw new Unfit();
        }
        return value;
    }

    private static List<?> list(@Nullable Object json) {
        if (!(json instanceof List<?> list)) {
            throw new Unfit();
        }
        return list;
    }
}
