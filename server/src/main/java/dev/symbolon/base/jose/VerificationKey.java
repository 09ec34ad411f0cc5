package dev.symbolon.base.jose;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;

/** A public key and the one algorithm it is for (RFC 8725 §3.1). For any number of threads. */
public final class VerificationKey {

    private final SignatureAlgorithm algorithm;
    private final PublicKey key;
    private final SignaturePool signatures;

    /**
     * @throws IllegalArgumentException where the key cannot be used with the algorithm
     */
    public VerificationKey(SignatureAlgorithm algorithm, PublicKey key, Crypto crypto) {
        if (!algorithm.fits(key)) {
            throw new IllegalArgumentException("the key is not one for " + algorithm.wire());
        }
        this.algorithm = algorithm;
        this.key = key;
        this.signatures = SignaturePool.verifying(algorithm, key, crypto);
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** RFC 7638 with SHA-256, base64url; computed each time. */
    public String thumbprint() {
        return PublicJwk.thumbprint(key);
    }

    /** Nothing where the header names another algorithm, or the signature is not this key's. */
    public Optional<Jws> verify(CompactJws jws) {
        boolean holds = jws.algorithm().filter(algorithm::equals).isPresent() && isSignedBy(jws);
        return holds ? jws.verified() : Optional.empty();
    }

    /** Only the signature: the payload may be anything. */
    boolean isSignedBy(CompactJws jws) {
        byte[] input = jws.signingInput();
        try {
            return signatures.verify(input, input.length, jws.signature());
        } catch (GeneralSecurityException noSignature) {
            return false;
        }
    }
}
