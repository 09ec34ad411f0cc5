package dev.symbolon.base.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The languages that pages exist in, and the choice among them. The first is the fallback. */
public final class Languages {

    /** Each has a bundle {@code messages/messages_xx.properties}. */
    public static final List<String> TAGS = List.of("en", "de");

    private static final int LONGEST_HEADER = 500;

    private final Map<Locale, Texts> texts = new LinkedHashMap<>();

    public Languages() {
        for (String tag : TAGS) {
            Texts read = Texts.read(tag);
            texts.put(read.locale(), read);
        }
    }

    /**
     * Chooses what the app asked for, else what the browser prefers, else English.
     *
     * @param uiLocales language tags, best first (Core §3.1.2.1, {@code ui_locales}); those that
     *     are not understood are passed over, as Core asks
     * @param acceptLanguage the header (RFC 9110 §12.5.4); absent or broken ones are passed over
     */
    public Texts choose(List<String> uiLocales, @Nullable String acceptLanguage) {
        for (String tag : uiLocales) {
            Texts found = lookup(tag);
            if (found != null) {
                return found;
            }
        }
        Texts preferred = acceptLanguage == null ? null : lookup(acceptLanguage);
        return preferred != null ? preferred : texts.values().iterator().next();
    }

    /** What somebody wishes for, ours or not, the best first; the same passed over. */
    public static List<Locale> wished(List<String> uiLocales, @Nullable String acceptLanguage) {
        List<String> all = new ArrayList<>(uiLocales);
        if (acceptLanguage != null) {
            all.add(acceptLanguage);
        }
        return all.stream()
                .flatMap(one -> ranges(one).stream())
                .filter(range -> range.getWeight() > 0)
                .map(range -> Locale.forLanguageTag(range.getRange()))
                .toList();
    }

    /** All languages, for tests. */
    public List<Texts> all() {
        return List.copyOf(texts.values());
    }

    /** RFC 4647 §3.4. */
    private @Nullable Texts lookup(String ranges) {
        Locale best = Locale.lookup(ranges(ranges), texts.keySet());
        return best == null ? null : texts.get(best);
    }

    private static List<Locale.LanguageRange> ranges(String text) {
        if (text.isBlank() || text.length() > LONGEST_HEADER) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(text);
        } catch (IllegalArgumentException _) {
            // Not a language range; what a stranger's browser sends is no reason to fail.
            return List.of();
        }
    }
}
