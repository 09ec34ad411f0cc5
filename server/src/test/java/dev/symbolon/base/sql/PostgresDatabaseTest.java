package dev.symbolon.base.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("PostgreSQL: several writers, and a server that may go away")
class PostgresDatabaseTest {

    private static final Duration CLEAR_WITHIN = Duration.ofSeconds(6);

    private final TestStorage storage = TestStorage.Engine.POSTGRESQL.fresh();

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    @DisplayName("transactions that cannot be put in an order are done again (40001)")
    void serializationFailure() throws Exception {
        Database database = storage.open();
        database.run("CREATE TABLE number (value BIGINT NOT NULL)");
        AtomicInteger tries = new AtomicInteger();
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);

        DatabaseTest.atOnce(
                2,
                () ->
                        database.change(tx -> {
                            tx.run("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                            long next = count(tx) + 1;
                            if (tries.incrementAndGet() <= 2) {
                                meet(bothHaveRead);
                            }
                            return tx.run("INSERT INTO number (value) VALUES (?)", next);
                        }));

        assertThat(tries).hasValueGreaterThan(2);
        assertThat(
                        database.list(
                                "SELECT value FROM number ORDER BY value",
                                row -> row.number("value")))
                .containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("of two that wait for one another, one is done again (40P01)")
    void deadlock() throws Exception {
        Database database = storage.open();
        database.run("CREATE TABLE number (id BIGINT NOT NULL, value BIGINT NOT NULL)");
        database.run("INSERT INTO number (id, value) VALUES (0, 0), (1, 0)");
        AtomicInteger worker = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        String raise = "UPDATE number SET value = value + 1 WHERE id = ?";

        DatabaseTest.atOnce(
                2,
                () -> {
                    int own = worker.getAndIncrement();
                    return database.change(tx -> {
                        tx.run(raise, own);
                        if (tries.incrementAndGet() <= 2) {
                            meet(bothHoldOne);
                        }
                        return tx.run(raise, 1 - own);
                    });
                });

        assertThat(tries).hasValueGreaterThan(2);
        assertThat(database.list("SELECT value FROM number", row -> row.number("value")))
                .containsExactly(2L, 2L);
    }

    @Test
    @DisplayName("what always fails is given up after ten tries")
    void givesUp() {
        Database database = storage.open();
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() ->
                        database.change(tx -> {
                            tries.incrementAndGet();
                            return tx.run("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
                        }))
                .isInstanceOf(DatabaseException.class);
        assertThat(tries).hasValue(10);
    }

    @Test
    @DisplayName("a server that is away is a clear failure soon, and all is well when it is back")
    void awayAndBack() {
        Database database = storage.open();
        assertThat(database.isReady()).isTrue();
        TestPostgres.allowConnections(storage.settings(), false);
        TestPostgres.disconnectAll(storage.settings());
        long begin = System.nanoTime();

        assertThat(database.isReady()).isFalse();
        assertThatThrownBy(() -> database.run("DELETE FROM lease"))
                .isInstanceOf(DatabaseException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(CLEAR_WITHIN.multipliedBy(2));
        TestPostgres.allowConnections(storage.settings(), true);
        assertThat(database.isReady()).isTrue();
        assertThat(database.run("DELETE FROM lease")).isZero();
    }

    @Test
    @DisplayName("what takes too long is cut off, and what comes after it is well")
    void takesTooLong() {
        storage.open();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(String.valueOf(storage.settings().url()));
        try (Database impatient =
                new PostgresDatabase(
                        source, source, 2, Duration.ofSeconds(1), InstantSource.system())) {
            long begin = System.nanoTime();

            assertThatThrownBy(() -> impatient.run("DO $$ BEGIN PERFORM pg_sleep(60); END $$"))
                    .isInstanceOf(DatabaseException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CLEAR_WITHIN);
            assertThat(impatient.isReady()).isTrue();
        }
    }

    @Test
    @DisplayName("a start without a server says so soon")
    void noServer() throws Exception {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = taken.getLocalPort();
        }
        var settings =
                new DatabaseSettings("jdbc:postgresql://127.0.0.1:" + nobody + "/x", "x", null, 2);
        long begin = System.nanoTime();

        assertThatThrownBy(
                        () -> Databases.open(settings, Path.of("unused"), InstantSource.system()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot reach the database");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CLEAR_WITHIN);
    }

    @Test
    @DisplayName("settings that cannot be meant are all named")
    void settings() {
        assertThat(DatabaseSettings.DEFAULTS.problems()).isEmpty();
        assertThat(storage.settings().problems()).isEmpty();
        assertThat(new DatabaseSettings("jdbc:h2:mem:?password=x", null, null, 0).problems())
                .extracting(problem -> problem.split(":")[0])
                .isEqualTo(List.of("url", "url", "pool-size"));
    }

    private static long count(Statements tx) {
        return tx.one("SELECT COUNT(*) AS n FROM number", row -> row.number("n")).orElseThrow();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
