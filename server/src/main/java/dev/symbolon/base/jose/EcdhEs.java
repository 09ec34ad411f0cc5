package dev.symbolon.base.jose;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/** Elliptic Curve Diffie-Hellman Ephemeral Static, used directly (RFC 7518 §4.6). */
final class EcdhEs {

    private EcdhEs() {}

    /** A key for one text, on the reader's curve. */
    static KeyPair ephemeral(ECPublicKey reader) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(reader.getParams());
        return generator.generateKeyPair();
    }

    /**
     * The key that the two agree upon.
     *
     * @param apu what is known of the writer, {@code apv} of the reader (§4.6.1.2, §4.6.1.3);
     *     mostly empty
     */
    static byte[] agreed(
            PrivateKey mine, ECPublicKey other, ContentEncryption enc, byte[] apu, byte[] apv)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(mine);
        agreement.doPhase(other, true);
        return derived(agreement.generateSecret(), enc, apu, apv);
    }

    /** RFC 7518 §4.6.2, Concat KDF; one round, as no key has more bits than SHA-256. */
    static byte[] derived(byte[] secret, ContentEncryption enc, byte[] apu, byte[] apv)
            throws GeneralSecurityException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        hash.update(number(1));
        hash.update(secret);
        for (byte[] part :
                new byte[][] {enc.wire().getBytes(StandardCharsets.US_ASCII), apu, apv}) {
            hash.update(number(part.length));
            hash.update(part);
        }
        hash.update(number(8 * enc.keyBytes()));
        return Arrays.copyOf(hash.digest(), enc.keyBytes());
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /**
     * The writer's key for this text (§4.6.1.1): on the curve of the reader's, really on it, and
     * public.
     *
     * @throws GeneralSecurityException where it is anything else
     */
    static ECPublicKey epk(Map<?, ?> jwk, ECPrivateKey reader) throws GeneralSecurityException {
        NamedCurve curve =
                NamedCurve.of(reader).orElseThrow(() -> new GeneralSecurityException("curve"));
        if (!"EC".equals(jwk.get("kty"))
                || !curve.crv().equals(jwk.get("crv"))
                || !PublicJwk.isPublic(jwk)) {
            throw new GeneralSecurityException("another kind of key");
        }
        ECPoint point =
                new ECPoint(coordinate(jwk.get("x"), curve), coordinate(jwk.get("y"), curve));
        if (!curve.has(point)) {
            throw new GeneralSecurityException("not on the curve");
        }
        return (ECPublicKey)
                KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(point, curve.parameters()));
    }

    private static BigInteger coordinate(@Nullable Object value, NamedCurve curve)
            throws GeneralSecurityException {
        byte[] bytes =
                value instanceof String text
                        ? Base64Url.decode(text).orElse(new byte[0])
                        : new byte[0];
        if (bytes.length != curve.bytes()) {
            throw new GeneralSecurityException("coordinates have " + curve.bytes() + " bytes");
        }
        return new BigInteger(1, bytes);
    }
}
