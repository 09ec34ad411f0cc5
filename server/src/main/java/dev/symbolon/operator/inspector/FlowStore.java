package dev.symbolon.operator.inspector;

import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tables flow and flow_step. */
public final class FlowStore {

    /** More steps of one flow are counted, not kept. */
    static final int MOST_STEPS = 200;

    private static final String COLUMNS =
            "id, kind, state, client_id, account_id, site, rule, steps, started_at, changed_at";

    /** Each half has an index; a condition on both at once would have all flows read. */
    private static final String OF_PERSON =
            """
            (SELECT tenant, %1$s FROM flow WHERE tenant = ? AND account_id = ?
             UNION ALL
             SELECT tenant, %1$s FROM flow
             WHERE tenant = ? AND claimed_id = ? AND account_id IS DISTINCT FROM claimed_id) AS flow
            """
                    .formatted(COLUMNS);

    private static final String NEWEST = " ORDER BY changed_at DESC, id LIMIT ?";

    private final Database database;
    private final StepTexts texts;

    public FlowStore(Database database, StepTexts texts) {
        this.database = database;
        this.texts = texts;
    }

    /** Adds steps to their flows; those that are new are made. */
    void add(List<Kept> steps) {
        // In one order of flows on all nodes, so that two at once wait and do not deadlock.
        List<Kept> inOrder = new ArrayList<>(steps);
        inOrder.sort(Comparator.comparing(step -> step.tenant().id() + ' ' + step.flow()));
        database.change(tx -> {
            inOrder.forEach(step -> add(tx, step));
            return inOrder.size();
        });
    }

    private static void add(Statements tx, Kept kept) {
        Step.Check failure = kept.step().failure();
        int soFar =
                tx.one(
                                """
                                INSERT INTO flow (tenant, id, kind, state, client_id, account_id, claimed_id,
                                    site, rule, steps, bytes, started_at, changed_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
                                ON CONFLICT (tenant, id) DO UPDATE SET
                                    state = excluded.state,
                                    client_id = COALESCE(flow.client_id, excluded.client_id),
                                    account_id = COALESCE(excluded.account_id, flow.account_id),
                                    claimed_id =
                                        COALESCE(excluded.claimed_id, flow.claimed_id),
                                    rule = COALESCE(excluded.rule, flow.rule),
                                    steps = flow.steps + 1,
                                    bytes = flow.bytes + excluded.bytes,
                                    changed_at = excluded.changed_at
                                RETURNING steps
                                """,
                                row -> (int) row.number("steps"),
                                kept.tenant().id(),
                                kept.flow().value(),
                                kept.kind().name(),
                                kept.state().name(),
                                kept.clientId(),
                                kept.accountId(),
                                kept.claimedId(),
                                kept.site(),
                                failure == null ? null : failure.rule(),
                                kept.content().length(),
                                kept.step().begun(),
                                kept.step().at())
                        .orElse(0);
        if (soFar <= MOST_STEPS) {
            tx.run(
                    """
                    INSERT INTO flow_step (tenant, flow, number, content) VALUES (?, ?, ?, ?)
                    """,
                    kept.tenant().id(),
                    kept.flow().value(),
                    soFar,
                    kept.content());
        }
    }

    Optional<Flow> find(String tenant, FlowId id) {
        return database.one(
                "SELECT " + COLUMNS + " FROM flow WHERE tenant = ? AND id = ?",
                FlowStore::flow,
                tenant,
                id.value());
    }

    /** In the order in which they were answered. */
    List<Step> steps(String tenant, FlowId id) {
        return database.list(
                "SELECT content FROM flow_step WHERE tenant = ? AND flow = ? ORDER BY number",
                row -> texts.read(row.text("content")),
                tenant,
                id.value());
    }

