package dev.symbolon.core.client;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.details.AuthorizationDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims of a request that a client signed (RFC 9101 §4, CIBA §7.1.1). */
public record RequestClaims(Map<String, Object> claims) {

    /** Of the JWT itself (RFC 7519 §4.1); all others are parameters. */
    private static final Set<String> OF_JWT =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    /** The parameters that they are; nothing where one has a value that no parameter can have. */
    public Optional<Parameters> asParameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Object> claim : claims.entrySet()) {
            if (OF_JWT.contains(claim.getKey())) {
                continue;
            }
            Optional<List<String>> texts = texts(claim.getKey(), claim.getValue());
            if (texts.isEmpty()) {
                return Optional.empty();
            }
            parameters.put(claim.getKey(), texts.get());
        }
        return Optional.of(new Parameters(parameters));
    }

    private static Optional<List<String>> texts(String name, Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return Optional.of(List.of(String.valueOf(value)));
        }
        if (name.equals("claims") && value instanceof Map) {
            return Optional.of(List.of(Json.text(value)));
        }
        // RFC 9396 §3: the context says how it is written, and in a JWT it is JSON.
        if (name.equals(AuthorizationDetails.NAME) && value instanceof List) {
            return Optional.of(List.of(Json.text(value)));
        }
        if (name.equals("resource")
                && value instanceof List<?> all
                && all.stream().allMatch(String.class::isInstance)) {
            return Optional.of(all.stream().map(String::valueOf).toList());
        }
        return Optional.empty();
    }
}
