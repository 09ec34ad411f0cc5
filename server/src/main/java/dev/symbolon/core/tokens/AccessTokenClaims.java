package dev.symbolon.core.tokens;

import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
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

    /** RFC 9396 §9.1. */
    public AuthorizationDetails details() {
        return AuthorizationDetails.of(claims.get(AuthorizationDetails.NAME));
    }

    public Optional<String> grantId() {
        return claims.get("grant_id") instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** Who acts with it, and for whom before them (RFC 8693 §4.1); empty: its subject. */
    public Map<String, Object> act() {
        Map<String, Object> act = new LinkedHashMap<>();
        if (claims.get("act") instanceof Map<?, ?> members) {
            members.forEach((name, value) -> act.put(String.valueOf(name), value));
        }
        return act;
    }

    /** The one who may act with it (RFC 8693 §4.4); where nobody is named, nothing. */
    public Optional<String> mayAct() {
        return claims.get("may_act") instanceof Map<?, ?> actor
                        && actor.get("sub") instanceof String sub
                ? Optional.of(sub)
                : Optional.empty();
    }

    /**
     * What it says, in the hands of another client, for less, and without its details.
     *
     * @param account whom its subject is here
     */
    public Approval passedTo(String client, String account, Scope fewer, List<String> resources) {
        Object authTime = claims.get("auth_time");
        return new Approval(
                client,
                account,
                null,
                null,
                fewer,
                resources,
                null,
                authTime instanceof Number seconds
                        ? Instant.ofEpochSecond(seconds.longValue())
                        : null,
                claims.get("acr") instanceof String acr ? acr : null,
                claims.get("amr") instanceof List<?> amr
                        ? amr.stream().map(String::valueOf).toList()
                        : List.of(),
                null,
                Confirmation.NONE);
    }

    /** Whether what was shown opens it: one that is bound to nothing, anything and nothing does. */
    public boolean isHeldBy(Confirmation proven) {
        return proven.meets(claims.get("cnf"));
    }

    /** What it is bound to (RFC 9449 §6.1, RFC 8705 §3.1). */
    public Confirmation bound() {
        return Confirmation.read(claims.get("cnf"));
    }

    /** How it is to be sent, as {@code token_type} has it. */
    public String type() {
        return bound().jkt() == null ? "Bearer" : "DPoP";
    }

    public Instant expiresAt() {
        return claims.get("exp") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }

    public boolean isFor(String audience) {
        return audience().contains(audience);
    }

    public List<String> audience() {
        return switch (claims.get("aud")) {
            case List<?> many -> many.stream().map(String::valueOf).toList();
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }

    private String text(String name) {
        return claims.get(name) instanceof String text ? text : "";
    }
}
