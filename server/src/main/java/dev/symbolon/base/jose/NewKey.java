package dev.symbolon.base.jose;

import java.security.KeyPair;
import java.security.PublicKey;

/**
 * A key that was just made.
 *
 * @param secret its private half as it is kept, and {@link KeyAlgorithm#privateKey} reads it: PKCS
 *     #8, but of ML-DSA the seed (RFC 9964 §4), which is what all libraries agree on
 */
public record NewKey(KeyPair pair, byte[] secret) {

    public PublicKey publicKey() {
        return pair.getPublic();
    }
}
