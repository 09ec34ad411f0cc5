package dev.symbolon.core.client.registration;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose word about an app is believed (RFC 7591 §2.3): a JSON object whose members are issuers,
 * each with its JWK Set (RFC 7517 §5).
 */
final class Publishers {

    private final Map<String, JwsVerifier> byIssuer;

    private Publishers(Map<String, JwsVerifier> byIssuer) {
        this.byIssuer = Map.copyOf(byIssuer);
    }

    /**
     * @param setting absent: nobody's
     * @throws IllegalArgumentException where {@link #problem} finds one
     */
    static Publishers of(@Nullable String setting, Crypto crypto) {
        Map<String, JwsVerifier> byIssuer = new LinkedHashMap<>();
        if (setting != null) {
            parse(setting, crypto)
                    .forEach((issuer, keys) ->
                            byIssuer.put(
                                    issuer,
                                    new JwsVerifier(
                                            keys, EnumSet.allOf(SignatureAlgorithm.class))));
        }
        return new Publishers(byIssuer);
    }

    /** What is wrong with the setting; nothing where it can be used, or is absent. */
    static Optional<String> problem(@Nullable String setting) {
        try {
            of(setting, Crypto.jdk());
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    Optional<JwsVerifier> of(String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer));
    }

    Set<String> issuers() {
        return byIssuer.keySet();
    }

    private static Map<String, JwkSet> parse(String setting, Crypto crypto) {
        Map<String, JwkSet> keys = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Object> publisher : Json.object(setting).entrySet()) {
                keys.put(publisher.getKey(), keys(publisher, crypto));
            }
        } catch (Json.Malformed malformed) {
            throw new IllegalArgumentException(malformed.getMessage());
        }
        return keys;
    }

    private static JwkSet keys(Map.Entry<String, Object> publisher, Crypto crypto) {
        Map<String, Object> jwks = new LinkedHashMap<>();
        if (publisher.getValue() instanceof Map<?, ?> members) {
            members.forEach((name, member) -> jwks.put(String.valueOf(name), member));
        }
        try {
            JwkSet keys = JwkSet.parse(jwks, crypto);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no key for signatures".formatted(publisher.getKey()));
            }
            return keys;
        } catch (JwkSet.Unusable unusable) {
            throw new IllegalArgumentException(
                    "%s: %s".formatted(publisher.getKey(), unusable.getMessage()));
        }
    }
}
