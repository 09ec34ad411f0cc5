package dev.symbolon.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

/** Somebody's site on this machine, where documents stand that the server comes to read. */
public final class Site implements AutoCloseable {

    /** With this setting the server may come here. */
    public static final Map<String, String> HERE = Map.of("fetch.allowed-networks", "127.0.0.1");

    private record Page(int status, String type, String body, Map<String, String> headers) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;

    public Site() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
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
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
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
