package dev.symbolon.identity.account;

import dev.symbolon.base.sql.Database;
import java.time.Instant;

/** The table linked_subject: who a subject of another issuer is here. */
final class LinkedSubjectStore {

    private final Database database;

    LinkedSubjectStore(Database database) {
        this.database = database;
    }

    /** False where it is somebody's already. */
    boolean link(String tenant, String issuer, String subject, String account, Instant now) {
        return database.run(
                        """
                        INSERT INTO linked_subject (tenant, issuer, subject, account_id, created_at)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (tenant, issuer, subject) DO NOTHING
                        """,
                        tenant,
                        issuer,
                        subject,
                        account,
                        now)
                == 1;
    }

    /** False where it was not this account's. */
    boolean unlink(String tenant, String issuer, String subject, String account) {
        return database.run(
                        """
                        DELETE FROM linked_subject
                        WHERE tenant = ? AND issuer = ? AND subject = ? AND account_id = ?
                        """,
                        tenant,
                        issuer,
                        subject,
                        account)
                == 1;
    }
}
