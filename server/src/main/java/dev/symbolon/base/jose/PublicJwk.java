package dev.symbolon.base.jose;

import dev.symbolon.base.json.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A public key as the members of a JWK (RFC 7518 §6, RFC 8037 §2, RFC 9964 §3). */
public final class PublicJwk {

    private static final int ED25519_BYTES = 32;

    /** RFC 8410 §4: what stands before the 32 bytes of an Ed25519 key in its X.509 form. */
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** RFC 7518 §6.2.2, §6.3.2, §6.4.1, RFC 9964 §3: what only a key's holder may know. */
    private static final Set<String> SECRET_MEMBERS =
            Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    private PublicJwk() {}

    /** Whether nothing of a JWK is secret: no private half, and no key for HMAC. */
    public static boolean isPublic(Map<?, ?> jwk) {
        return !"oct".equals(jwk.get("kty")) && SECRET_MEMBERS.stream().noneMatch(jwk::containsKey);
    }

    /** The members that RFC 7638 §3.2 requires, in its order, and no other. */
    public static SortedMap<String, Object> members(PublicKey key) {
        SortedMap<String, Object> members = new TreeMap<>();
        // No pattern switch on the way of a start: docs/decisions/0080-command-line.md.
        if (key instanceof RSAPublicKey rsa) {
            members.put("kty", "RSA");
            members.put("n", Base64Url.ENCODER.encodeToString(unsigned(rsa.getModulus())));
            members.put("e", Base64Url.ENCODER.encodeToString(unsigned(rsa.getPublicExponent())));
        } else if (key instanceof ECPublicKey ec) {
            NamedCurve curve = NamedCurve.of(ec).orElseThrow(() -> none(key));
            members.put("kty", "EC");
            members.put("crv", curve.crv());
            members.put("x", coordinate(ec.getW().getAffineX(), curve));
            members.put("y", coordinate(ec.getW().getAffineY(), curve));
        } else if (key instanceof EdECPublicKey edwards) {
            byte[] x509 = edwards.getEncoded();
            byte[] raw = Arrays.copyOfRange(x509, x509.length - ED25519_BYTES, x509.length);
            members.put("kty", "OKP");
            members.put("crv", "Ed25519");
            members.put("x", Base64Url.ENCODER.encodeToString(raw));
        } else {
            MlDsa mlDsa = MlDsa.of(key).orElseThrow(() -> none(key));
            members.put("kty", "AKP");
            members.put("alg", mlDsa.alg());
            members.put("pub", Base64Url.ENCODER.encodeToString(mlDsa.pub(key)));
        }
        return members;
    }

    private static IllegalArgumentException none(PublicKey key) {
        return new IllegalArgumentException("no JWK for " + key.getAlgorithm());
    }

    /** RFC 7638 with SHA-256, base64url. */
    public static String thumbprint(PublicKey key) {
        try {
            return Base64Url.ENCODER.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(Json.bytes(members(key))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key whose {@code x} is these 32 bytes (RFC 8037 §2). */
    static PublicKey ed25519(byte[] raw) throws GeneralSecurityException {
        if (raw.length != ED25519_BYTES) {
            throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
        }
        byte[] x509 = Arrays.copyOf(ED25519_X509, ED25519_X509.length + ED25519_BYTES);
        System.arraycopy(raw, 0, x509, ED25519_X509.length, ED25519_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    }

    /** RFC 7518 §6.2.1.2: always the full length, with its leading zeros. */
    private static String coordinate(BigInteger value, NamedCurve curve) {
        byte[] bytes = unsigned(value);
        byte[] full = new byte[curve.bytes()];
        System.arraycopy(bytes, 0, full, full.length - bytes.length, bytes.length);
        return Base64Url.ENCODER.encodeToString(full);
    }

    /** Big-endian without a sign byte (RFC 7518 §2, Base64urlUInt). */
    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes.length > 1 && bytes[0] == 0
                ? Arrays.copyOfRange(bytes, 1, bytes.length)
                : bytes;
    }
}
