package dev.symbolon.base.jose;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one key is for: an algorithm that signs, or one that keys are encrypted with. */
public sealed interface KeyAlgorithm permits SignatureAlgorithm, EncryptionAlgorithm {

    /** The {@code alg} value. */
    String wire();

    /** RFC 7517 §4.2: {@code sig} or {@code enc}. */
    String use();

    /** Whether a key can be used with it: its type, its curve or parameters, its size. */
    boolean fits(PublicKey key);

    /** A new key, by the JDK; RSA with 2048 bits takes some 0.2 s. */
    NewKey newKey();

    /**
     * The private key as {@link NewKey#secret} keeps it.
     *
     * @param half its public half, where that is needed to see that they belong together
     * @throws GeneralSecurityException where it is none
     */
    PrivateKey privateKey(byte[] secret, PublicKey half) throws GeneralSecurityException;

    /**
     * The public key of its X.509 form.
     *
     * @throws GeneralSecurityException where it is none
     */
    PublicKey publicKey(byte[] x509) throws GeneralSecurityException;

    default boolean encrypts() {
        return this instanceof EncryptionAlgorithm;
    }

    /** All of them, in the order in which key sets have them. */
    static List<KeyAlgorithm> all() {
        return Stream.<KeyAlgorithm>concat(
                        Stream.of(SignatureAlgorithm.values()),
                        Stream.of(EncryptionAlgorithm.values()))
                .toList();
    }

    /** Compared exactly. */
    static Optional<KeyAlgorithm> of(String wire) {
        return all().stream().filter(algorithm -> algorithm.wire().equals(wire)).findFirst();
    }
}
