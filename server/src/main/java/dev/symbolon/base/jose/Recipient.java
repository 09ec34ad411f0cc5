package dev.symbolon.base.jose;

import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's public key, and the algorithm that texts are encrypted to them with (RFC 7516 §5.1).
 * For any number of threads.
 *
 * @param kid absent where the key has none
 */
public record Recipient(@Nullable String kid, EncryptionAlgorithm algorithm, PublicKey key) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = {};

    /** RFC 7519 §5.2: what is encrypted is a signed JWT. */
    public String encryptJwt(ContentEncryption enc, String jwt) {
        return encrypt(enc, Map.of("cty", "JWT"), jwt.getBytes(StandardCharsets.US_ASCII));
    }

    /** Claims that nobody signed. */
    public String encryptClaims(ContentEncryption enc, Map<String, Object> claims) {
        return encrypt(enc, Map.of("typ", "JWT"), Json.bytes(claims));
    }

    private String encrypt(ContentEncryption enc, Map<String, Object> more, byte[] text) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm.wire());
        header.put("enc", enc.wire());
        if (kid != null) {
            header.put("kid", kid);
        }
        header.putAll(more);
        try {
            byte[] contentKey;
            byte[] encryptedKey = NOTHING;
            if (algorithm == EncryptionAlgorithm.ECDH_ES) {
                ECPublicKey reader = (ECPublicKey) key;
                KeyPair ephemeral = EcdhEs.ephemeral(reader);
                header.put("epk", PublicJwk.members(ephemeral.getPublic()));
                contentKey = EcdhEs.agreed(ephemeral.getPrivate(), reader, enc, NOTHING, NOTHING);
            } else {
                contentKey = random(enc.keyBytes());
                encryptedKey = wrapped(contentKey);
            }
            return compact(header, encryptedKey, enc, contentKey, text);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("encrypting to key " + kid + " failed", broken);
        }
    }

    private byte[] wrapped(byte[] contentKey) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, DecryptionKey.OAEP_256);
        return cipher.doFinal(contentKey);
    }

    private static String compact(
            Map<String, Object> header,
            byte[] encryptedKey,
            ContentEncryption enc,
            byte[] contentKey,
            byte[] text)
            throws GeneralSecurityException {
        String encodedHeader = Base64Url.ENCODER.encodeToString(Json.bytes(header));
        byte[] iv = random(enc.ivBytes());
        byte[] sealed =
                enc.encrypt(
                        contentKey, iv, text, encodedHeader.getBytes(StandardCharsets.US_ASCII));
        int end = sealed.length - ContentEncryption.TAG_BYTES;
        return String.join(
                ".",
                encodedHeader,
                Base64Url.ENCODER.encodeToString(encryptedKey),
                Base64Url.ENCODER.encodeToString(iv),
                Base64Url.ENCODER.encodeToString(Arrays.copyOf(sealed, end)),
                Base64Url.ENCODER.encodeToString(Arrays.copyOfRange(sealed, end, sealed.length)));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
