package dev.symbolon.identity.session;

import dev.symbolon.base.sql.Column;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.NewRow;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table session. The cookie is stored as its hash only. */
final class SessionStore {

    private static final String COLUMNS =
            "session.tenant, session.id, session.sid, session.account, session.auth_time,"
                    + " session.acr, session.amr, session.device, session.remote_address,"
                    + " session.created_at, session.last_seen_at, session.ends_at";

    /** Neither too old nor idle for too long, and of an account that is open. */
    private static final String LIVE =
            """
             FROM session JOIN account
                ON account.tenant = session.tenant AND account.id = session.account
            WHERE account.disabled = 0 AND session.ends_at + 0 > ?
                AND session.last_seen_at + 0 > ?
                AND session.tenant = ? AND
            """;

    private final Database database;
    private final List<Sessions.OnEnd> onEnd;

    SessionStore(Database database, List<Sessions.OnEnd> onEnd) {
        this.database = database;
        this.onEnd = onEnd;
    }

    /**
     * @param beside what else is to be read
     */
    <T> Optional<Sessions.With<T>> live(
            String tenant, String cookie, Instant now, Instant idleSince, Column<T> beside) {
        List<Object> arguments = new ArrayList<>(beside.arguments());
        arguments.addAll(List.of(now, idleSince, tenant, cookie));
        return database.one(
                "SELECT " + COLUMNS + ", " + beside.sql() + LIVE + "session.cookie = ?",
                row -> new Sessions.With<>(session(row), beside.mapper().map(row)),
                arguments.toArray());
    }

    static Condition isLive(String tenant, String id, Instant now, Instant idleSince) {
        return new Condition(
                "EXISTS (SELECT 1" + LIVE + "session.id = ?)", List.of(now, idleSince, tenant, id));
    }

    /**
     * Adds rows, unless the session has ended: whoever ends it at the same moment waits for them,
     * or they for this.
     */
    boolean add(String tenant, String id, Instant now, Instant idleSince, NewRow... rows) {
        Condition live = isLive(tenant, id, now, idleSince);
        List<@Nullable Object> arguments = new ArrayList<>(List.of(tenant, id));
        arguments.addAll(live.arguments());
        return database.runAndAdd(
                "UPDATE session SET sid = sid WHERE tenant = ? AND id = ? AND " + live.sql(),
                arguments,
                rows);
    }

    Optional<Session> bySid(String tenant, String sid, Instant now, Instant idleSince) {
        return database.one(
                "SELECT " + COLUMNS + LIVE + "session.sid = ?",
                SessionStore::session,
                now,
                idleSince,
                tenant,
                sid);
    }

    List<Session> listOf(String tenant, String account, Instant now, Instant idleSince) {
        return database.list(
                "SELECT "
                        + COLUMNS
                        + LIVE
                        + "session.account = ? ORDER BY session.last_seen_at DESC, session.id",
                SessionStore::session,
                now,
                idleSince,
                tenant,
                account);
    }

    void remember(String tenant, String session, String client) {
        database.run(
                """
                INSERT INTO session_client (tenant, session_id, client_id) VALUES (?, ?, ?)
                ON CONFLICT (tenant, session_id, client_id) DO NOTHING
                """,
                tenant,
                session,
                client);
    }

    List<String> clients(Session session) {
        return database.list(
                """
                SELECT client_id FROM session_client WHERE tenant = ? AND session_id = ?
                ORDER BY client_id
                """,
                row -> row.text("client_id"),
                session.tenant(),
                session.id());
    }

    /** A session may have ended in the moment in which a client was remembered for it. */
    static int forgetClients(Statements tx) {
        return tx.run(
                """
                DELETE FROM session_client WHERE (tenant, session_id, client_id) IN
                    (SELECT c.tenant, c.session_id, c.client_id FROM session_client c
                    LEFT JOIN session s ON s.tenant = c.tenant AND s.id = c.session_id
                    WHERE s.id IS NULL LIMIT 500)
                """);
    }

    /** Only forwards: of two requests at once, the later one counts. */
    void seen(Session session, Instant now) {
        database.run(
                """
                UPDATE session SET last_seen_at = ?
                WHERE tenant = ? AND id = ? AND last_seen_at + 0 < ?
                """,
                now,
                session.tenant(),
                session.id(),
                now);
    }

