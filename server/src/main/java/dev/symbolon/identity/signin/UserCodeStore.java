package dev.symbolon.identity.signin;

import dev.symbolon.base.sql.Database;
import java.time.Instant;
import java.util.Optional;

/** The table user_code. */
final class UserCodeStore {

    private final Database database;

    UserCodeStore(Database database) {
        this.database = database;
    }

    Optional<String> hashOf(String tenant, String account) {
        return database.one(
                "SELECT hash FROM user_code WHERE tenant = ? AND account_id = ?",
                row -> row.text("hash"),
                tenant,
                account);
    }

    void set(String tenant, String account, String hash, Instant now) {
        database.run(
                """
                INSERT INTO user_code (tenant, account_id, hash, set_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (tenant, account_id)
                DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at
                """,
                tenant,
                account,
                hash,
                now);
    }

    void remove(String tenant, String account) {
        database.run("DELETE FROM user_code WHERE tenant = ? AND account_id = ?", tenant, account);
    }
}
