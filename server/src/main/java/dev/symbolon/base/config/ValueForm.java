package dev.symbolon.base.config;

import dev.symbolon.base.secret.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a value of each type is written, and read back. */
final class ValueForm {

    /** A value, or what is wrong with the text that should have been one. */
    sealed interface Parsed {
        record Good(Object value) implements Parsed {}

        record Bad(String why) implements Parsed {}
    }

    private static final Pattern DURATION =
            Pattern.compile(
                    "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private ValueForm() {}

    /** Whether a record is a value, not a group of settings. */
    static boolean isValue(Class<?> type) {
        return type == Secret.class;
    }

    static boolean isList(Type type) {
        return type instanceof ParameterizedType list && list.getRawType() == List.class;
    }

    static Parsed parseList(Type type, List<String> texts) {
        Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
        List<Object> values = new ArrayList<>();
        for (String text : texts) {
            switch (parse(element, text)) {
                case Parsed.Good(Object value) -> values.add(value);
                case Parsed.Bad bad -> {
                    return bad;
                }
            }
        }
        return new Parsed.Good(List.copyOf(values));
    }

    /** Never repeats the text of a secret. */
    static Parsed parse(Type type, String text) {
        if (isList(type)) {
            return parseList(
                    type,
                    Arrays.stream(text.split(","))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList());
        }
        if (type == Secret.class) {
            return new Parsed.Good(new Secret(text));
        }
        if (type == String.class) {
            return new Parsed.Good(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return switch (text) {
                case "true" -> new Parsed.Good(true);
                case "false" -> new Parsed.Good(false);
                default -> bad("must be true or false", text);
            };
        }
        if (type instanceof Class<?> choices && choices.isEnum()) {
            return choice(choices, text);
        }
        try {
            if (type == int.class || type == Integer.class) {
                return new Parsed.Good(Integer.valueOf(text));
            } else if (type == long.class || type == Long.class) {
                return new Parsed.Good(Long.valueOf(text));
            } else if (type == Duration.class) {
                return duration(text);
            } else if (type == URI.class) {
                return new Parsed.Good(new URI(text));
            } else if (type == Path.class) {
                return new Parsed.Good(Path.of(text));
            }
        } catch (NumberFormatException wrong) {
            return bad("must be a whole number", text);
        } catch (URISyntaxException wrong) {
            return bad("must be a URL", text);
        } catch (InvalidPathException wrong) {
            return bad("must be a path of this system", text);
        }
        throw new IllegalStateException("settings cannot be of type " + type.getTypeName());
    }

    private static Parsed duration(String text) {
        if (text.startsWith("P") || text.startsWith("p")) {
            try {
                return new Parsed.Good(Duration.parse(text));
            } catch (DateTimeParseException wrong) {
                return bad("must be a duration like 90s, 10m, 1h30m, 30d or PT10M", text);
            }
        }
        Matcher parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return bad("must be a duration like 90s, 10m, 1h30m, 30d or PT10M", text);
        }
        return new Parsed.Good(
                Duration.ofDays(part(parts, 1))
                        .plusHours(part(parts, 2))
                        .plusMinutes(part(parts, 3))
                        .plusSeconds(part(parts, 4))
                        .plusMillis(part(parts, 5)));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Parsed choice(Class<?> choices, String text) {
        String wanted = text.replace('-', '_');
        for (Object constant : choices.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(wanted)
                    || text.equals(show(constant))) {
                return new Parsed.Good(constant);
            }
        }
        return bad("must be one of " + choicesOf(choices), text);
    }

    private static Parsed bad(String why, String text) {
        return new Parsed.Bad(why + ", not \"" + text + "\"");
    }

    private static String choicesOf(Class<?> choices) {
        return String.join(
                ", ", Arrays.stream(choices.getEnumConstants()).map(ValueForm::show).toList());
    }

    /** In words, for the reference page. */
    static String describe(Type type) {
        if (isList(type)) {
            return "list: " + describe(((ParameterizedType) type).getActualTypeArguments()[0]);
        }
        if (type instanceof Class<?> choices && choices.isEnum()) {
            return choicesOf(choices).replace(", ", " \\| ");
        }
        return switch (type.getTypeName()) {
            case "java.lang.String" -> "text";
            case "boolean", "java.lang.Boolean" -> "true \\| false";
            case "java.time.Duration" -> "duration";
            case "java.net.URI" -> "URL";
            case "java.nio.file.Path" -> "path";
            case "dev.symbolon.base.secret.Secret" -> "secret";
            default -> "number";
        };
    }

    /** As it would stand in the file; a secret stays hidden, nothing is an empty text. */
    static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Secret _ -> "(hidden)";
            case Duration duration -> show(duration);
            case Enum<?> constant when constant.toString().equals(constant.name()) ->
                    constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Collection<?> list ->
                    "[" + String.join(", ", list.stream().map(ValueForm::show).toList()) + "]";
            default -> value.toString();
        };
    }

    private static String show(Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            return duration.isZero() ? "0s" : duration.toString();
        }
        return unit(duration.toDaysPart(), "d")
                + unit(duration.toHoursPart(), "h")
                + unit(duration.toMinutesPart(), "m")
                + unit(duration.toSecondsPart(), "s")
                + unit(duration.toMillisPart(), "ms");
    }

    private static String unit(long count, String letters) {
        return count == 0 ? "" : count + letters;
    }
}
