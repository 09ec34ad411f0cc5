package dev.symbolon.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Somebody's site on this machine, where documents stand that the server comes to read. */
public final class Site implements AutoCloseable {

    /** With this setting the server may come here. */
    public static final Map<String, String> HERE = Map.of("fetch.allowed-networks", "127.0.0.1");

    private record Page(int status, String type, String body, Map<String, String> headers) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;

    public Site() {
        this(null);
    }

    /**
     * A site that shows a certificate.
     *
     * @param certificate absent: plain http
     */
    public Site(@Nullable SSLContext certificate) {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (certificate == null) {
                server = HttpServer.create(here, 0);
            } else {
                HttpsServer secured = HttpsServer.create(here, 0);
                secured.setHttpsConfigurator(new HttpsConfigurator(certificate));
                server = secured;
            }
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on requests to the path are answered by a program. */
    public URI serve(String path, HttpHandler program) {
        server.createContext(path, program);
        return at(path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        Page page =
                pages.getOrDefault(
                        exchange.getRequestURI().getPath(),
                        new Page(404, "text/plain", "nothing here", Map.of()));
        byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type);
        page.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(page.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Puts a document at a path, and gives its address. */
    public URI put(String path, String type, String body) {
        return put(path, type, body, Map.of());
    }

    public URI put(String path, String type, String body, Map<String, String> headers) {
        pages.put(path, new Page(200, type, body, headers));
        return at(path);
    }

    /** From now on the path answers that. */
    public void answering(String path, int status) {
        pages.put(path, new Page(status, "text/plain", "", Map.of()));
    }

    public URI at(String path) {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** How often it was asked for anything. */
    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
