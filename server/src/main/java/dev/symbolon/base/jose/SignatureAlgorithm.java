package dev.symbolon.base.jose;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signatures that Symbolon makes and accepts: asymmetric ones only, so that no public key can
 * ever be taken for a shared secret (RFC 8725 §2.1).
 */
public enum SignatureAlgorithm {
    /** RFC 7518 §3.3. Core §15.1 asks every provider for it. */
    RS256("RS256", "RSA", "SHA256withRSA", null, rsa()),
    /** RFC 7518 §3.4. */
    ES256("ES256", "EC", "SHA256withECDSAinP1363Format", null, new ECGenParameterSpec("secp256r1")),
    /** RFC 7518 §3.5. */
    PS256(
            "PS256",
            "RSA",
            "RSASSA-PSS",
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1),
            rsa()),
    /** RFC 8037 §3.1, with the curve Ed25519. */
    EDDSA("EdDSA", "Ed25519", "Ed25519", null, NamedParameterSpec.ED25519),
    /** RFC 9864 §2.2: the same signature under a name that says the curve. */
    ED25519("Ed25519", "Ed25519", "Ed25519", null, NamedParameterSpec.ED25519);

    private static final int RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 64;
    private static final ECParameterSpec P256 = p256();

    private final String wire;
    private final String keyAlgorithm;
    private final String signatureName;

    // The specs of the JDK that stand above cannot change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable AlgorithmParameterSpec signatureParameters;

    @SuppressWarnings("ImmutableEnumChecker")
    private final AlgorithmParameterSpec keyParameters;

    SignatureAlgorithm(
            String wire,
            String keyAlgorithm,
            String signatureName,
            @Nullable AlgorithmParameterSpec signatureParameters,
            AlgorithmParameterSpec keyParameters) {
        this.wire = wire;
        this.keyAlgorithm = keyAlgorithm;
        this.signatureName = signatureName;
        this.signatureParameters = signatureParameters;
        this.keyParameters = keyParameters;
    }

    /** The {@code alg} value. */
    public String wire() {
        return wire;
    }

    /** Compared exactly; nothing for {@code none}, HMAC and whatever else there is. */
    public static Optional<SignatureAlgorithm> of(String wire) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.wire.equals(wire)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a key can be used with this algorithm: its type, its curve, and for RSA at least 2048
     * bits (RFC 7518 §3.3), and no more than 8192, which would only cost us time.
     */
    public boolean fits(PublicKey key) {
        return switch (this) {
            case RS256, PS256 ->
                    key instanceof RSAPublicKey rsa
                            && rsa.getModulus().bitLength() >= RSA_BITS
                            && rsa.getModulus().bitLength() <= MOST_RSA_BITS
                            && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS;
            case ES256 ->
                    key instanceof ECPublicKey ec
                            && ec.getParams().getCurve().equals(P256.getCurve())
                            && ec.getParams().getOrder().equals(P256.getOrder());
            case EDDSA, ED25519 ->
                    key instanceof EdECPublicKey edwards
                            && edwards.getParams()
                                    .getName()
                                    .equals(NamedParameterSpec.ED25519.getName());
        };
    }

    /** A new key pair, by the JDK; RSA with 2048 bits takes some 0.2 s. */
    public KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
            generator.initialize(keyParameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As {@link java.security.KeyFactory} calls the key's type: RSA, EC, Ed25519. */
    public String keyAlgorithm() {
        return keyAlgorithm;
    }

    /** All of them as metadata lists them (RFC 8414 §2). */
    public static List<String> names() {
        return Arrays.stream(values()).map(SignatureAlgorithm::wire).toList();
    }

    String signatureName() {
        return signatureName;
    }

    @Nullable AlgorithmParameterSpec signatureParameters() {
        return signatureParameters;
    }

    private static AlgorithmParameterSpec rsa() {
        return new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
