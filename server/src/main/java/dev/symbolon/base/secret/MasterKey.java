package dev.symbolon.base.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret that everything sealed in the database hangs on: 256 bits, from the environment or
 * a file ({@link MasterKeyFile}). It is never used itself: each purpose has a key derived from it
 * (HKDF-SHA256, RFC 5869).
 */
public final class MasterKey {

    /** base64 of 32 bytes; goes before the file. */
    public static final String ENVIRONMENT = "SYMBOLON_MASTER_KEY";

    /** What is wrong with any other text, for whoever wrote it. */
    public static final String FORM =
            "must be the base64 of 32 random bytes (openssl rand -base64 32)";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey master;
    private final String id;

    private MasterKey(byte[] bits) {
        master = new SecretKeySpec(bits, "Generic");
        id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("key id", 6));
    }

    public static MasterKey random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new MasterKey(bits);
    }

    /**
     * The key that somebody configured.
     *
     * @param base64 of either alphabet, with or without padding
     * @param origin where it was found, for the message
     * @throws Unusable where it is anything else than 32 bytes
     */
    public static MasterKey of(Secret base64, String origin) {
        return parse(base64).orElseThrow(() -> new Unusable(origin + " " + FORM));
    }

    /** The key; nothing where the text is not of the {@link #FORM}. */
    public static Optional<MasterKey> parse(Secret base64) {
        try {
            String text = base64.value().strip().replace('-', '+').replace('_', '/');
            byte[] bits = Base64.getDecoder().decode(text);
            return bits.length == BYTES ? Optional.of(new MasterKey(bits)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Names the key without telling anything of it: to know another one when it is met. */
    public String id() {
        return id;
    }

    /** A key for AES-256. The same purpose gives the same key. */
    SecretKey cipherKey(String purpose) {
        return new SecretKeySpec(bytes(purpose, BYTES), "AES");
    }

    /** 32 bytes that only a holder of the master key can compute; the same for each purpose. */
    public byte[] derive(String purpose) {
        return bytes(purpose, BYTES);
    }

    Secret encoded() {
        return new Secret(Base64.getEncoder().encodeToString(master.getEncoded()));
    }

    private byte[] bytes(String purpose, int length) {
        try {
            byte[] info = ("symbolon v1 " + purpose).getBytes(StandardCharsets.UTF_8);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract().addIKM(master).thenExpand(info, length));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }

    /** The start ends here; the message is for the one who starts it. */
    public static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message, null, false, false);
        }
    }
}
