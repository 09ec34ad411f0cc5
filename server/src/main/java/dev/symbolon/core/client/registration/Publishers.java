package dev.symbolon.core.client.registration;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.keys.ConfiguredKeys;
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
            try {
                Json.object(setting)
                        .forEach((issuer, jwks) ->
                                byIssuer.put(issuer, ConfiguredKeys.read(issuer, jwks, crypto)));
            } catch (Json.Malformed malformed) {
                throw new IllegalArgumentException(malformed.getMessage());
            }
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
}
