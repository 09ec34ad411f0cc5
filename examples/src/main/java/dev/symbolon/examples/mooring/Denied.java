package dev.symbolon.examples.mooring;

import java.util.Map;
import java.util.TreeMap;

/**
 * The API does not answer, and says why and what would help.
 *
 * <p>The error codes are those of RFC 6750 §3.1 and RFC 9470 §3; a request without a token gets
 * none (RFC 6750 §3).
 */
final class Denied extends RuntimeException {

    private final int status;
    private final transient Map<String, String> parameters;

    private Denied(int status, Map<String, String> parameters) {
        super(parameters.getOrDefault("error_description", "a token is needed"));
        this.status = status;
        this.parameters = parameters;
    }

    static Denied withoutToken() {
        return new Denied(401, Map.of());
    }

    static Denied malformed(String description) {
        return new Denied(400, error("invalid_request", description));
    }

    static Denied invalidToken(String description) {
        return new Denied(401, error("invalid_token", description));
    }

    static Denied insufficientScope(String needed) {
        Map<String, String> parameters =
                error("insufficient_scope", "This needs the scope " + needed);
        parameters.put("scope", needed);
        return new Denied(403, parameters);
    }

    static Denied oldSignIn(int maxAge) {
        Map<String, String> parameters =
                error(
                        "insufficient_user_authentication",
                        "This needs a sign-in not older than " + maxAge + " seconds");
        parameters.put("max_age", String.valueOf(maxAge));
        return new Denied(401, parameters);
    }

    int status() {
        return status;
    }

    /** The value of the WWW-Authenticate header. */
    String challenge(String metadataUrl) {
        StringBuilder challenge = new StringBuilder("Bearer realm=\"mooring\"");
        parameters.forEach((name, value) ->
                challenge.append(", ").append(name).append("=\"").append(value).append('"'));
        // RFC 9728 §5.1: where a client that knows nothing yet can begin.
        return challenge
                .append(", resource_metadata=\"")
                .append(metadataUrl)
                .append('"')
                .toString();
    }

    private static Map<String, String> error(String code, String description) {
        return new TreeMap<>(Map.of("error", code, "error_description", description));
    }
}
