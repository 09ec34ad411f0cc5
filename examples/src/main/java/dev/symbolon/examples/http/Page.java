package dev.symbolon.examples.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/** The frame around every page of the apps. */
public final class Page {

    private Page() {}

    /**
     * A page that runs no script and loads nothing from elsewhere.
     *
     * @param app the app's name; in lower case the name of its colours in style.css
     * @param body HTML; what came from outside has gone through {@link #escape}
     */
    public static Answer of(int status, String app, String title, String body) {
        String page =
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s · %s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/style.css">
                </head>
                <body class="%s">
                <header><a class="brand" href="/"><span class="mark" aria-hidden="true"></span>%s</a></header>
                <main>
                %s
                </main>
                </body>
                </html>
                """
                        .formatted(escape(title), app, app.toLowerCase(Locale.ROOT), app, body);
        return Answer.html(status, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none';"
                                + " frame-ancestors 'none'")
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "same-origin");
    }

    /** For text and for attribute values in double quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static Answer style() {
        return file(Page.class, "style.css", "text/css; charset=utf-8");
    }

    /** A file that stands beside a class. */
    public static Answer file(Class<?> beside, String name, String type) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return Answer.of(200, type, bytes).with("Cache-Control", "max-age=300");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
