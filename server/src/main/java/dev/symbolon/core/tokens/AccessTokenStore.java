package dev.symbolon.core.tokens;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Says whether an access token is valid, of whichever form; keeps the opaque ones, remembers
 * revoked ones.
 */
public final class AccessTokenStore {

    private final Database database;
    private final Keys keys;
    private final InstantSource clock;

    public AccessTokenStore(Database database, Keys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** Keeps the claims of an opaque token and gives the token. */
    String keep(Tenant tenant, Map<String, Object> claims, Instant expiresAt) {
        OpaqueValue token = OpaqueValue.random(OpaqueValue.Kind.ACCESS_TOKEN);
        database.run(
                """
                INSERT INTO opaque_access_token (tenant, hash, claims, expires_at) VALUES (?, ?, ?, ?)
                """,
                tenant.id(),
                token.hash(),
                Json.text(claims),
                expiresAt);
        return token.value();
    }

    /**
     * The claims of a token that is ours, has not expired, was not revoked and whose grant lives;
     * else nothing.
     */
    public Optional<AccessTokenClaims> find(Tenant tenant, String presented) {
        return read(tenant, presented)
                .filter(token -> token.expiresAt().isAfter(clock.instant()))
                .flatMap(token -> live(tenant, token));
    }

    /** RFC 7009 §2.1: this token only; its grant and its refresh token go on. */
    public void revoke(Tenant tenant, AccessTokenClaims token) {
        database.run(
                """
                INSERT INTO revoked_token (tenant, jti, expires_at) VALUES (?, ?, ?)
                ON CONFLICT (tenant, jti) DO NOTHING
                """,
                tenant.id(),
                token.id(),
                token.expiresAt());
    }

    private Optional<AccessTokenClaims> read(Tenant tenant, String presented) {
        Optional<OpaqueValue> opaque = OpaqueValue.parse(OpaqueValue.Kind.ACCESS_TOKEN, presented);
        if (opaque.isPresent()) {
            return database.one(
                    "SELECT claims FROM opaque_access_token WHERE tenant = ? AND hash = ?",
                    row -> new AccessTokenClaims(Json.object(row.text("claims"))),
                    tenant.id(),
                    opaque.get().hash());
        }
        // RFC 9068 §4: an ID token or an assertion must not pass for an access token.
        return keys.verify(tenant, presented)
                .filter(jws -> jws.typ().filter(Issuer.ACCESS_TOKEN_TYPE::equals).isPresent())
                .map(jws -> new AccessTokenClaims(jws.claims()));
    }

    /**
     * A client that was removed takes its tokens with it (RFC 7592 §2.3): with its grants those of
     * persons, and here those that hang on no grant, or on another client's (RFC 8693).
     */
    private Optional<AccessTokenClaims> live(Tenant tenant, AccessTokenClaims token) {
        Optional<String> grant = token.grantId();
        if (grant.isEmpty()) {
            return database.one(
                            """
                            SELECT 1 AS live FROM client
                            WHERE tenant = ? AND client_id = ? AND NOT EXISTS
                                (SELECT 1 FROM revoked_token WHERE tenant = ? AND jti = ?)
                            """,
                            row -> row.number("live"),
                            tenant.id(),
                            token.clientId(),
                            tenant.id(),
                            token.id())
                    .map(_ -> token);
        }
        return database.one(
                """
                SELECT flow FROM token_grant
                WHERE tenant = ? AND id = ? AND ended_at IS NULL AND NOT EXISTS
                    (SELECT 1 FROM revoked_token WHERE tenant = ? AND jti = ?)
                    AND (client_id = ? OR EXISTS
                        (SELECT 1 FROM client WHERE tenant = ? AND client_id = ?))
                """,
                row -> token.of(new FlowId(row.text("flow"))),
                tenant.id(),
                grant.get(),
                tenant.id(),
                token.id(),
                token.clientId(),
                tenant.id(),
                token.clientId());
    }
}
