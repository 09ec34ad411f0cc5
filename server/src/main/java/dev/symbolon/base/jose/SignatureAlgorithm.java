package dev.symbolon.base.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signatures that Symbolon makes and accepts: asymmetric ones only, so that no public key can
 * ever be taken for a shared secret (RFC 8725 §2.1).
 */
public enum SignatureAlgorithm implements KeyAlgorithm {
    /** RFC 7518 §3.3. Core §15.1 asks every provider for it. */
    RS256("RS256", "RSA", "SHA256withRSA", null, rsa(), "SHA-256"),
    /** RFC 7518 §3.4: a curve for each hash. */
    ES256("ES256", "EC", "SHA256withECDSAinP1363Format", null, ec("secp256r1"), "SHA-256"),
    ES384("ES384", "EC", "SHA384withECDSAinP1363Format", null, ec("secp384r1"), "SHA-384"),
    ES512("ES512", "EC", "SHA512withECDSAinP1363Format", null, ec("secp521r1"), "SHA-512"),
    /** RFC 7518 §3.5. */
    PS256("PS256", "RSA", "RSASSA-PSS", pss(MGF1ParameterSpec.SHA256, 32), rsa(), "SHA-256"),
    PS384("PS384", "RSA", "RSASSA-PSS", pss(MGF1ParameterSpec.SHA384, 48), rsa(), "SHA-384"),
    PS512("PS512", "RSA", "RSASSA-PSS", pss(MGF1ParameterSpec.SHA512, 64), rsa(), "SHA-512"),
    /** RFC 8037 §3.1, with the curve Ed25519. */
    EDDSA("EdDSA", "Ed25519", "Ed25519", null, NamedParameterSpec.ED25519, "SHA-512"),
    /** RFC 9864 §2.2: the same signature under a name that says the curve. */
    ED25519("Ed25519", "Ed25519", "Ed25519", null, NamedParameterSpec.ED25519, "SHA-512"),
    /** RFC 9964 §5: what a quantum computer does not break, by the JDK. */
    ML_DSA_44("ML-DSA-44", "ML-DSA", "ML-DSA", null, NamedParameterSpec.ML_DSA_44, "SHAKE256-512"),
    ML_DSA_65("ML-DSA-65", "ML-DSA", "ML-DSA", null, NamedParameterSpec.ML_DSA_65, "SHAKE256-512"),
    ML_DSA_87("ML-DSA-87", "ML-DSA", "ML-DSA", null, NamedParameterSpec.ML_DSA_87, "SHAKE256-512");

    private static final int RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 64;

    private final String wire;
    private final String keyAlgorithm;
    private final String signatureName;
    private final String hash;

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
            AlgorithmParameterSpec keyParameters,
            String hash) {
        this.wire = wire;
        this.keyAlgorithm = keyAlgorithm;
        this.signatureName = signatureName;
        this.signatureParameters = signatureParameters;
        this.keyParameters = keyParameters;
        this.hash = hash;
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
        return "sig";
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
     * Whether a key can be used with this algorithm: its type, its curve or parameters, and for RSA
     * at least 2048 bits (RFC 7518 §3.3), and no more than 8192, which would only cost us time.
     */
    @Override
    public boolean fits(PublicKey key) {
        return switch (this) {
            case RS256, PS256, PS384, PS512 -> isFitRsa(key);
            case ES256 -> key instanceof ECPublicKey ec && NamedCurve.P_256.has(ec);
            case ES384 -> key instanceof ECPublicKey ec && NamedCurve.P_384.has(ec);
            case ES512 -> key instanceof ECPublicKey ec && NamedCurve.P_521.has(ec);
            case EDDSA, ED25519 ->
                    key instanceof EdECPublicKey edwards
                            && edwards.getParams()
                                    .getName()
                                    .equals(NamedParameterSpec.ED25519.getName());
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                    MlDsa.of(key).filter(of -> of.alg().equals(wire)).isPresent();
        };
    }

    static boolean isFitRsa(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= RSA_BITS
                && rsa.getModulus().bitLength() <= MOST_RSA_BITS
                && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS;
    }

    /** Whether its keys and signatures are of some kilobytes: too large for a header. */
    public boolean isPostQuantum() {
        return MlDsa.of(wire).isPresent();
    }

    @Override
    public NewKey newKey() {
        try {
            Optional<MlDsa> mlDsa = MlDsa.of(wire);
            if (mlDsa.isPresent()) {
                byte[] seed = MlDsa.newSeed();
                return new NewKey(mlDsa.get().pair(seed), seed);
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
            generator.initialize(keyParameters);
            KeyPair pair = generator.generateKeyPair();
            return new NewKey(pair, pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public KeyPair newKeyPair() {
        return newKey().pair();
    }

    @Override
    public PrivateKey privateKey(byte[] secret, PublicKey half) throws GeneralSecurityException {
        Optional<MlDsa> mlDsa = MlDsa.of(wire);
        if (mlDsa.isEmpty()) {
            return KeyFactory.getInstance(keyAlgorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(secret));
        }
        KeyPair pair = mlDsa.get().pair(secret);
        if (!pair.getPublic().equals(half)) {
            throw new GeneralSecurityException("the seed gives another key");
        }
        return pair.getPrivate();
    }

    @Override
    public PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
        return KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(x509));
    }

    /** As {@link java.security.KeyFactory} calls the key's type: RSA, EC, Ed25519, ML-DSA. */
    public String keyAlgorithm() {
        return keyAlgorithm;
    }

    /**
     * The hash that the signature is made with, as {@link java.security.MessageDigest} calls it: of
     * Ed25519 SHA-512 (RFC 8032 §5.1), of ML-DSA 64 bytes of SHAKE256 (FIPS 204, algorithm 7).
     */
    public String hash() {
        return hash;
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

    private static AlgorithmParameterSpec ec(String curve) {
        return new ECGenParameterSpec(curve);
    }

    /** The salt is as long as the hash (RFC 7518 §3.5). */
    private static AlgorithmParameterSpec pss(MGF1ParameterSpec hash, int saltBytes) {
        return new PSSParameterSpec(hash.getDigestAlgorithm(), "MGF1", hash, saltBytes, 1);
    }
}
