package dev.symbolon.base.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Both databases do the same")
class DatabaseTest {

    private static final String TABLE =
            """
            CREATE TABLE coupon (
                tenant  TEXT NOT NULL,
                id      TEXT NOT NULL,
                used_by TEXT,
                amount  BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (tenant, id)
            )
            """;
    private static final String INSERT = "INSERT INTO coupon (tenant, id) VALUES ('main', ?)";

    @EachDatabase
    @DisplayName("a transaction that throws leaves nothing, and what it threw arrives")
    void rollsBack(Database database) {
        database.run(TABLE);
        RuntimeException refused = new IllegalStateException("no");

        assertThatThrownBy(() ->
                        database.change(tx -> {
                            tx.run(INSERT, "a");
                            throw refused;
                        }))
                .isSameAs(refused);

        assertThat(ids(database)).isEmpty();
    }

    @EachDatabase
    @DisplayName(
            "a transaction sees what it wrote; others see it when it is over, and then at once")
    void readsItsWrites(Database database) {
        database.run(TABLE);

        List<String> within =
                database.change(tx -> {
                    tx.run(INSERT, "a");
                    assertThat(ids(database)).isEmpty();
                    return ids(tx);
                });

        assertThat(within).containsExactly("a");
        assertThat(ids(database)).containsExactly("a");
    }

    @EachDatabase
    @DisplayName("a statement that fails fails its transaction, even where the work goes on")
    void failedStatement(Database database) {
        database.run(TABLE);
        database.run(INSERT, "a");

        assertThatThrownBy(() ->
                        database.change(tx -> {
                            tx.run(INSERT, "b");
                            try {
                                return tx.run(INSERT, "a");
                            } catch (DatabaseException conflict) {
                                return 0;
                            }
                        }))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        conflict -> assertThat(conflict.isConflict()).isTrue());

