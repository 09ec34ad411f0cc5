package dev.symbolon.core.interaction;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.core.oauth.FlowId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table interaction. The id that opens a row is stored as its hash only. */
final class InteractionStore {

    private static final String COLUMNS =
            "tenant, flow, browser, return_path, details, ask, account, session, created_at,"
                    + " expires_at, signed_in_at, consented_at, declined_at, chosen_at";
    private static final String OPEN =
            "WHERE tenant = ? AND id = ? AND browser = ? AND expires_at + 0 > ?";

    static final String REMOVE_EXPIRED =
            """
            DELETE FROM interaction WHERE (tenant, id) IN (
                SELECT tenant, id FROM interaction WHERE expires_at <= ? LIMIT 500)
            """;

    private final Database database;

    InteractionStore(Database database) {
        this.database = database;
    }

    void begin(Interaction begun) {
        database.run(
                """
                INSERT INTO interaction (tenant, id, browser, flow, return_path, details, ask,
                    created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                begun.tenant(),
                OpaqueValue.sha256(begun.id()),
                begun.browserHash(),
                begun.flow().value(),
                begun.returnPath(),
                begun.details(),
                Json.text(begun.ask().toJson()),
                begun.createdAt(),
                begun.expiresAt());
    }

    Optional<Interaction> find(String tenant, String id, String browser, Instant now) {
        return database.one(
                "SELECT " + COLUMNS + " FROM interaction " + OPEN,
                row -> interaction(row, id),
                tenant,
                OpaqueValue.sha256(id),
                browser,
                now);
    }

    // An account's marks fall when another account makes one: A's consent must not count for B.

    Optional<Interaction> signedIn(Interaction of, String account, String session, Instant now) {
        return mark(
                of,
                """
                session = ?, signed_in_at = ?, chosen_at = ?, declined_at = NULL,
                consented_at = CASE WHEN account = ? THEN consented_at END, account = ?
                """,
                now,
                session,
                now,
                now,
                account,
                account);
    }

    Optional<Interaction> accountChosen(Interaction of, String account, Instant now) {
        return mark(
                of,
                """
                chosen_at = ?, declined_at = NULL,
                session = CASE WHEN account = ? THEN session END,
                signed_in_at = CASE WHEN account = ? THEN signed_in_at END,
                consented_at = CASE WHEN account = ? THEN consented_at END, account = ?
                """,
                now,
                now,
                account,
                account,
                account,
                account);
    }

    Optional<Interaction> consented(Interaction of, String account, Instant now) {
        return mark(
                of,
                """
                consented_at = ?, declined_at = NULL,
                session = CASE WHEN account = ? THEN session END,
                signed_in_at = CASE WHEN account = ? THEN signed_in_at END,
                chosen_at = CASE WHEN account = ? THEN chosen_at END, account = ?
                """,
                now,
                now,
                account,
                account,
                account,
                account);
    }

    Optional<Interaction> declined(Interaction of, Instant now) {
        return mark(of, "declined_at = ?, consented_at = NULL", now, now);
    }

    private Optional<Interaction> mark(Interaction of, String set, Instant now, Object... values) {
        List<Object> arguments = new ArrayList<>(List.of(values));
        arguments.add(of.tenant());
        arguments.add(OpaqueValue.sha256(of.id()));
        arguments.add(of.browserHash());
        arguments.add(now);
        return database.changeOne(
                "UPDATE interaction SET " + set + " " + OPEN + " RETURNING " + COLUMNS,
                row -> interaction(row, of.id()),
                arguments.toArray());
    }

    boolean finish(Interaction of, Instant now) {
        return database.run(
                        "DELETE FROM interaction " + OPEN,
                        of.tenant(),
                        OpaqueValue.sha256(of.id()),
                        of.browserHash(),
                        now)
                == 1;
    }

    private static Interaction interaction(Row row, String id) throws SQLException {
        return new Interaction(
                row.text("tenant"),
                id,
                new FlowId(row.text("flow")),
                row.text("browser"),
                row.text("return_path"),
                row.text("details"),
                Ask.fromJson(Json.object(row.text("ask"))),
                row.textOrNull("account"),
                row.textOrNull("session"),
                row.time("created_at"),
                row.time("expires_at"),
                row.timeOrNull("signed_in_at"),
                row.timeOrNull("consented_at"),
                row.timeOrNull("declined_at"),
                row.timeOrNull("chosen_at") != null);
    }
}
