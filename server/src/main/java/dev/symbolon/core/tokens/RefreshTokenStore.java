package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.NewRow;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Refresh tokens. Each is used once, but a lost reply logs nobody out: the successor is derived
 * from the old one, so the same question within the replay window gets the same answer, as long as
 * the successor has not been used.
 */
public final class RefreshTokenStore {

    /** The grant was looked at before; the person may have signed out since. */
    private static final String USABLE =
            """
             WHERE tenant = ? AND hash = ? AND rotated_at IS NULL AND EXISTS
                (SELECT 1 FROM token_grant WHERE tenant = ? AND id = ? AND ended_at IS NULL)
            """;

    private final Database database;
    private final GrantStore grants;
    private final Keys keys;
    private final TokenSettings settings;
    private final InstantSource clock;

    public RefreshTokenStore(
            Database database,
            GrantStore grants,
            Keys keys,
            TokenSettings settings,
            InstantSource clock) {
        this.database = database;
        this.grants = grants;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    static NewRow row(Tenant tenant, OpaqueValue token, String grantId, Instant expiresAt) {
        return NewRow.into(
                "refresh_token",
                "tenant, hash, grant_id, expires_at",
                tenant.id(),
                token.hash(),
                grantId,
                expiresAt);
    }

    /** Looks a token up and changes nothing: proof comes before use. */
    public Optional<RefreshToken> find(Tenant tenant, OpaqueValue token) {
        return database.one(
                """
                SELECT g.id, g.approval, g.flow, g.expires_at, g.ended_at,
                    t.expires_at AS token_expires_at, t.rotated_at
                FROM refresh_token t JOIN token_grant g ON g.tenant = t.tenant AND g.id = t.grant_id
                WHERE t.tenant = ? AND t.hash = ?
                """,
                row ->
                        new RefreshToken(
                                token,
                                GrantStore.grant(row),
                                row.time("token_expires_at"),
                                row.timeOrNull("rotated_at")),
                tenant.id(),
                token.hash());
    }

    /** Binds what a grant gives from now on to a key, unless it is bound; gives what it is then. */
    public Approval bind(Tenant tenant, Grant grant, String key) {
        return grants.bind(tenant, grant, key);
    }

    /**
     * Replaces the token by its successor, or says what else happened; of many at once all get the
     * same successor.
     */
    public Rotation rotate(Tenant tenant, RefreshToken token) {
        OpaqueValue successor = successor(tenant, token.value());
        Instant now = clock.instant();
        String grantId = token.grant().id();
        boolean rotated =
                database.runAndAdd(
                        "UPDATE refresh_token SET rotated_at = ?" + USABLE,
                        List.of(now, tenant.id(), token.value().hash(), tenant.id(), grantId),
                        row(tenant, successor, grantId, now.plus(settings.refreshIdleLifetime())));
        if (rotated || isUnusedSince(tenant, token.value(), successor, now)) {
            return new Rotation.Rotated(successor);
        }
        return unusable(tenant, grantId);
    }

    /**
     * Uses the token without replacing it, which starts its idle time anew; for clients that
     * authenticate and prove a key, so that rotation has nothing to add (FAPI 2.0 Security Profile
     * §5.3.2.1).
     */
    public Rotation keep(Tenant tenant, RefreshToken token) {
        String grantId = token.grant().id();
        int kept =
                database.run(
                        "UPDATE refresh_token SET expires_at = ?" + USABLE,
                        clock.instant().plus(settings.refreshIdleLifetime()),
                        tenant.id(),
                        token.value().hash(),
                        tenant.id(),
                        grantId);
        return kept == 1 ? new Rotation.Rotated(token.value()) : unusable(tenant, grantId);
    }

    private Rotation unusable(Tenant tenant, String grantId) {
        if (!grants.isLive(tenant, grantId)) {
            return new Rotation.Ended();
        }
        grants.end(tenant, grantId);
        return new Rotation.Reused();
    }

    /** Whether it was rotated just now, and the successor is still unused: the reply got lost. */
    private boolean isUnusedSince(
            Tenant tenant, OpaqueValue token, OpaqueValue successor, Instant now) {
        return database.one(
                        """
                        SELECT 1 AS unused FROM refresh_token old
                        JOIN refresh_token next ON next.tenant = old.tenant AND next.hash = ?
                        JOIN token_grant g ON g.tenant = old.tenant AND g.id = old.grant_id
                        WHERE old.tenant = ? AND old.hash = ? AND old.rotated_at >= ?
                            AND next.rotated_at IS NULL AND g.ended_at IS NULL
                        """,
                        row -> row.number("unused"),
                        successor.hash(),
                        tenant.id(),
                        token.hash(),
                        now.minus(settings.refreshReplayWindow()))
                .isPresent();
    }

    private OpaqueValue successor(Tenant tenant, OpaqueValue token) {
        return OpaqueValue.of(
                OpaqueValue.Kind.REFRESH_TOKEN,
                keys.hmac(
                        tenant,
                        "refresh-token-successor",
                        token.value().getBytes(StandardCharsets.US_ASCII)));
    }
}
