package dev.symbolon.core.client;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A client's public keys: the JWK Set that it registered as {@code jwks} (RFC 7517 §5).
 *
 * @param jwks as registered; empty where it registered none
 */
public record ClientKeys(Map<String, Object> jwks) {

    public static final ClientKeys NONE = new ClientKeys(Map.of());

    private static final int MOST = 20;

    public ClientKeys {
        jwks = Collections.unmodifiableMap(jwks);
    }

    public boolean isEmpty() {
        return jwks.isEmpty();
    }

    /** Ready to check signatures with; reading it takes time, so it is kept. */
    public JwkSet publicKeys(Crypto crypto) {
        return isEmpty()
                ? JwkSet.parse(Map.of("keys", List.of()), crypto)
                : JwkSet.parse(jwks, crypto);
    }

    /** Whether any key can be used with any of the algorithms. */
    boolean have(Set<SignatureAlgorithm> algorithms) {
        JwkSet keys = publicKeys(Crypto.jdk());
        return algorithms.stream().anyMatch(keys::has);
    }

    /** Whether any key comes with its certificate. */
    boolean haveCertificate() {
        return publicKeys(Crypto.jdk()).hasCertificates();
    }

    /** Whether something can be encrypted with each of the algorithms. */
    boolean receive(Set<EncryptionAlgorithm> algorithms) {
        JwkSet keys = publicKeys(Crypto.jdk());
        return algorithms.stream().allMatch(algorithm -> keys.recipient(algorithm).isPresent());
    }

    /** Whether it is a set of some public keys that their kid tells apart. */
    boolean areWellFormed() {
        try {
            publicKeys(Crypto.jdk());
        } catch (RuntimeException _) {
            // JwkSet.Unusable; and what the library under it throws at keys that are none.
            return false;
        }
        List<Map<?, ?>> keys = keys();
        List<?> kids = keys.stream().map(key -> key.get("kid")).filter(kid -> kid != null).toList();
        return !keys.isEmpty()
                && keys.size() <= MOST
                && kids.size() == Set.copyOf(kids).size()
                && keys.stream().allMatch(PublicJwk::isPublic);
    }

    private List<Map<?, ?>> keys() {
        List<Map<?, ?>> keys = new ArrayList<>();
        if (jwks.get("keys") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> key) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }
}
