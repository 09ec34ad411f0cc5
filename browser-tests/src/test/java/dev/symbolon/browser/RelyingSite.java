package dev.symbolon.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The site of an app: it notes who comes with what, and shows the pages that it was given. */
final class RelyingSite implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<Map<String, String>>> visits =
            new ConcurrentHashMap<>();

    RelyingSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::visited);
        server.start();
    }

    /** On the same site as a server of this machine, so that no cookie is a third party's. */
    String at(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    void shows(String path, String html) {
        pages.put(path, html);
    }

    private void visited(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        visits(asked.getPath()).add(parameters(asked.getRawQuery()));
        String body = pages.getOrDefault(asked.getPath(), "<h1>Noted</h1>");
        byte[] page =
                ("<!DOCTYPE html><html lang=en><title>App</title><link rel=icon href=data:,>"
                                + body)
                        .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return parameters;
    }

    private BlockingQueue<Map<String, String>> visits(String path) {
        return visits.computeIfAbsent(path, _ -> new LinkedBlockingQueue<>());
    }

    /** What the next who comes there brings in the query. */
    Map<String, String> visit(String path) throws InterruptedException {
        Map<String, String> next = visits(path).poll(15, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody came to " + path);
        }
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
