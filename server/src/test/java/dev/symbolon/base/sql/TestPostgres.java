package dev.symbolon.base.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL of this test run's own, started with the first test that needs it. Each test gets a
 * database cloned from a migrated one.
 */
public final class TestPostgres {

    private static final String TEMPLATE = "symbolon_template";
    private static final int KEPT = 8;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Queue<String> USED = new ArrayDeque<>();

    private TestPostgres() {}

    /** Begun by the first use, ended with the process. */
    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "off")
                                .setServerConfig("synchronous_commit", "off")
                                .setServerConfig("full_page_writes", "off")
                                .setServerConfig("max_connections", "200")
                                .start();
                execute(server, "CREATE DATABASE " + TEMPLATE);
                Databases.open(
                                settings(server, TEMPLATE),
                                Path.of("unused"),
                                InstantSource.system())
                        .close();
                return server;
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
        }
    }

    /** A new migrated database without rows. */
    public static synchronized DatabaseSettings fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        execute(Running.SERVER, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        if (USED.size() >= KEPT) {
            dropOne();
        }
        USED.add(name);
        return settings(Running.SERVER, name);
    }

    /** The oldest that nobody has open: a class of tests may have one for all of them. */
    private static void dropOne() {
        Set<String> open = open();
        USED.stream()
                .filter(name -> !open.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    USED.remove(name);
                    execute(Running.SERVER, "DROP DATABASE " + name + " WITH (FORCE)");
                });
    }

    private static Set<String> open() {
        String sql = "SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL";
        Set<String> names = new HashSet<>();
        try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** A new database in which nothing was ever done. */
    public static synchronized DatabaseSettings bare() {
        String name = "bare_" + COUNT.incrementAndGet();
        execute(Running.SERVER, "CREATE DATABASE " + name);
        return settings(Running.SERVER, name);
    }

    /** Ends all connections to that database, as a restart does. */
    static void disconnectAll(DatabaseSettings settings) {
        execute(
                Running.SERVER,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + name(settings)
                        + "'");
    }

    /** Whether anybody may connect to that database. */
    static void allowConnections(DatabaseSettings settings, boolean allowed) {
        execute(
                Running.SERVER,
                "ALTER DATABASE " + name(settings) + " WITH ALLOW_CONNECTIONS " + allowed);
    }

    /** The same database for a user who may not call pg_notify. */
    static DatabaseSettings withoutNotify(DatabaseSettings settings) {
        String user = "plain_" + name(settings);
        execute(Running.SERVER, "CREATE ROLE " + user + " LOGIN");
        try (Database whole = Databases.open(settings, Path.of("unused"), InstantSource.system())) {
            whole.run("REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC");
            whole.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + user);
        }
        String url = String.valueOf(settings.url()).replace("user=postgres", "user=" + user);
        return new DatabaseSettings(url, null, null, 2);
    }

    private static String name(DatabaseSettings settings) {
        return String.valueOf(settings.url()).replaceAll(".*/|\\?.*", "");
    }

    private static DatabaseSettings settings(EmbeddedPostgres server, String name) {
        return new DatabaseSettings(server.getJdbcUrl("postgres", name), null, null, 10);
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
