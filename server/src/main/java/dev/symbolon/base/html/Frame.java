package dev.symbolon.base.html;

import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;

/**
 * What surrounds a page's content, and what every template takes as {@code page}.
 *
 * @param texts the person's language
 * @param assets where the style sheet is
 * @param base the path before all of the tenant's own: empty or {@code /t/name}
 * @param site for whom the page speaks: a name, or the issuer's host
 */
public record Frame(Texts texts, Assets assets, String base, String site) {

    /** Language tag for {@code <html lang>}. */
    public String language() {
        return texts.locale().toLanguageTag();
    }

    public String text(String key, String... values) {
        return texts.text(key, values);
    }

    public Content rich(String key, String... values) {
        return texts.rich(key, values);
    }

    public Content filled(String key, Object... values) {
        return texts.filled(key, values);
    }

    /** As people write it, and as programs do. */
    public Content moment(Instant instant) {
        return output -> {
            output.writeContent("<time datetime=\"" + instant + "\">");
            output.writeUserContent(texts.moment(instant));
            output.writeContent("</time>");
        };
    }

    public String duration(Duration duration) {
        return texts.duration(duration);
    }

    /** The first letter or digit of a name, as a capital: what stands in its token or circle. */
    public String initial(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(c -> Character.toString(c).toUpperCase(texts.locale()))
                .findFirst()
                .orElse("");
    }

    /** A path of the tenant as the browser must ask for it. */
    public String link(String path) {
        return base + path;
    }

    public String asset(String name) {
        return base + assets.path(name);
    }
}
