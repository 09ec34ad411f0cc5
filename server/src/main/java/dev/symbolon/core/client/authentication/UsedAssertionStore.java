package dev.symbolon.core.client.authentication;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import java.time.Duration;
import java.time.Instant;

/** The client assertions that were used, until they have expired anyway. */
final class UsedAssertionStore {

    private final Database database;

    UsedAssertionStore(Database database) {
        this.database = database;
    }

    /**
     * Uses an assertion up: of any number at once, one wins.
     *
     * @param until when it counts as expired for everybody
     * @return false where it had been used
     */
    boolean use(String tenant, String clientId, String jti, Instant until) {
        return database.run(
                        """
                        INSERT INTO used_assertion (tenant, client_id, jti_hash, expires_at)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        tenant,
                        clientId,
                        OpaqueValue.sha256(jti),
                        until)
                == 1;
    }

    static Chore chore() {
        return Chore.deleting(
                "forget used client assertions",
                Duration.ofMinutes(5),
                """
                DELETE FROM used_assertion
                WHERE (tenant, client_id, jti_hash) IN (
                    SELECT tenant, client_id, jti_hash FROM used_assertion
                    WHERE expires_at < ? LIMIT 500)
                """);
    }
}
