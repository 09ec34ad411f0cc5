package dev.symbolon.identity.invitation;

import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The table invitation. */
final class InvitationStore {

    private final Database database;

    InvitationStore(Database database) {
        this.database = database;
    }

    void add(Invitation invitation) {
        add(database, invitation);
    }

    void add(Statements tx, Invitation invitation) {
        tx.run(
                """
                INSERT INTO invitation (tenant, hash, admin, expires_at)
                VALUES (?, ?, ?, ?)
                """,
                invitation.tenant(),
                invitation.hash(),
                invitation.admin(),
                invitation.expiresAt());
    }

    Optional<Invitation> find(String tenant, String hash, Instant now) {
        return database.one(
                """
                SELECT tenant, hash, admin, expires_at FROM invitation
                WHERE tenant = ? AND hash = ? AND expires_at + 0 > ?
                """,
                InvitationStore::invitation,
                tenant,
                hash,
                now);
    }

    /** Of those who redeem it at the same time, one gets it. */
    Optional<Invitation> redeem(Statements tx, String tenant, String hash, Instant now) {
        return tx.one(
                """
                DELETE FROM invitation
                WHERE tenant = ? AND hash = ? AND expires_at + 0 > ?
                RETURNING tenant, hash, admin, expires_at
                """,
                InvitationStore::invitation,
                tenant,
                hash,
                now);
    }

    /** Withdraws those for administrators: a new one takes their place. */
    void withdrawForAdministrators(String tenant) {
        database.run("DELETE FROM invitation WHERE tenant = ? AND admin = 1", tenant);
    }

    static Chore chore() {
        return Chore.deleting(
                "expired invitations",
                Duration.ofHours(1),
                """
                DELETE FROM invitation WHERE (tenant, hash) IN
                    (SELECT tenant, hash FROM invitation WHERE expires_at < ? LIMIT 500)
                """);
    }

    private static Invitation invitation(Row row) throws SQLException {
        return new Invitation(
                row.text("tenant"), row.text("hash"), row.flag("admin"), row.time("expires_at"));
    }
}
