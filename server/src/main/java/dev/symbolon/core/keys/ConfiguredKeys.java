package dev.symbolon.core.keys;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.JwsVerifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of somebody whom a setting names, as they stand in it. */
public final class ConfiguredKeys {

    private ConfiguredKeys() {}

    /**
     * Whose signatures can be checked with them.
     *
     * @param owner for the message
     * @param jwks the JWK Set (RFC 7517 §5); anything else is told as what it lacks
     * @throws IllegalArgumentException where it is none, or has no key for signatures
     */
    public static JwsVerifier read(String owner, @Nullable Object jwks, Crypto crypto) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (jwks instanceof Map<?, ?> object) {
            object.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        try {
            JwkSet keys = JwkSet.parse(members, crypto);
            if (keys.signNothing()) {
                throw new IllegalArgumentException("%s has no key for signatures".formatted(owner));
            }
            return new JwsVerifier(keys);
        } catch (JwkSet.Unusable unusable) {
            throw new IllegalArgumentException("%s: %s".formatted(owner, unusable.getMessage()));
        }
    }
}
