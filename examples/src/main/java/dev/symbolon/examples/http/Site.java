package dev.symbolon.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** One app's HTTP server: loopback only, a virtual thread per request. */
public final class Site implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Site.class.getName());

    private final HttpServer server;
    private final URI url;

    private Site(HttpServer server) {
        this.server = server;
        this.url = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /**
     * Binds the port; {@link #serve} answers on it.
     *
     * @param port 0 takes any free one
     * @throws IOException where the port is taken
     */
    public static Site bind(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return new Site(server);
    }

    public Site serve(Function<Call, Answer> app) {
        server.createContext("/", exchange -> handle(exchange, app));
        server.start();
        return this;
    }

    /** Without a slash at the end. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void handle(HttpExchange exchange, Function<Call, Answer> app)
            throws IOException {
        try (exchange) {
            answer(exchange, app).send(exchange);
        }
    }

    private static Answer answer(HttpExchange exchange, Function<Call, Answer> app)
            throws IOException {
        Call call = Call.of(exchange);
        try {
            return call.path().equals("/style.css") ? Page.style() : app.apply(call);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "while answering " + call.method() + " " + call.path(), bug);
            return Answer.text(500, "This app made a mistake; its console says which.\n");
        }
    }
}
