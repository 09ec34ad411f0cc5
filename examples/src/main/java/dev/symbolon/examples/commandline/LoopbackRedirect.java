package dev.symbolon.examples.commandline;

import com.nimbusds.oauth2.sdk.id.State;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.examples.oauth.CodeFlow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Receives the browser when it comes back (RFC 8252 §7.3): on the loopback address, not the name
 * localhost, and on a port that the system chooses, which the provider accepts for such addresses.
 */
final class LoopbackRedirect implements AutoCloseable {

    private static final String DONE =
            """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Done</title>
            <meta name="color-scheme" content="light dark">
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><h1>Done</h1><p>You can close this window and go back to the terminal.</p></body>
            </html>
            """;

    private final HttpServer server;
    private final BlockingQueue<URI> answers = new LinkedBlockingQueue<>(16);

    LoopbackRedirect() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/callback", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /**
     * Waits for the answer with this state; whatever else knocks on the port is ignored.
     *
     * @throws IOException where it does not come in time
     */
    URI await(State state, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        URI answer;
        do {
            answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new IOException("The browser did not come back in time");
            }
        } while (!CodeFlow.stateOf(answer).equals(Optional.of(state)));
        return answer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = DONE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
        answers.offer(uri().resolve(exchange.getRequestURI().toString()));
    }

    @Override
    public void close() {
        server.stop(1);
    }
}