        assertThat(ids(database)).containsExactly("a");
    }

    @EachDatabase
    @DisplayName("a second row with the same key is a conflict, a broken statement is none")
    void conflict(Database database) {
        database.run(TABLE);
        database.run(INSERT, "a");

        assertThatThrownBy(() -> database.run(INSERT, "a"))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        conflict -> assertThat(conflict.isConflict()).isTrue());
        assertThatThrownBy(() -> database.run("INSERT INTO nowhere (a) VALUES (1)"))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        broken -> assertThat(broken.isConflict()).isFalse());
    }

    @EachDatabase
    @DisplayName("of 32 that use up a row at once one does, and only its rows are added")
    void runAndAdd(Database database) throws Exception {
        database.run(TABLE);
        database.run(INSERT, "a");
        AtomicInteger number = new AtomicInteger();
        Callable<Boolean> useUp = () -> useUp(database, "added-" + number.incrementAndGet());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(Collections.nCopies(32, useUp)))
                    .filteredOn(Future::resultNow)
                    .hasSize(1);
        }
        assertThat(ids(database)).hasSize(2).contains("a");
    }

    @EachDatabase
    @DisplayName("where a row cannot be added, nothing is used up")
    void runAndAddNothing(Database database) {
        database.run(TABLE);
        database.run(INSERT, "a");

        assertThatThrownBy(() -> useUp(database, "a")).isInstanceOf(DatabaseException.class);

        assertThat(useUp(database, "b")).isTrue();
        assertThat(ids(database)).containsExactlyInAnyOrder("a", "b");
    }

    private static boolean useUp(Database database, String added) {
        return database.runAndAdd(
                "UPDATE coupon SET used_by = ? WHERE tenant = 'main' AND id = 'a' AND used_by IS NULL",
                List.of(added),
                NewRow.into("coupon", "tenant, id, used_by, amount", "main", added, null, 7));
    }

    @EachDatabase
    @DisplayName("the transaction is of no use when it is over")
    void noUseAfterwards(Database database) {
        Statements kept = database.change(tx -> tx);

        assertThatThrownBy(() -> ids(kept)).isInstanceOf(IllegalStateException.class);
    }

    @EachDatabase
    @DisplayName("of 32 that use a coupon at once, one does")
    void oneWins(Database database) throws Exception {
        database.run(TABLE);
        database.run(INSERT, "a");
        AtomicInteger number = new AtomicInteger();

        List<Optional<String>> winners =
                atOnce(
                        32,
                        () ->
                                database.changeOne(
                                        """
                                        UPDATE coupon SET used_by = ?
                                        WHERE tenant = ? AND id = ? AND used_by IS NULL
                                        RETURNING used_by
                                        """,
                                        row -> row.text("used_by"),
                                        "user " + number.incrementAndGet(),
                                        "main",
                                        "a"));

        List<String> used = winners.stream().flatMap(Optional::stream).toList();
        assertThat(used).hasSize(1);
        assertThat(database.one("SELECT used_by FROM coupon", row -> row.text("used_by")))
                .hasValue(used.getFirst());
    }

    @EachDatabase
    @DisplayName("of many that are committed together, those that fail fail alone")
    void failsAlone(Database database) throws Exception {
        database.run(TABLE);
        AtomicInteger number = new AtomicInteger();

        List<String> answers =
                atOnce(
                        64,
                        () -> {
                            int own = number.getAndIncrement();
                            try {
                                return database.change(tx -> {
                                    tx.run(INSERT, "first " + own);
                                    if (own % 4 == 0) {
                                        throw new IllegalStateException("refused");
                                    }
                                    tx.run(INSERT, own % 4 == 1 ? "first " + own : "" + own);
                                    return "done";
                                });
                            } catch (IllegalStateException refused) {
                                return "refused";
                            } catch (DatabaseException conflict) {
                                return "conflict";
                            }
                        });

        assertThat(answers).filteredOn("done"::equals).hasSize(32);
        assertThat(answers).filteredOn("refused"::equals).hasSize(16);
        assertThat(answers).filteredOn("conflict"::equals).hasSize(16);
        assertThat(ids(database)).hasSize(64);
    }

    @EachDatabase
    @DisplayName("read, compute and write by many at once loses nothing where the row is locked")
    void losesNoUpdate(Database database) throws Exception {
        database.run(TABLE);
        database.run(INSERT, "a");

        atOnce(
                32,
                () ->
                        database.change(tx -> {
                            tx.run("UPDATE coupon SET amount = amount + 1 WHERE id = 'a'");
                            return tx.one(
                                    "SELECT amount FROM coupon WHERE id = 'a'",
                                    row -> row.number("amount"));
                        }));

        assertThat(database.one("SELECT amount FROM coupon", row -> row.number("amount")))
                .hasValue(32L);
    }

    @EachDatabase
    @DisplayName("every kind of value comes back as it was; NULL too")
    void values(Database database) {
        database.run(
                "CREATE TABLE kind (t TEXT, n BIGINT, f SMALLINT, at BIGINT, b "
                        + (database instanceof SqliteDatabase ? "BLOB" : "BYTEA")
                        + ")");
        var time = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] bytes = {0, -1, 7};
        database.run(
                "INSERT INTO kind VALUES (?, ?, ?, ?, ?)", "ü€😀", 1L << 40, true, time, bytes);
        database.run("INSERT INTO kind VALUES (?, ?, ?, ?, ?)", null, 1, false, null, null);

        List<List<?>> rows =
                database.list(
                        "SELECT t, n, f, at, b FROM kind ORDER BY n DESC",
                        row ->
                                Arrays.asList(
                                        row.textOrNull("t"),
                                        row.number("n"),
                                        row.flag("f"),
                                        row.timeOrNull("at"),
                                        row.bytes("b").length));

        assertThat(rows.get(0)).isEqualTo(List.of("ü€😀", 1L << 40, true, time, 3));
        assertThat(rows.get(1)).isEqualTo(Arrays.asList(null, 1L, false, null, 0));
    }

    @EachDatabase
    @DisplayName("a question with two answers where one was expected is a bug")
    void twoRows(Database database) {
        database.run(TABLE);
        database.run(INSERT, "a");
        database.run(INSERT, "b");

        assertThatThrownBy(() -> database.one("SELECT id FROM coupon", row -> row.text("id")))
                .isInstanceOf(DatabaseException.class);
    }

    @EachDatabase
    @DisplayName("after closing, it says so")
    void closed(Database database) {
        assertThat(database.isReady()).isTrue();

        database.close();
        database.close();

        assertThat(database.isReady()).isFalse();
        assertThatThrownBy(() -> database.run("DELETE FROM tenant"))
                .isInstanceOf(DatabaseException.class);
    }

    @EachDatabase
    @DisplayName("two databases on the same data see one another's commits")
    void shared(TestStorage storage) {
        Database one = storage.open();
        Database other = storage.open();
        one.run(TABLE);

        other.run(INSERT, "a");
        one.run(INSERT, "b");

        assertThat(ids(one)).containsExactly("a", "b");
        assertThat(ids(other)).containsExactly("a", "b");
    }

    @EachDatabase
    @DisplayName("text with a NUL, which PostgreSQL cannot hold, is no outage and nobody's key")
    void nul(Database database) {
        database.run(TABLE);
        database.run(INSERT, "a");

        assertThat(
                        database.list(
                                "SELECT id FROM coupon WHERE id = ?", row -> row.text("id"), "a\0"))
                .isEmpty();
        assertThat(database.run(INSERT, "b\0c")).isEqualTo(1);
        assertThat(ids(database)).containsExactly("a", "b\uFFFDc");
    }

    private static List<String> ids(Statements statements) {
        return statements.list("SELECT id FROM coupon ORDER BY id", row -> row.text("id"));
    }

    /** The answers of that many, each on a virtual thread, begun together. */
    static <T> List<T> atOnce(int many, Callable<T> question) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                answers.add(
                        threads.submit(() -> {
                            begin.await();
                            return question.call();
                        }));
            }
            begin.countDown();
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }
}
