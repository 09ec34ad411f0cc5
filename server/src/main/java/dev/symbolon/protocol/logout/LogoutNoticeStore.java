package dev.symbolon.protocol.logout;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.outbox.OutboxStore;
import dev.symbolon.identity.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The table logout_notice: who is told yet, by whom and when, also after a restart. */
final class LogoutNoticeStore {

    private static final Duration KEPT = Duration.ofDays(7);

    private LogoutNoticeStore() {}

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

    /** Those that are to be told yet. */
    static OutboxStore<LogoutNotice> outbox(Database database) {
        return new OutboxStore<>(
                database,
                "logout_notice",
                "id",
                "tenant, id, client_id, account_id, sid, flow, tries",
                row ->
                        new LogoutNotice(
                                row.text("tenant"),
                                row.text("id"),
                                row.text("client_id"),
                                row.text("account_id"),
                                row.text("sid"),
                                new FlowId(row.text("flow")),
                                (int) row.number("tries")));
    }
}
