package dev.symbolon.base.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as maps and lists. Reading refuses repeated names, trailing text, depth over 32 and texts
 * over 64 KiB.
 */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(32)
                                                    .maxStringLength(1 << 16)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final TypeReference<List<@Nullable Object>> LIST = new TypeReference<>() {};

    private Json() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** For people: a member a line. */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /**
     * Reads an object.
     *
     * @throws Malformed where the text is no JSON object
     */
    public static Map<String, Object> object(String text) {
        return read(text, OBJECT, "object");
    }

    /**
     * Reads a list, of whatever.
     *
     * @throws Malformed where the text is no JSON array
     */
    public static List<@Nullable Object> list(String text) {
        return read(text, LIST, "array");
    }

    private static <T> T read(String text, TypeReference<T> type, String name) {
        String another = "must be a JSON " + name + ", one and nothing else";
        try {
            T read = MAPPER.readValue(text, type);
            if (read == null) {
                throw new Malformed(another);
            }
            return read;
        } catch (MismatchedInputException mismatched) {
            // JSON, but of another kind, nothing, or two things.
            throw new Malformed(another);
        } catch (JacksonException broken) {
            String told = broken.getOriginalMessage().lines().findFirst().orElse("");
            throw new Malformed("not a JSON " + name + ": " + withoutQuotes(told) + at(broken));
        }
    }

    /**
     * Reads what {@link #text} wrote of one of our own records.
     *
     * @throws Malformed where the text is something else
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException broken) {
            throw new Malformed("not a " + type.getSimpleName() + at(broken));
        }
    }

    /**
     * The library quotes what it does not know: tokens and secrets, too, and line breaks within, so
     * that a quotation may not end. Whoever sent it chose how long it is: no pattern looks for its
     * end from each bracket anew.
     */
    private static String withoutQuotes(String message) {
        int lastQuote = Math.max(message.lastIndexOf('\''), message.lastIndexOf('"'));
        int lastBracket = message.lastIndexOf(')');
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c != '\'' && c != '"' && c != '(') {
                told.append(c);
                continue;
            }
            told.append('…');
            int end = c == '(' ? lastBracket : lastQuote;
            i = end > i ? end : message.length();
        }
        return told.toString();
    }

    private static String at(JacksonException broken) {
        var location = broken.getLocation();
        return location == null
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** The text is not what it should be; the message says where, and never repeats the text. */
    public static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
