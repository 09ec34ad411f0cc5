package dev.symbolon;

import dev.symbolon.base.http.HttpServer;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseLoad;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What is full where the server is slow. Names are OpenTelemetry's for a database client where it
 * has some.
 */
final class Gauges {

    private static final String POOL = "db.client.connection.pool.name";
    private static final String STATE = "db.client.connection.state";

    private Gauges() {}

    static void of(Parts parts, HttpServer http, Metrics metrics) {
        metrics.gauge(
                "symbolon.http.open_connections",
                "Connections of clients and proxies.",
                http::connections);
        metrics.gauge(
                "symbolon.password.waiting",
                "Passwords that wait to be hashed.",
                parts.passwordHasher()::waiting);
        metrics.counter(
                "symbolon.password.hashes",
                "Passwords that were hashed.",
                parts.passwordHasher()::hashes);
        of(parts.database(), metrics);
    }

    private static void of(Database database, Metrics metrics) {
        String pool = database.load().pool();
        Map<String, ToIntFunction<DatabaseLoad>> states =
                Map.of("used", DatabaseLoad::used, "idle", DatabaseLoad::idle);
        states.forEach((state, count) ->
                metrics.gauge(
                        "db.client.connection.count",
                        "Connections to the database.",
                        () -> count.applyAsInt(database.load()),
                        POOL,
                        pool,
                        STATE,
                        state));
        metrics.gauge(
                "db.client.connection.max",
                "The most connections to the database.",
                () -> database.load().most(),
                POOL,
                pool);
        metrics.gauge(
                "db.client.connection.pending_requests",
                "Who waits for a connection to the database, or for its writer.",
                () -> database.load().waiting(),
                POOL,
                pool);
    }
}
