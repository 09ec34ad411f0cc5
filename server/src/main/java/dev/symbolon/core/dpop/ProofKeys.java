package dev.symbolon.core.dpop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.jose.VerificationKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that proofs bring (RFC 9449 §4.2). An app signs all its proofs with one, and reading a
 * key costs a third of what a signature does: those of the busiest apps are kept, once they have
 * signed a proof. Anybody can sign one, so little is kept of each, and nothing of a key that brings
 * more than it needs.
 */
final class ProofKeys {

    private static final int MOST = 1000;

    /**
     * All that is read of a key (RFC 7518 §6, RFC 8037 §2), beside a kid, which changes nothing.
     */
    private static final List<String> MEMBERS =
            List.of("kty", "crv", "x", "y", "n", "e", "use", "alg");

    /** Of all members: an RSA key of 8192 bits needs 1400. */
    private static final int LONGEST = 2000;

    /**
     * A key, read.
     *
     * @param name what tells it from all others; absent where it is not to be kept
     * @param thumbprint RFC 7638 with SHA-256
     */
    record Key(@Nullable String name, VerificationKey verifying, String thumbprint) {}

    private final Cache<String, Key> kept = Caffeine.newBuilder().maximumSize(MOST).build();
    private final Crypto crypto;

    ProofKeys(Crypto crypto) {
        this.crypto = crypto;
    }

    /**
     * Nothing where it is not for this algorithm.
     *
     * @throws JwkSet.Unusable where it is broken
     */
    Optional<Key> find(Map<?, ?> jwk, SignatureAlgorithm algorithm) {
        @Nullable String name = name(jwk, algorithm);
        @Nullable Key known = name == null ? null : kept.getIfPresent(name);
        return known != null
                ? Optional.of(known)
                : JwkSet.key(jwk, algorithm, crypto)
                        .map(key -> new Key(name, key, key.thumbprint()));
    }

    /** Nothing where the signature is not this key's. */
    Optional<Jws> verify(Key key, CompactJws jws) {
        Optional<Jws> verified = key.verifying.verify(jws);
        if (verified.isPresent() && key.name != null) {
            kept.asMap().putIfAbsent(key.name, key);
        }
        return verified;
    }

    /** One key may sign with several algorithms (RSA); each use has a name. */
    private static @Nullable String name(Map<?, ?> jwk, SignatureAlgorithm algorithm) {
        StringBuilder name = new StringBuilder(algorithm.wire());
        int named = jwk.containsKey("kid") ? 1 : 0;
        for (String member : MEMBERS) {
            Object value = jwk.get(member);
            if (value instanceof String text) {
                named++;
                name.append(' ').append(member).append(' ').append(text.length()).append(text);
            }
        }
        return named == jwk.size() && name.length() <= LONGEST ? name.toString() : null;
    }
}
