package dev.symbolon.core.keys;

import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.json.Json;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JWK Set (RFC 7517 §5), ready to be sent.
 *
 * @param jwks the object with the member {@code keys}
 * @param json the same, written
 * @param thumbprints the kids in their order: the same kids are the same set
 */
public record PublishedKeys(Map<String, Object> jwks, byte[] json, List<String> thumbprints) {

    static PublishedKeys of(Map<StoredKey, PublicKey> keys) {
        List<Map<String, Object>> jwks =
                keys.entrySet().stream().map(key -> jwk(key.getKey(), key.getValue())).toList();
        Map<String, Object> set = Map.of("keys", jwks);
        return new PublishedKeys(
                set, Json.bytes(set), keys.keySet().stream().map(StoredKey::kid).toList());
    }

    /** RFC 7517 §4.2, §4.4, §4.5: each key says what it is for. */
    private static Map<String, Object> jwk(StoredKey key, PublicKey publicKey) {
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kid", key.kid());
        jwk.put("use", key.algorithm().use());
        jwk.put("alg", key.algorithm().wire());
        jwk.putAll(PublicJwk.members(publicKey));
        return jwk;
    }
}
