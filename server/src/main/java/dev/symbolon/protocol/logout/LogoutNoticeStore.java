package dev.symbolon.protocol.logout;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.identity.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table logout_notice: who is told yet, by whom and when, also after a restart. */
final class LogoutNoticeStore {

    /** Longer than one is told: a node that died meanwhile has let go of it then. */
    private static final Duration TAKEN = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofDays(7);

    /** How many are told at once, by one node. */
    static final int AT_ONCE = 32;

    private final Database database;

    LogoutNoticeStore(Database database) {
        this.database = database;
    }

    /** In the transaction that ends the session: either both happen or none. */
    static void sessionEnded(Statements tx, Session session, FlowId by, Instant now) {
        List<String> clients =
                tx.list(
                        """
                        DELETE FROM session_client WHERE tenant = ? AND session_id = ?
                        RETURNING client_id
                        """,
                        row -> row.text("client_id"),
                        session.tenant(),
                        session.id());
        for (String client : clients) {
            tx.run(
                    """
                    INSERT INTO logout_notice (tenant, id, client_id, account_id, sid, flow, tries,
                        next_try_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)
                    """,
                    session.tenant(),
                    OpaqueValue.randomId(),
                    client,
                    session.accountId(),
                    session.sid(),
                    by.value(),
                    now,
                    now.plus(KEPT));
        }
    }

    /** Takes those whose time has come; no other node has them meanwhile. */
    List<LogoutNotice> take(Instant now) {
        // A look first: mostly there is nothing, and nothing is written then.
        boolean none =
                database.one(
                                "SELECT 1 AS due FROM logout_notice WHERE next_try_at <= ? LIMIT 1",
                                row -> row.number("due"),
                                now)
                        .isEmpty();
        return none
                ? List.of()
                : database.change(tx ->
                        tx.list(
                                """
                                UPDATE logout_notice SET tries = tries + 1, next_try_at = ?
                                WHERE next_try_at <= ? AND (tenant, id) IN
                                    (SELECT tenant, id FROM logout_notice WHERE next_try_at <= ?
                                    ORDER BY next_try_at LIMIT %d)
                                RETURNING tenant, id, client_id, account_id, sid, flow, tries
                                """
                                        .formatted(AT_ONCE),
                                row ->
                                        new LogoutNotice(
                                                row.text("tenant"),
                                                row.text("id"),
                                                row.text("client_id"),
                                                row.text("account_id"),
                                                row.text("sid"),
                                                new FlowId(row.text("flow")),
                                                (int) row.number("tries")),
                                now.plus(TAKEN),
                                now,
                                now));
    }

    /**
     * What came of it.
     *
     * @param again when it is tried again; absent where it is not
     */
    void told(LogoutNotice notice, String outcome, @Nullable Instant again) {
        database.run(
                """
                UPDATE logout_notice SET outcome = ?, next_try_at = ? WHERE tenant = ? AND id = ?
                """,
                outcome,
                again,
                notice.tenant(),
                notice.id());
    }
}
