package dev.symbolon.operator.health;

import dev.symbolon.base.http.HttpServer;
import dev.symbolon.base.http.Match;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.Routes;
import dev.symbolon.base.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers on the management port. It stays up while the main one drains, and closes last. */
public final class ManagementServer implements AutoCloseable {

    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @param ready false while the server starts, stops, or cannot reach its database
     */
    public static ManagementServer start(
            ManagementSettings settings, BooleanSupplier ready, Metrics metrics) {
        Routes<Supplier<Response>> routes = routes(ready, metrics);
        return new ManagementServer(
                HttpServer.start(settings.http(), request -> answer(routes, request)));
    }

    public int port() {
        return server.port();
    }

    private static Routes<Supplier<Response>> routes(BooleanSupplier ready, Metrics metrics) {
        return Routes.<Supplier<Response>>builder()
                .get("/health/live", () -> status(true))
                .get("/health/ready", () -> status(ready.getAsBoolean()))
                .get(
                        "/metrics",
                        () ->
                                Response.of(
                                        200,
                                        Metrics.CONTENT_TYPE,
                                        metrics.scrape().getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static Response answer(Routes<Supplier<Response>> routes, Request request) {
        return switch (routes.find(request.method(), request.path())) {
            case Match.Found<Supplier<Response>>(var endpoint, _, _) -> endpoint.get();
            case Match.WrongMethod<Supplier<Response>> wrong -> wrong.response(request.method());
            case Match.NotFound<Supplier<Response>> nothing -> nothing.response();
        };
    }

    private static Response status(boolean up) {
        return up ? Response.text(200, "UP\n") : Response.text(503, "DOWN\n");
    }

    @Override
    public void close() {
        server.close();
    }
}