    /** The newest first. */
    List<Flow> list(String tenant, FlowFilter filter, int most) {
        String account = filter.accountId();
        boolean either = account != null && filter.claimed();
        Condition all =
                Condition.lasting(tenant, filter)
                        .and(Condition.changing(either ? filter.ofAnybody() : filter));
        if (filter.before() != null) {
            all.and("changed_at < ?", filter.before());
        }
        return database.list(
                "SELECT "
                        + COLUMNS
                        + " FROM "
                        + (either ? OF_PERSON : "flow")
                        + " WHERE "
                        + all.sql()
                        + NEWEST,
                FlowStore::flow,
                all.arguments(
                        either ? List.of(tenant, account, tenant, account) : List.of(), most));
    }

    /**
     * A flow that changed.
     *
     * @param fits whether it still is what somebody looks for
     */
    record Changed(Flow flow, boolean fits) {}

    /**
     * What changed, the newest first: also what fitted the filter before, and does so no longer.
     */
    List<Changed> changes(String tenant, FlowFilter filter, int most) {
        Condition fits = Condition.changing(filter);
        Condition all = Condition.lasting(tenant, filter);
        // With its first step it had not been anything else before.
        all.and("(steps > 1 OR (" + fits.sql() + "))", fits.arguments());
        return database.list(
                "SELECT "
                        + COLUMNS
                        + ", CASE WHEN "
                        + fits.sql()
                        + " THEN 1 ELSE 0 END AS fits FROM flow WHERE "
                        + all.sql()
                        + NEWEST,
                row -> new Changed(flow(row), row.number("fits") == 1),
                fits.and(all).arguments(most));
    }

    /** Forgets flows that have not changed since, and their steps with them. */
    static Chore.Batch older(Duration kept) {
        return (tx, now) -> remove(tx, Chore.ROWS, "changed_at <= ?", now.minus(kept));
    }

    private static int remove(Statements tx, long most, String which, Object... arguments) {
        List<String[]> gone =
                tx.list(
                        """
                        DELETE FROM flow WHERE (tenant, id) IN
                            (SELECT tenant, id FROM flow WHERE %s ORDER BY changed_at LIMIT %d)
                        RETURNING tenant, id
                        """
                                .formatted(which, Math.min(most, Chore.ROWS)),
                        row -> new String[] {row.text("tenant"), row.text("id")},
                        arguments);
        gone.forEach(flow ->
                tx.run("DELETE FROM flow_step WHERE tenant = ? AND flow = ?", flow[0], flow[1]));
        return gone.size();
    }

    private record Full(String tenant, long flows, long bytes) {}

    /** Forgets the oldest of tenants that hold more than they may. */
    static Chore.Batch beyond(long mostFlows, long mostBytes) {
        return (tx, now) -> {
            List<Full> full =
                    tx.list(
                            """
                            SELECT tenant, COUNT(*) AS flows, SUM(bytes) AS bytes FROM flow
                            GROUP BY tenant HAVING COUNT(*) > ? OR SUM(bytes) > ?
                            """,
                            row ->
                                    new Full(
                                            row.text("tenant"),
                                            row.number("flows"),
                                            row.number("bytes")),
                            mostFlows,
                            mostBytes);
            int removed = 0;
            for (Full tenant : full) {
                // A twentieth at a time, where it is the bytes: how many they are takes a look.
                long tooMany =
                        Math.max(
                                tenant.flows() - mostFlows,
                                tenant.bytes() > mostBytes ? 1 + tenant.flows() / 20 : 0);
                removed += remove(tx, tooMany, "tenant = ?", tenant.tenant());
            }
            return removed;
        };
    }

    private static Flow flow(Row row) throws SQLException {
        return new Flow(
                new FlowId(row.text("id")),
                Flow.Kind.valueOf(row.text("kind")),
                Flow.State.valueOf(row.text("state")),
                row.textOrNull("client_id"),
                row.textOrNull("account_id"),
                row.textOrNull("site"),
                row.textOrNull("rule"),
                (int) row.number("steps"),
                row.time("started_at"),
                row.time("changed_at"));
    }
}
