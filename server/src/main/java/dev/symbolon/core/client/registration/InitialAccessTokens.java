package dev.symbolon.core.client.registration;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Initial access tokens (RFC 7591 §1.2, §3): who holds one may register as many clients as it is
 * good for. The database holds hashes.
 */
public final class InitialAccessTokens {

    private final Database database;
    private final InstantSource clock;

    public InitialAccessTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new one, to be given to the app's developer; it cannot be shown again. */
    public String create(Tenant tenant, int uses, Duration life) {
        OpaqueValue token = OpaqueValue.random(OpaqueValue.Kind.INITIAL_ACCESS_TOKEN);
        database.run(
                """
                INSERT INTO initial_access_token (tenant, hash, uses_left, expires_at)
                VALUES (?, ?, ?, ?)
                """,
                tenant.id(),
                token.hash(),
                (long) uses,
                clock.instant().plus(life));
        return token.value();
    }

    /** Ends all that are open, and says how many there were. */
    public int withdraw(Tenant tenant) {
        return database.run("DELETE FROM initial_access_token WHERE tenant = ?", tenant.id());
    }

    /** One that can still be used; nothing for any other text. Uses nothing up. */
    public Optional<OpaqueValue> find(Tenant tenant, String presented) {
        return OpaqueValue.parse(OpaqueValue.Kind.INITIAL_ACCESS_TOKEN, presented)
                .filter(token ->
                        database.one(
                                        """
                                        SELECT 1 AS good FROM initial_access_token
                                        WHERE tenant = ? AND hash = ? AND uses_left > 0
                                            AND expires_at + 0 > ?
                                        """,
                                        row -> row.number("good"),
                                        tenant.id(),
                                        token.hash(),
                                        clock.instant())
                                .isPresent());
    }

    /** Uses it up by one; of many at once no more do than it is good for. */
    boolean use(Statements tx, Tenant tenant, OpaqueValue token) {
        return tx.run(
                        """
                        UPDATE initial_access_token SET uses_left = uses_left - 1
                        WHERE tenant = ? AND hash = ? AND uses_left > 0 AND expires_at + 0 > ?
                        """,
                        tenant.id(),
                        token.hash(),
                        clock.instant())
                == 1;
    }
}
