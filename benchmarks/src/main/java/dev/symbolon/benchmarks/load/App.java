package dev.symbolon.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The client that the load plays, registered at the provider before.
 *
 * @param secret empty for a public client
 * @param method how it says who it is at the token endpoint (RFC 6749 §2.3.1)
 * @param redirectUri never fetched; the load only looks for it
 * @param resource RFC 8707; empty for none
 */
public record App(
        String clientId,
        String secret,
        Method method,
        String redirectUri,
        String scope,
        String resource) {

    /** Core §5.4, §11: they are about somebody who signed in. */
    private static final Set<String> OF_PERSONS =
            Set.of("openid", "profile", "email", "address", "phone", "offline_access");

    /** Client authentication at the token endpoint. */
    public enum Method {
        BASIC,
        POST,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it asks for itself, where one scope is given for several scenarios. */
    String scopeWithoutPersons() {
        return Arrays.stream(scope.split(" "))
                .filter(name -> !OF_PERSONS.contains(name))
                .collect(Collectors.joining(" "));
    }

    /** The Authorization header's value; empty unless the method is BASIC. */
    String authorization() {
        if (method != Method.BASIC) {
            return "";
        }
        String pair = HttpText.encode(clientId) + ":" + HttpText.encode(secret);
        return "Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    /** A token request's parameters that say who asks; the grant's own come after. */
    Map<String, String> tokenParameters(String grantType) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", grantType);
        if (method != Method.BASIC) {
            parameters.put("client_id", clientId);
        }
        if (method == Method.POST) {
            parameters.put("client_secret", secret);
        }
        if (!resource.isEmpty()) {
            parameters.put("resource", resource);
        }
        return parameters;
    }
}
