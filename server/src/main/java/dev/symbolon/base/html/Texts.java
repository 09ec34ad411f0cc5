package dev.symbolon.base.html;

import gg.jte.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one language, from {@code messages/messages_xx.properties} (UTF-8). A message may
 * hold named places, as in {@code Sign in to {app}}; values are handed in as pairs of name and
 * value. A value is never read for places again, so a hostile one stays what it is.
 */
public final class Texts {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private final Locale locale;
    private final Map<String, String> messages;
    private final DateTimeFormatter moment;

    private Texts(Locale locale, Map<String, String> messages) {
        this.locale = locale;
        this.messages = messages;
        this.moment =
                DateTimeFormatter.ofPattern(required(messages, "format.moment"), locale)
                        .withZone(ZoneOffset.UTC);
    }

    /** Reads a language's bundle from the jar. */
    static Texts read(String language) {
        String file = "/messages/messages_" + language + ".properties";
        try (InputStream bytes = Texts.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException(file + " is missing");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            Map<String, String> messages = new TreeMap<>();
            properties.forEach((key, value) -> messages.put(key.toString(), value.toString()));
            return new Texts(Locale.forLanguageTag(language), messages);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Locale locale() {
        return locale;
    }

    /**
     * A message with its places filled.
     *
     * @param values name, value, name, value, …
     * @throws IllegalStateException where there is no such message: a bug that a test finds
     */
    public String text(String key, String... values) {
        StringBuilder text = new StringBuilder();
        pieces(key, values, (piece, _) -> text.append(piece));
        return text.toString();
    }

    /** The same, with the values set in bold: a template's content, escaped like any other. */
    public Content rich(String key, String... values) {
        return output ->
                pieces(
                        key,
                        values,
                        (piece, isValue) -> {
                            output.writeContent(isValue ? "<b>" : "");
                            output.writeUserContent(piece.toString());
                            output.writeContent(isValue ? "</b>" : "");
                        });
    }

    /** The same, with values that may be content themselves, as {@link Frame#moment} is. */
    public Content filled(String key, Object... values) {
        return output ->
                pieces(
                        key,
                        values,
                        (piece, _) -> {
                            if (piece instanceof Content content) {
                                content.writeTo(output);
                            } else {
                                output.writeUserContent(piece.toString());
                            }
                        });
    }

    /** A message that need not exist: a scope that has no text of ours. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(messages.get(key));
    }

    /** A point in time, to the minute, in UTC: the server does not know where the person is. */
    public String moment(Instant instant) {
        return moment.format(instant);
    }

    /** How long to wait, at least: in seconds, and in minutes where it is many. */
    public String duration(Duration duration) {
        long seconds = duration.plusMillis(999).toSeconds();
        if (seconds == 1) {
            return text("format.second");
        }
        return seconds < 120
                ? text("format.seconds", "n", Long.toString(seconds))
                : text("format.minutes", "n", Long.toString((seconds + 59) / 60));
    }

    /** Every message, for the tests that compare languages. */
    Map<String, String> all() {
        return Map.copyOf(messages);
    }

    private void pieces(String key, Object[] values, BiConsumer<Object, Boolean> each) {
        String message = required(messages, key);
        Matcher place = PLACE.matcher(message);
        int from = 0;
        while (place.find()) {
            each.accept(message.substring(from, place.start()), false);
            each.accept(value(key, place.group(1), values), true);
            from = place.end();
        }
        each.accept(message.substring(from), false);
    }

    private static Object value(String key, String name, Object[] values) {
        for (int i = 0; i + 1 < values.length; i += 2) {
            if (values[i].equals(name)) {
                return values[i + 1];
            }
        }
        throw new IllegalStateException(key + " needs a value for " + name);
    }

    private static String required(Map<String, String> messages, String key) {
        @Nullable String message = messages.get(key);
        if (message == null) {
            throw new IllegalStateException("no message " + key);
        }
        return message;
    }
}
