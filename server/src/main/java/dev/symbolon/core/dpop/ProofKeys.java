package dev.symbolon.core.dpop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.jose.VerificationKey;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that proofs bring (RFC 9449 §4.2). An app signs all its proofs with one, and reading a
 * key costs a third of what a signature does: those of the busiest apps are kept, once they have
 * signed a proof.
 */
final class ProofKeys {

    private static final int MOST = 1000;

    /**
     * A key, read.
     *
     * @param sent as the proof has it
     * @param thumbprint RFC 7638 with SHA-256
     */
    record Key(Sent sent, VerificationKey verifying, String thumbprint) {}

    /** One key may sign with several algorithms (RSA); each use is read by itself. */
    record Sent(Map<?, ?> jwk, SignatureAlgorithm algorithm) {}

    private final Cache<Sent, Key> kept = Caffeine.newBuilder().maximumSize(MOST).build();
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
        Sent sent = new Sent(jwk, algorithm);
        return Optional.ofNullable(kept.getIfPresent(sent))
                .or(() ->
                        JwkSet.key(jwk, algorithm, crypto)
                                .map(key -> new Key(sent, key, key.thumbprint())));
    }

    /** Nothing where the signature is not this key's. */
    Optional<Jws> verify(Key key, CompactJws jws) {
        Optional<Jws> verified = key.verifying.verify(jws);
        verified.ifPresent(_ -> kept.asMap().putIfAbsent(key.sent, key));
        return verified;
    }
}
