package dev.symbolon.core.assertion;

import dev.symbolon.base.jose.Jws;
import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trusted issuer's word about a person that holds, and has not been used up yet.
 *
 * @param until when it has expired for everybody
 */
public record Assertion(TrustedIssuer issuer, Jws jws, String subject, String jti, Instant until) {

    /** The person's address, where the issuer says that it is theirs and is believed in that. */
    public Optional<String> email() {
        return issuer.byEmail() && Boolean.TRUE.equals(jws.claims().get("email_verified"))
                ? jws.text("email")
                : Optional.empty();
    }

    /** What it may give to a client at most: where it names no scope, what its issuer may. */
    public Scope scope() {
        return jws.text("scope")
                .filter(Scope::isWellFormed)
                .map(scope -> Scope.parse(scope).within(issuer.scope().tokens()))
                .orElse(issuer.scope());
    }

    /** The APIs that it names (ID-JAG §3); empty where it names none. */
    public List<String> resources() {
        return switch (jws.claims().get("resource")) {
            case String one -> List.of(one);
            case List<?> many -> many.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /** Whether it grants objects beside its scope (RFC 9396 §9.1), which nobody allowed here. */
    public boolean hasDetails() {
        return jws.claims().containsKey("authorization_details");
    }

    /** Who acts for the person over there (RFC 8693 §4.1); it is not forgotten here. */
    public Map<String, Object> act() {
        Map<String, Object> act = new LinkedHashMap<>();
        if (jws.claims().get("act") instanceof Map<?, ?> members) {
            act.put("iss", issuer.issuer());
            members.forEach((name, value) -> act.put(String.valueOf(name), value));
        }
        return act;
    }
}
