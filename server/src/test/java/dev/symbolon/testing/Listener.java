package dev.symbolon.testing;

import com.sun.net.httpserver.HttpServer;
import dev.symbolon.base.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An app's server side, as far as the server tells it something there. */
public final class Listener implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    private Listener(HttpServer server) {
        this.server = server;
    }

    /**
     * What came.
     *
     * @param authorization the header; absent where there was none
     */
    public record Heard(String method, String type, @Nullable String authorization, String body) {

        public Map<String, Object> json() {
            return Json.object(body);
        }

        public String text(String member) {
            return String.valueOf(json().get(member));
        }
    }

    public static Listener start() throws IOException {
        Listener app =
                new Listener(
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        app.server.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    Heard came =
                            new Heard(
                                    exchange.getRequestMethod(),
                                    String.valueOf(
                                            exchange.getRequestHeaders().getFirst("Content-Type")),
                                    exchange.getRequestHeaders().getFirst("Authorization"),
                                    body);
                    exchange.getResponseHeaders().add("Location", app.address().toString());
                    exchange.sendResponseHeaders(app.status, -1);
                    exchange.close();
                    app.heard.add(came);
                });
        app.server.start();
        return app;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/told");
    }

    public void answering(int other) {
        status = other;
    }

    /** The next that comes. */
    public Heard hears() throws InterruptedException {
        Heard next = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("it was not told");
        }
        return next;
    }

    /** Whether nothing comes for longer than the server takes to look. */
    public boolean hearsNothing() throws InterruptedException {
        return heard.poll(1500, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
