package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Three hundred thousand flows")
class ManyFlowsTest {

    private static final int MANY = 300_000;
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    /** Far more than it takes on an idle machine, and far less than a person would notice. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    private static Database database;
    private static FlowStore store;

    /** A flow each 10 ms, one in a hundred thousand under way, one in a thousand refused. */
    @BeforeAll
    static void fill() {
        database = TestDatabases.fresh();
        store = new FlowStore(database, new StepTexts(List.of()));
        database.run(
                """
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
                INSERT INTO flow (tenant, id, kind, state, client_id, account_id, rule, steps,
                    bytes, started_at, changed_at)
                SELECT 'main', CAST(1000000000000000 + i AS TEXT), 'CODE',
                    CASE WHEN i % 100000 = 7 THEN 'RUNNING'
                         WHEN i % 1000 = 3 THEN 'REFUSED' ELSE 'DONE' END,
                    'client-' || (i % 500), 'account-' || (i % 20000),
                    CASE WHEN i % 1000 = 3 THEN 'rule-' || (i % 7) END,
                    5, 9000, ? + i * 10, ? + i * 10
                FROM n
                """,
                MANY, START, START);
        database.run(
                """
                INSERT INTO flow_step (tenant, flow, number, content)
                SELECT tenant, id, 1, 'x' FROM flow
                """);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void isQuick(String what, Runnable asked) {
        long[] nanos = new long[11];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            asked.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[5])).as("the median of %s", what).isLessThan(QUICK);
    }

    private static FlowFilter filter(
            @Nullable String state, @Nullable String rule, @Nullable String account) {
        return new FlowFilter(null, Set.of(), account, true, state, null, rule, null, null);
    }

    @Test
    @DisplayName("are listed, filtered, searched and followed as quickly as a few")
    void list() {
        Instant now = START.plusMillis(MANY * 10L);

        isQuick("the list", () -> store.list("main", FlowFilter.ALL, 50));
        isQuick("a client", () -> store.list("main", FlowFilter.ALL.ofClient("client-7"), 50));
        isQuick("an account", () -> store.list("main", filter(null, null, "account-9"), 50));
        isQuick("what runs", () -> store.list("main", filter("RUNNING", null, null), 50));
        isQuick("a rule", () -> store.list("main", filter(null, "rule-3", null), 50));
        isQuick("a rule of nobody", () -> store.list("main", filter(null, "none", null), 50));
        isQuick("a reference", () -> store.find("main", new FlowId("1000000000000255")));
        isQuick(
                "the stream",
                () -> store.changes("main", FlowFilter.ALL.since(now.minusSeconds(3)), 100));
        isQuick(
                "the stream of what runs",
                () ->
                        store.changes(
                                "main",
                                FlowFilter.ALL
                                        .ofState(Flow.State.RUNNING)
                                        .since(now.minusSeconds(3)),
                                100));
        isQuick(
                "the first of the stream",
                () -> store.changes("main", filter("RUNNING", null, null), 100));
    }

    @Test
    @DisplayName("are pruned in small parts that keep nobody waiting")
    void pruning() {
        Duration kept = Duration.ofDays(7);
        Instant now = START.plus(kept);
        isQuick("what is old", () -> runs(FlowStore.older(kept), now.plusMillis(20_000)));
        isQuick("nothing old", () -> runs(FlowStore.older(kept), now.minusSeconds(1)));
        isQuick("what is too many", () -> runs(FlowStore.beyond(100_000, 1L << 40), now));
        isQuick("what is too large", () -> runs(FlowStore.beyond(MANY, 1L << 20), now));
        isQuick("nothing too many", () -> runs(FlowStore.beyond(MANY, 1L << 40), now));
    }

    private static void runs(Chore.Batch batch, Instant now) {
        int rows = database.change(tx -> batch.run(tx, now));
        assertThat(rows).isLessThanOrEqualTo(Chore.ROWS);
    }
}
