package dev.symbolon.base.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the key of an encrypted text reaches its reader (RFC 7518 §4). Not offered: RSA1_5, whose
 * padding tells attackers too much (RFC 8725 §3.2), RSA-OAEP with SHA-1, and whatever needs a
 * shared secret.
 */
public enum EncryptionAlgorithm implements KeyAlgorithm {
    /** RFC 7518 §4.3. */
    RSA_OAEP_256(
            "RSA-OAEP-256", "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
    /** RFC 7518 §4.6: agreed upon directly. */
    ECDH_ES("ECDH-ES", "EC", new ECGenParameterSpec("secp256r1"));

    private final String wire;
    private final String keyAlgorithm;

    // The specs of the JDK that stand above cannot change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final AlgorithmParameterSpec keyParameters;

    EncryptionAlgorithm(String wire, String keyAlgorithm, AlgorithmParameterSpec keyParameters) {
        this.wire = wire;
        this.keyAlgorithm = keyAlgorithm;
        this.keyParameters = keyParameters;
    }

    @Override
    public String wire() {
        return wire;
    }

    /** As on the wire, for those who read a trace. */
    @Override
    public String toString() {
        return wire;
    }

    @Override
    public String use() {
        return "enc";
    }

    /** Compared exactly; nothing for all that is not offered. */
    public static Optional<EncryptionAlgorithm> of(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }

    /** RSA of 2048 to 8192 bits; EC on any curve of NIST's. */
    @Override
    public boolean fits(PublicKey key) {
        return switch (this) {
            case RSA_OAEP_256 -> SignatureAlgorithm.isFitRsa(key);
            case ECDH_ES -> key instanceof ECPublicKey ec && NamedCurve.of(ec).isPresent();
        };
    }

    /** RSA with 2048 bits, or EC on P-256. */
    @Override
    public NewKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
            generator.initialize(keyParameters);
            KeyPair pair = generator.generateKeyPair();
            return new NewKey(pair, pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public PrivateKey privateKey(byte[] secret, PublicKey half) throws GeneralSecurityException {
        return KeyFactory.getInstance(keyAlgorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(secret));
    }

    @Override
    public PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
        return KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(x509));
    }

    /** All of them as metadata lists them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EncryptionAlgorithm::wire).toList();
    }
}
