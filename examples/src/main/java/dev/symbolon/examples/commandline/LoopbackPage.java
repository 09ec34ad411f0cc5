package dev.symbolon.examples.commandline;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What the browser shows when it has come back: how it went, as far as the program knows. */
enum LoopbackPage {
    SIGNED_IN(200, "You are signed in", "Close this tab and go back to the terminal."),
    REFUSED(200, "You said no", "So nothing was connected. You can close this tab."),
    FAILED(200, "That did not work", "The terminal says why. You can close this tab."),
    NOT_AWAITED(
            400,
            "Nobody waits for this",
            "The program did not ask for this answer, or has it already. Nothing was changed."),
    NOT_THERE(404, "There is nothing here", "The program answers at one address only.");

    private static final String STYLE =
            "body{margin:0;display:grid;place-items:center;min-height:100vh;"
                    + "font:1rem/1.55 system-ui,sans-serif;background:#f5f6f8;color:#18202b}"
                    + "main{padding:2rem 1.25rem;max-width:30rem}"
                    + "h1{font-size:1.8rem;line-height:1.2;margin:0 0 .5rem}p{margin:0}"
                    + "@media(prefers-color-scheme:dark){body{background:#11151b;color:#e8ecf2}}";

    /** The policy lets this one style in, by its hash, and nothing else. */
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none';"
                            .formatted(hash(STYLE))
                    + " frame-ancestors 'none'";

    private final int status;
    private final String heading;
    private final String text;

    LoopbackPage(int status, String heading, String text) {
        this.status = status;
        this.heading = heading;
        this.text = text;
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] page =
                """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <meta name="color-scheme" content="light dark">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="icon" href="data:,"><style>%3$s</style></head>
                <body><main><h1>%1$s</h1><p>%2$s</p></main></body></html>
                """
                        .formatted(heading, text, STYLE)
                        .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/html; charset=utf-8");
            headers.set("Content-Security-Policy", POLICY);
            headers.set("Cache-Control", "no-store");
            // The address holds a code; used up or not, it is nobody else's business.
            headers.set("Referrer-Policy", "no-referrer");
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static String hash(String style) {
        try {
            byte[] bytes = style.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
