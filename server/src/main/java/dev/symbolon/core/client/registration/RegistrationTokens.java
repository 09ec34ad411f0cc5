package dev.symbolon.core.client.registration;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registration access tokens (RFC 7592 §1.2): each opens one client. An update replaces the token,
 * and a reply may get lost, so the next is derived from the one before: who asks again with that
 * one is told the same next, until it was used, for an hour at most. So nobody is locked out, and
 * two updates at once have one successor.
 */
public final class RegistrationTokens {

    /** How long the token before is good, where the present one is never used. */
    static final Duration OVERLAP = Duration.ofHours(1);

    private final Database database;
    private final Keys keys;
    private final InstantSource clock;

    public RegistrationTokens(Database database, Keys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a token opened.
     *
     * @param present the token to be used from now on
     * @param softwareStatement absent where none was sent
     */
    record Found(OpaqueValue present, @Nullable String softwareStatement) {}

    /** A client that registered itself and never did anything. */
    record Unused(Tenant tenant, String clientId) {}

    private record Kept(
            String hash,
            @Nullable String previousHash,
            @Nullable Instant previousUntil,
            @Nullable String softwareStatement) {

        boolean isPresent(OpaqueValue token) {
            return same(hash, token);
        }

        boolean isPrevious(OpaqueValue token, Instant now) {
            return previousHash != null
                    && previousUntil != null
                    && now.isBefore(previousUntil)
                    && same(previousHash, token);
        }

        private static boolean same(String hash, OpaqueValue token) {
            return MessageDigest.isEqual(
                    hash.getBytes(StandardCharsets.US_ASCII),
                    token.hash().getBytes(StandardCharsets.US_ASCII));
        }
    }

    void add(
            Statements tx,
            Tenant tenant,
            String clientId,
            OpaqueValue token,
            @Nullable String softwareStatement,
            Instant now) {
        tx.run(
                """
                INSERT INTO client_registration
                    (tenant, client_id, token_hash, software_statement, created_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                tenant.id(),
                clientId,
                token.hash(),
                softwareStatement,
                now);
    }

    /** How many clients of the tenant registered themselves. */
    long count(Statements tx, Tenant tenant) {
        return tx.one(
                        "SELECT COUNT(*) AS clients FROM client_registration WHERE tenant = ?",
                        row -> row.number("clients"),
                        tenant.id())
                .orElse(0L);
    }

    /** Where the token opens the client. The first use of a new token ends the one before. */
    Optional<Found> find(Tenant tenant, String clientId, OpaqueValue token) {
        Optional<Kept> kept =
                database.one(
                        """
                        SELECT token_hash, previous_token_hash, previous_token_until,
                            software_statement
                        FROM client_registration WHERE tenant = ? AND client_id = ?
                        """,
                        row ->
                                new Kept(
                                        row.text("token_hash"),
                                        row.textOrNull("previous_token_hash"),
                                        row.timeOrNull("previous_token_until"),
                                        row.textOrNull("software_statement")),
                        tenant.id(),
                        clientId);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Kept found = kept.get();
        if (found.isPresent(token)) {
            if (found.previousHash() != null) {
                endPrevious(tenant, clientId, token);
            }
            return Optional.of(new Found(token, found.softwareStatement()));
        }
        return found.isPrevious(token, clock.instant())
                ? Optional.of(new Found(successor(tenant, token), found.softwareStatement()))
                : Optional.empty();
    }

    private void endPrevious(Tenant tenant, String clientId, OpaqueValue token) {
        database.run(
                """
                UPDATE client_registration
                SET previous_token_hash = NULL, previous_token_until = NULL
                WHERE tenant = ? AND client_id = ? AND token_hash = ?
                """,
                tenant.id(),
                clientId,
                token.hash());
    }

    /**
     * Replaces the token by its successor, which it has already where this is asked again.
     *
     * @return the successor; nothing where the token does not open the client any more
     */
    Optional<OpaqueValue> rotate(
            Statements tx,
            Tenant tenant,
            String clientId,
            OpaqueValue token,
            @Nullable String softwareStatement) {
        OpaqueValue successor = successor(tenant, token);
        Instant now = clock.instant();
        int rotated =
                tx.run(
                        """
                        UPDATE client_registration
                        SET previous_token_until = CASE WHEN token_hash = ? THEN ?
                                ELSE previous_token_until END,
                            token_hash = ?, previous_token_hash = ?, software_statement = ?
                        WHERE tenant = ? AND client_id = ? AND (token_hash = ?
                            OR (previous_token_hash = ? AND previous_token_until > ?))
                        """,
                        token.hash(),
                        now.plus(OVERLAP),
                        successor.hash(),
                        token.hash(),
                        softwareStatement,
                        tenant.id(),
                        clientId,
                        token.hash(),
                        token.hash(),
                        now);
        return rotated == 1 ? Optional.of(successor) : Optional.empty();
    }

    /** False where the token does not open the client any more. */
    boolean remove(Statements tx, Tenant tenant, String clientId, OpaqueValue token) {
        return tx.run(
                        """
                        DELETE FROM client_registration
                        WHERE tenant = ? AND client_id = ? AND (token_hash = ?
                            OR (previous_token_hash = ? AND previous_token_until > ?))
                        """,
                        tenant.id(),
                        clientId,
                        token.hash(),
                        token.hash(),
                        clock.instant())
                == 1;
    }

    /** The client is gone, by whoever removed it. */
    public static void forget(Statements tx, Tenant tenant, String clientId) {
        tx.run(
                "DELETE FROM client_registration WHERE tenant = ? AND client_id = ?",
                tenant.id(),
                clientId);
    }

    /** Some that registered themselves before that time and have proved nothing since. */
    List<Unused> unusedSince(Statements tx, Instant time, int most) {
        return tx.list(
                """
                SELECT t.tenant, t.issuer, r.client_id FROM client_registration r
                JOIN client c ON c.tenant = r.tenant AND c.client_id = r.client_id
                JOIN tenant t ON t.tenant = r.tenant
                WHERE r.created_at <= ? AND c.used_at IS NULL
                ORDER BY r.created_at LIMIT ?
                """,
                row ->
                        new Unused(
                                new Tenant(row.text("tenant"), URI.create(row.text("issuer"))),
                                row.text("client_id")),
                time,
                (long) most);
    }

    /** Holds it where it is still unused: who proves to be it now waits, and finds it gone. */
    boolean holdUnused(Statements tx, Unused client) {
        return tx.run(
                        """
                        UPDATE client SET registrar = registrar
                        WHERE tenant = ? AND client_id = ? AND used_at IS NULL
                        """,
                        client.tenant().id(),
                        client.clientId())
                == 1;
    }

    private OpaqueValue successor(Tenant tenant, OpaqueValue token) {
        return OpaqueValue.of(
                OpaqueValue.Kind.REGISTRATION_TOKEN,
                keys.hmac(
                        tenant,
                        "registration-token-successor",
                        token.value().getBytes(StandardCharsets.US_ASCII)));
    }
}
