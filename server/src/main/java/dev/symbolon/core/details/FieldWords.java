package dev.symbolon.core.details;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the fields of details one by one, but for those that were told already. */
final class FieldWords {

    private final List<Locale> language;
    private final Set<String> told;
    private final List<DetailWords.Line> lines = new ArrayList<>();

    /**
     * @param told where in the details, as in {@code amount.value}
     */
    FieldWords(List<Locale> language, Set<String> told) {
        this.language = language;
        this.told = told;
    }

    List<DetailWords.Line> lines() {
        return lines;
    }

    /**
     * @param path where the value stands; empty for the whole
     * @param label the same as people read it
     */
    void tell(@Nullable Schema schema, @Nullable Object value, String path, String label) {
        if (told.contains(path)) {
            return;
        }
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                Schema.@Nullable Field field =
                        schema instanceof Schema.ObjectOf known ? known.fields().get(name) : null;
                String key = String.valueOf(name);
                String called = field == null ? key : field.title().in(language).orElse(key);
                tell(
                        field == null ? null : field.schema(),
                        member,
                        path.isEmpty() ? key : path + "." + key,
                        label.isEmpty() ? called : label + " › " + called);
            });
        } else if (value instanceof List<?> list && !list.stream().allMatch(FieldWords::isPlain)) {
            Schema items = schema instanceof Schema.ListOf known ? known.items() : null;
            for (int i = 0; i < list.size(); i++) {
                tell(items, list.get(i), path + "[" + i + "]", label + " " + (i + 1));
            }
        } else {
            lines.add(new DetailWords.Line(label, shown(value)));
        }
    }

    private static boolean isPlain(@Nullable Object value) {
        return !(value instanceof Map) && !(value instanceof List);
    }

    /** A value as people read it: a number without an exponent, a list with commas. */
    static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "–";
            case List<?> list ->
                    list.isEmpty()
                            ? "–"
                            : list.stream()
                                    .map(FieldWords::shown)
                                    .collect(Collectors.joining(", "));
            default ->
                    Schema.Numeric.number(value)
                            .map(java.math.BigDecimal::toPlainString)
                            .orElse(value.toString());
        };
    }
}
