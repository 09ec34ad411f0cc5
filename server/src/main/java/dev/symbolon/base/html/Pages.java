package dev.symbolon.base.html;

import dev.symbolon.base.http.Response;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;
import java.util.Optional;

/** Renders views. Templates were compiled with the program; nothing is read or compiled here. */
public final class Pages {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Languages languages;
    private final Assets assets;

    public Pages(Languages languages, Assets assets) {
        this.languages = languages;
        this.assets = assets;
    }

    /**
     * The frame for one person.
     *
     * @param base the path before the tenant's own paths
     * @param uiLocales what the app asked for; empty where no app is involved
     */
    public Frame frame(
            String base, String site, java.util.List<String> uiLocales, Optional<String> accept) {
        return new Frame(languages.choose(uiLocales, accept.orElse(null)), assets, base, site);
    }

    /**
     * The page, with the headers that keep it safe: its policy, no frames, no cache. The referrer
     * policy is {@code same-origin} because under {@code no-referrer} browsers send {@code Origin:
     * null} with our own forms (Fetch, "append a request Origin header"), which the form guard
     * could not tell from a foreign one.
     */
    public Response render(Frame frame, View view) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        engine.render(view.template() + ".jte", Map.of("page", frame, "view", view), output);
        return Response.of(view.status(), "text/html; charset=utf-8", output.toByteArray())
                .with("Content-Language", frame.language())
                .with("Content-Security-Policy", view.policy().header())
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "same-origin")
                .with("Cache-Control", "no-store");
    }

    /** A template that is no whole page, as text. */
    public String part(Frame frame, String template, String name, Object value) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", Map.of("page", frame, name, value), output);
        return output.toString();
    }
}
