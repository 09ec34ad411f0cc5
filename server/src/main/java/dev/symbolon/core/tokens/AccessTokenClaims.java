package dev.symbolon.core.tokens;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says (RFC 9068 §2.2), whichever form it has.
 *
 * @param claims as they were minted
 * @param flow the run that it came of; absent before somebody looked, and where a client acts for
 *     itself
 */
public record AccessTokenClaims(Map<String, Object> claims, @Nullable FlowId flow) {

    AccessTokenClaims(Map<String, Object> claims) {
        this(claims, null);
    }

    AccessTokenClaims of(FlowId run) {
        return new AccessTokenClaims(claims, run);
    }

    public String id() {
        return text("jti");
    }

    public String subject() {
        return text("sub");
    }

    public String clientId() {
        return text("client_id");
    }

    public Scope scope() {
        return Scope.parse(claims.get("scope") instanceof String scope ? scope : "");
    }

    public Optional<String> grantId() {
        return claims.get("grant_id") instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** The thumbprint of the key that it is bound to (RFC 9449 §6.1). */
    public Optional<String> boundTo() {
        return claims.get("cnf") instanceof Map<?, ?> cnf && cnf.get("jkt") instanceof String jkt
                ? Optional.of(jkt)
                : Optional.empty();
    }

    /** How it is to be sent, as {@code token_type} has it. */
    public String type() {
        return boundTo().isPresent() ? "DPoP" : "Bearer";
    }

    public Instant expiresAt() {
        return claims.get("exp") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }

    public boolean isFor(String audience) {
        Object aud = claims.get("aud");
        return aud instanceof List<?> list ? list.contains(audience) : audience.equals(aud);
    }

    private String text(String name) {
        return claims.get(name) instanceof String text ? text : "";
    }
}
