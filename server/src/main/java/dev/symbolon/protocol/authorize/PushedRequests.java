package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pushed requests (RFC 9126 §2.2). A reference can be opened until it expires, as often as a
 * browser likes: it is used up by the answer that leaves for the app, not by a visit, which may be
 * a virus scanner's.
 */
public final class PushedRequests {

    /** RFC 9126 §2.2. */
    static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    /** FAPI 2.0 Security Profile §5.3.2.2 wants fewer than 600 seconds. */
    static final Duration LIFETIME = Duration.ofSeconds(90);

    private final Database database;
    private final InstantSource clock;

    public PushedRequests(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a reference stands for.
     *
     * @param signed whether the parameters stood in a request object (RFC 9101)
     * @param usedAt absent until an answer has left for the app
     */
    record Pushed(
            String hash,
            String clientId,
            Parameters parameters,
            boolean signed,
            FlowId flow,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    /** Keeps a request and gives its request_uri. */
    String push(
            Tenant tenant, String clientId, Parameters parameters, boolean signed, FlowId flow) {
        OpaqueValue reference = OpaqueValue.random(OpaqueValue.Kind.PUSHED_REQUEST);
        database.run(
                """
                INSERT INTO pushed_request (tenant, hash, client_id, parameters, signed, flow,
                    expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                tenant.id(),
                reference.hash(),
                clientId,
                parameters.encoded(),
                signed,
                flow.value(),
                clock.instant().plus(LIFETIME));
        return PREFIX + reference.value();
    }

    /** Used or not, expired or not. */
    Optional<Pushed> find(Tenant tenant, String requestUri) {
        return OpaqueValue.parse(
                        OpaqueValue.Kind.PUSHED_REQUEST, requestUri.substring(PREFIX.length()))
                .flatMap(reference ->
                        database.one(
                                """
                                SELECT client_id, parameters, signed, flow, expires_at, used_at
                                FROM pushed_request WHERE tenant = ? AND hash = ?
                                """,
                                row ->
                                        new Pushed(
                                                reference.hash(),
                                                row.text("client_id"),
                                                Parameters.parse(row.text("parameters")),
                                                row.flag("signed"),
                                                new FlowId(row.text("flow")),
                                                row.time("expires_at"),
                                                row.timeOrNull("used_at")),
                                tenant.id(),
                                reference.hash()));
    }

    boolean isExpired(Pushed pushed) {
        return !clock.instant().isBefore(pushed.expiresAt());
    }

    /**
     * Uses it up; of many at once one does. A person may have taken longer than the reference
     * lives, so that is not asked again.
     */
    boolean use(Tenant tenant, String hash) {
        return database.run(
                        """
                        UPDATE pushed_request SET used_at = ?
                        WHERE tenant = ? AND hash = ? AND used_at IS NULL
                        """,
                        clock.instant(),
                        tenant.id(),
                        hash)
                == 1;
    }
}