    /**
     * Puts a new cookie in the place of the one that the browser had.
     *
     * @param old hash of the cookie that the browser sent; empty where it sent none
     */
    Session begin(Session fresh, String cookie, String old, Instant idleSince, FlowId by) {
        return database.change(tx -> {
            Optional<Session> goesOn = goOn(tx, fresh, cookie, old, idleSince);
            if (goesOn.isPresent()) {
                return goesOn.get();
            }
            ended(
                    tx,
                    tx.list(
                            "DELETE FROM session WHERE tenant = ? AND cookie = ?"
                                    + " RETURNING "
                                    + COLUMNS,
                            SessionStore::session,
                            fresh.tenant(),
                            old),
                    by);
            insert(tx, fresh, cookie);
            return fresh;
        });
    }

    private static Optional<Session> goOn(
            Statements tx, Session fresh, String cookie, String old, Instant idleSince) {
        return tx.one(
                """
                UPDATE session SET cookie = ?, auth_time = ?, acr = ?, amr = ?, device = ?,
                    remote_address = ?, last_seen_at = ?, ends_at = ?
                WHERE tenant = ? AND cookie = ? AND account = ? AND ends_at + 0 > ?
                    AND last_seen_at + 0 > ?
                RETURNING
                """
                        + COLUMNS,
                SessionStore::session,
                cookie,
                fresh.authTime(),
                fresh.acr(),
                String.join(" ", fresh.amr()),
                fresh.device(),
                fresh.remoteAddress(),
                fresh.lastSeenAt(),
                fresh.endsAt(),
                fresh.tenant(),
                old,
                fresh.accountId(),
                fresh.authTime(),
                idleSince);
    }

    private static void insert(Statements tx, Session session, String cookie) {
        tx.run(
                """
                INSERT INTO session (tenant, id, cookie, sid, account, auth_time, acr, amr, device,
                    remote_address, created_at, last_seen_at, ends_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                session.tenant(),
                session.id(),
                cookie,
                session.sid(),
                session.accountId(),
                session.authTime(),
                session.acr(),
                String.join(" ", session.amr()),
                session.device(),
                session.remoteAddress(),
                session.createdAt(),
                session.lastSeenAt(),
                session.endsAt());
    }

    boolean end(String tenant, String id) {
        return database.change(tx -> end(tx, null, "tenant = ? AND id = ?", tenant, id)) > 0;
    }

    boolean endOf(String tenant, String account, String id) {
        return database.change(tx ->
                end(tx, null, "tenant = ? AND account = ? AND id = ?", tenant, account, id))
                > 0;
    }

    boolean endByCookie(String tenant, String cookie, FlowId by) {
        return database.change(tx -> end(tx, by, "tenant = ? AND cookie = ?", tenant, cookie)) > 0;
    }

    int endAll(String tenant, String account) {
        return database.change(tx -> endAll(tx, tenant, account));
    }

    int endAll(Statements tx, String tenant, String account) {
        return end(tx, null, "tenant = ? AND account = ?", tenant, account);
    }

    int removeOver(Statements tx, Instant now, Instant idleSince) {
        return end(
                tx,
                null,
                """
                (tenant, id) IN (SELECT tenant, id FROM session
                    WHERE ends_at <= ? OR last_seen_at <= ? LIMIT 500)
                """,
                now,
                idleSince);
    }

    private int end(Statements tx, @Nullable FlowId by, String which, Object... arguments) {
        return ended(
                tx,
                tx.list(
                        "DELETE FROM session WHERE " + which + " RETURNING " + COLUMNS,
                        SessionStore::session,
                        arguments),
                by);
    }

    private int ended(Statements tx, List<Session> sessions, @Nullable FlowId by) {
        sessions.forEach(session -> onEnd.forEach(hook -> hook.ended(tx, session, by)));
        return sessions.size();
    }

    private static Session session(Row row) throws SQLException {
        return new Session(
                row.text("tenant"),
                row.text("id"),
                row.text("sid"),
                row.text("account"),
                row.time("auth_time"),
                row.text("acr"),
                List.of(row.text("amr").split(" ")),
                row.text("device"),
                row.text("remote_address"),
                row.time("created_at"),
                row.time("last_seen_at"),
                row.time("ends_at"));
    }
}
