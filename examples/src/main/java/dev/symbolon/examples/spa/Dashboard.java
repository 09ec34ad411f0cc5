package dev.symbolon.examples.spa;

import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Serves the single-page app's files, and tells it where its provider and its API are. */
public final class Dashboard implements Function<Call, Answer> {

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final URI issuer;
    private final URI mooring;
    private final String clientId;
    private final CompletableFuture<byte[]> library;

    /**
     * The dashboard for one provider.
     *
     * @param library the OAuth library, an ES module; may still be on its way
     */
    public Dashboard(URI issuer, URI mooring, String clientId, CompletableFuture<byte[]> library) {
        this.issuer = issuer;
        this.mooring = mooring;
        this.clientId = clientId;
        this.library = library;
    }

    @Override
    public Answer apply(Call call) {
        return switch (call.path()) {
            // The provider sends the browser back to "/", with the answer in the query.
            case "/" -> page();
            case "/app.js" -> Answer.of(200, SCRIPT, file("app.js"));
            case "/oauth4webapi.js" -> library();
            case "/config.json" ->
                    Answer.json(
                            200,
                            Map.of(
                                    "issuer", issuer.toString(),
                                    "mooring", mooring.toString(),
                                    "client_id", clientId));
            default -> Answer.text(404, "There is nothing here.\n");
        };
    }

    /** The policy lets the page run its own scripts only, and talk to these two only. */
    private Answer page() {
        return Answer.of(200, "text/html; charset=utf-8", file("index.html"))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
                                + " connect-src 'self' %s %s; base-uri 'none'; form-action 'none';"
                                        .formatted(issuer, mooring)
                                + " frame-ancestors 'none'")
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer");
    }

    private Answer library() {
        try {
            return Answer.of(200, SCRIPT, library.join());
        } catch (CompletionException missing) {
            String reason = String.valueOf(missing.getCause());
            return Answer.of(503, SCRIPT, reason.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] file(String name) {
        try (InputStream in = Dashboard.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
