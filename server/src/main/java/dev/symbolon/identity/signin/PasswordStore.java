package dev.symbolon.identity.signin;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import java.time.Instant;
import java.util.Optional;

/** The table password. */
final class PasswordStore {

    private final Database database;

    PasswordStore(Database database) {
        this.database = database;
    }

    Optional<String> hashOf(String tenant, String account) {
        return database.one(
                "SELECT hash FROM password WHERE tenant = ? AND account = ?",
                row -> row.text("hash"),
                tenant,
                account);
    }

    void set(Statements tx, String tenant, String account, String hash, Instant now) {
        tx.run(
                """
                INSERT INTO password (tenant, account, hash, changed_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (tenant, account)
                DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
                """,
                tenant,
                account,
                hash,
                now);
    }

    /** The same password under new parameters; not where it was changed meanwhile. */
    void rehash(String tenant, String account, String old, String hash) {
        database.run(
                "UPDATE password SET hash = ? WHERE tenant = ? AND account = ? AND hash = ?",
                hash,
                tenant,
                account,
                old);
    }
}
