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

    /** A hash, and whose it is. */
    record Stored(String account, String hash) {}

    /**
     * The account's, or where it has none, another's: the next in the order of ids, which are
     * random. Nothing where the tenant has no passwords.
     */
    Optional<Stored> nearest(String tenant, String account) {
        return database.one(
                """
                SELECT account, hash FROM password WHERE tenant = ? AND account = COALESCE(
                    (SELECT MIN(account) FROM password WHERE tenant = ? AND account >= ?),
                    (SELECT MIN(account) FROM password WHERE tenant = ?))
                """,
                row -> new Stored(row.text("account"), row.text("hash")),
                tenant,
                tenant,
                account,
                tenant);
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
