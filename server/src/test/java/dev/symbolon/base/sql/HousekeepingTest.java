package dev.symbolon.base.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Chores are done by one node at a time")
class HousekeepingTest {

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final List<String> done = new ArrayList<>();

    @EachDatabase
    @DisplayName("a chore is done at the start, and again when its time has come")
    void again(Database database) {
        try (Housekeeping node = node(database, "a")) {
            node.doWhatIsDue();
            node.doWhatIsDue();
            assertThat(done).containsExactly("a");

            now = now.plusSeconds(60);
            node.doWhatIsDue();
            assertThat(done).containsExactly("a", "a");
        }
    }

    @EachDatabase
    @DisplayName("the second node waits until the first is gone, or its lease is over")
    void lease(TestStorage storage) {
        Housekeeping first = node(storage.open(), "first");
        Housekeeping second = node(storage.open(), "second");
        Housekeeping third = node(storage.open(), "third");
        first.doWhatIsDue();
        second.doWhatIsDue();
        assertThat(done).containsExactly("first");

        now = now.plusSeconds(31);
        second.doWhatIsDue();
        assertThat(done).containsExactly("first", "second");

        second.close();
        third.doWhatIsDue();
        assertThat(done).containsExactly("first", "second", "third");
        first.close();
        third.close();
    }

    @EachDatabase
    @DisplayName("a node that was away too long stops before its next batch")
    void fencing(TestStorage storage) {
        Housekeeping second = node(storage.open(), "second");
        Chore endless =
                new Chore(
                        "endless",
                        Duration.ofMinutes(1),
                        (tx, at) -> {
                            done.add("first");
                            return Chore.ROWS;
                        });
        // Its clock is read before every batch; before the third, the node was away for long.
        Iterator<Runnable> meanwhile =
                List.<Runnable>of(
                                () -> {},
                                () -> {},
                                () -> {},
                                () -> {
                                    now = now.plusSeconds(31);
                                    second.doWhatIsDue();
                                })
                        .iterator();
        InstantSource away =
                () -> {
                    if (meanwhile.hasNext()) {
                        meanwhile.next().run();
                    }
                    return now;
                };

        try (Housekeeping first = Housekeeping.byHand(storage.open(), away, List.of(endless))) {
            first.doWhatIsDue();
        }

        assertThat(done).containsExactly("first", "first", "second");
        second.close();
    }

    @EachDatabase
    @DisplayName("what expired is deleted in batches until nothing is left")
    void batches(Database database) {
        database.run("CREATE TABLE thing (tenant TEXT, id TEXT, expires_at BIGINT)");
        database.change(tx -> {
            for (int i = 0; i < 1203; i++) {
                // By another node's clock it may be good for a minute more.
                Instant end = i < 1200 ? now.minusMillis(60_001) : now.minusMillis(60_000);
                tx.run("INSERT INTO thing VALUES ('main', ?, ?)", "" + i, end);
            }
            return 0;
        });
        Chore chore =
                Chore.deleting(
                        "things",
                        Duration.ofMinutes(1),
                        """
                        DELETE FROM thing WHERE (tenant, id) IN (
                            SELECT tenant, id FROM thing WHERE expires_at < ? LIMIT 500)
                        """);

        try (Housekeeping node = Housekeeping.byHand(database, clock, List.of(chore))) {
            node.doWhatIsDue();
        }

        assertThat(database.list("SELECT id FROM thing", row -> row.text("id")))
                .containsExactlyInAnyOrder("1200", "1201", "1202");
    }

    @EachDatabase
    @DisplayName("a chore that fails leaves nothing, hinders no other and comes again")
    void failing(Database database) {
        Chore broken =
                new Chore(
                        "broken on purpose",
                        Duration.ofMinutes(1),
                        (tx, at) -> {
                            tx.run(
                                    "INSERT INTO lease (name, holder, expires_at) VALUES (?, ?, ?)",
                                    "trace of the broken chore",
                                    "a",
                                    at);
                            throw new IllegalStateException("broken");
                        });
        Chore next = chore("next");

        try (Housekeeping node = Housekeeping.byHand(database, clock, List.of(broken, next))) {
            node.doWhatIsDue();
        }

        assertThat(done).containsExactly("next");
        assertThat(database.list("SELECT name FROM lease", row -> row.text("name"))).isEmpty();
    }

    @EachDatabase
    @DisplayName("notices of changes are forgotten after ten minutes")
    void notices(TestStorage storage) {
        Database database = storage.open(clock);
        database.changes().publish(database, "client", "main/a");
        now = now.plusSeconds(601);
        database.changes().publish(database, "client", "main/b");

        try (Housekeeping node = Housekeeping.byHand(database, clock, List.of())) {
            node.doWhatIsDue();
        }

        assertThat(database.list("SELECT item FROM change_notice", row -> row.text("item")))
                .containsExactly("main/b");
    }

    @EachDatabase
    @DisplayName("it works in the background and stops when it is closed")
    void background(Database database) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Chore chore =
                new Chore(
                        "background",
                        Duration.ofMinutes(1),
                        (tx, at) -> {
                            ran.countDown();
                            return 0;
                        });

        try (Housekeeping node = Housekeeping.start(database, clock, List.of(chore))) {
            assertThat(node).isNotNull();
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(database.list("SELECT name FROM lease", row -> row.text("name"))).isEmpty();
    }

    private Housekeeping node(Database database, String name) {
        return Housekeeping.byHand(database, clock, List.of(chore(name)));
    }

    private Chore chore(String name) {
        return new Chore(
                name,
                Duration.ofMinutes(1),
                (tx, at) -> {
                    done.add(name);
                    return 0;
                });
    }
}
