package dev.symbolon.examples.commandline;

import com.nimbusds.oauth2.sdk.id.State;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.examples.oauth.CodeFlow;
import dev.symbolon.examples.oauth.FlowFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Receives the browser when it comes back (RFC 8252 §7.3): on the loopback address, not the name
 * localhost, and on a port that the system chooses, which the provider accepts for such addresses.
 */
final class LoopbackRedirect implements AutoCloseable {

    private static final String PATH = "/callback";

    private final HttpServer server;

    /** Requests that wait for their page: only the program can tell what it has to say. */
    private final BlockingQueue<HttpExchange> arrivals = new LinkedBlockingQueue<>(16);

    LoopbackRedirect() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", this::arrived);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /**
     * Waits for the answer with this state, and shows the browser what became of it; whatever else
     * knocks on the port is sent away.
     *
     * @param finish what the program does with the answer
     * @throws IOException where it does not come in time
     * @throws FlowFailure what {@code finish} throws
     */
    <T> T receive(State state, Duration patience, Function<URI, T> finish)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            HttpExchange arrival = arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new IOException("The browser did not come back in time");
            }
            URI answer = uri().resolve(arrival.getRequestURI().toString());
            if (CodeFlow.stateOf(answer).equals(Optional.of(state))) {
                return finish(arrival, answer, finish);
            }
            show(arrival, LoopbackPage.NOT_AWAITED);
        }
    }

    private static <T> T finish(HttpExchange arrival, URI answer, Function<URI, T> finish) {
        try {
            T result = finish.apply(answer);
            show(arrival, LoopbackPage.SIGNED_IN);
            return result;
        } catch (FlowFailure failure) {
            show(arrival, failure.isRefusal() ? LoopbackPage.REFUSED : LoopbackPage.FAILED);
            throw failure;
        }
    }

    private void arrived(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            show(exchange, LoopbackPage.NOT_THERE);
        } else if (!arrivals.offer(exchange)) {
            exchange.close();
        }
    }

    private static void show(HttpExchange exchange, LoopbackPage page) {
        try {
            page.send(exchange);
        } catch (IOException gone) {
            // The browser did not wait; the answer itself has arrived.
            exchange.close();
        }
    }

    @Override
    public void close() {
        List<HttpExchange> late = new ArrayList<>();
        arrivals.drainTo(late);
        late.forEach(exchange -> show(exchange, LoopbackPage.NOT_AWAITED));
        server.stop(1);
    }
}
