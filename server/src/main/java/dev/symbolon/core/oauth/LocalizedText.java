package dev.symbolon.core.oauth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text for people in the languages that its author gave: {@code client_name} and its {@code
 * client_name#de} (RFC 7591 §2.2).
 *
 * @param byTag BCP 47 tags in small letters, the empty one for the text without a tag; empty where
 *     no text was given
 */
public record LocalizedText(Map<String, String> byTag) {

    public static final LocalizedText NONE = new LocalizedText(Map.of());

    private static final int MOST_LANGUAGES = 100;
    private static final Pattern LANGUAGE_TAG =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}");

    /**
     * Control characters, line separators, lone surrogates, and the characters that turn the
     * direction of writing and so could make a page say something else than it does.
     */
    private static final Pattern UNFIT =
            Pattern.compile(
                    "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E"
                            + "\\u2066-\\u2069]");

    public LocalizedText {
        Map<String, String> sorted = new TreeMap<>();
        byTag.forEach((tag, text) -> sorted.put(tag.toLowerCase(Locale.ROOT), text));
        byTag = java.util.Collections.unmodifiableMap(sorted);
    }

    public static LocalizedText of(String text) {
        return new LocalizedText(Map.of("", text));
    }

    /** Whether a page may show the text. */
    public static boolean isFit(String text) {
        return !UNFIT.matcher(text).find();
    }

    /**
     * Reads a member of a JSON object and all its forms with a language tag; null and the empty
     * text mean absent.
     *
     * @param most how many characters one may have
     * @return nothing where one of them is no text, too long or not fit for a page, or a tag is no
     *     BCP 47 tag
     */
    public static Optional<LocalizedText> read(String name, Map<String, Object> object, int most) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, Object> member : object.entrySet()) {
            boolean tagged = member.getKey().startsWith(name + "#");
            @Nullable Object value = member.getValue();
            boolean ours = tagged || member.getKey().equals(name);
            if (!ours || value == null || value.equals("")) {
                continue;
            }
            String tag = tagged ? member.getKey().substring(name.length() + 1) : "";
            boolean fit =
                    value instanceof String text
                            && text.length() <= most
                            && isFit(text)
                            && (!tagged || LANGUAGE_TAG.matcher(tag).matches());
            if (!fit || texts.size() == MOST_LANGUAGES) {
                return Optional.empty();
            }
            texts.put(tag, value.toString());
        }
        return Optional.of(new LocalizedText(texts));
    }

    /**
     * The text in the first of the wished languages that there is (RFC 4647 §3.4: {@code de-CH}
     * finds {@code de}), else the one without a tag, else any; nothing where there is none.
     */
    public Optional<String> in(List<Locale> wished) {
        for (Locale locale : wished) {
            String tag = locale.toLanguageTag().toLowerCase(Locale.ROOT);
            while (!tag.isEmpty()) {
                String text = byTag.get(tag);
                if (text != null) {
                    return Optional.of(text);
                }
                tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
            }
        }
        // The empty tag sorts before all others.
        return byTag.values().stream().findFirst();
    }

    /** The same, of what was checked to be addresses; absent where there is none. */
    public @Nullable URI addressIn(List<Locale> wished) {
        return in(wished).map(URI::create).orElse(null);
    }

    public boolean isEmpty() {
        return byTag.isEmpty();
    }

    /** Puts the texts into a JSON object as RFC 7591 §2.2 names them. */
    public void write(String name, Map<String, Object> object) {
        byTag.forEach((tag, text) -> object.put(tag.isEmpty() ? name : name + '#' + tag, text));
    }
}
