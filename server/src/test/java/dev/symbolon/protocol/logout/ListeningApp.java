package dev.symbolon.protocol.logout;

import com.sun.net.httpserver.HttpServer;
import dev.symbolon.base.http.Parameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An app's server side, as far as it hears of sign-outs. */
final class ListeningApp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    private ListeningApp(HttpServer server) {
        this.server = server;
    }

    static ListeningApp start() throws IOException {
        ListeningApp app =
                new ListeningApp(
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        app.server.createContext(
                "/logout",
                exchange -> {
                    String form =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(app.status, -1);
                    exchange.close();
                    app.heard.add(Parameters.parse(form).first("logout_token").orElse(""));
                });
        app.server.start();
        return app;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/logout");
    }

    void answering(int other) {
        status = other;
    }

    /** The next logout token that comes. */
    String hears() throws InterruptedException {
        String token = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (token == null) {
            throw new AssertionError("it was not told");
        }
        return token;
    }

    /** Whether nothing comes for longer than the server takes to look. */
    boolean hearsNothing() throws InterruptedException {
        return heard.poll(2500, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
