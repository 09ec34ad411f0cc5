package dev.symbolon.base.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what the database must hold but not know (private keys, HMAC secrets): AES-256-GCM under a
 * key derived from the master key, with a random nonce. A sealed value opens only in the place it
 * was sealed for, so that no row's value can be put into another row.
 *
 * <p>The form is {@code v1.<master key's id>.<base64url of nonce, ciphertext and tag>}.
 */
public final class Sealer {

    /**
     * Where a sealed value belongs.
     *
     * @param purpose the table and column, or what the value is for
     * @param row the row's key
     */
    public record Place(String tenant, String purpose, String row) {}

    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MasterKey masterKey;
    private final SecretKey key;

    public Sealer(MasterKey masterKey) {
        this.masterKey = masterKey;
        this.key = masterKey.cipherKey("seal");
    }

    public String seal(Place place, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
            byte[] body = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, body, NONCE_BYTES, sealed.length);
            return VERSION
                    + '.'
                    + masterKey.id()
                    + '.'
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What was sealed.
     *
     * @throws Broken where it was sealed with another master key, for another place, or was changed
     */
    public byte[] open(Place place, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new Broken("a value of " + place.purpose() + " is not sealed in a known form");
        }
        if (!parts[1].equals(masterKey.id())) {
            throw new Broken(
                    "%s was sealed with another master key (%s) than the one in use (%s): use the master key of this database"
                            .formatted(place.purpose(), parts[1], masterKey.id()));
        }
        try {
            byte[] body = Base64.getUrlDecoder().decode(parts[2]);
            if (body.length < NONCE_BYTES + TAG_BITS / 8) {
                throw new AEADBadTagException("too short");
            }
            byte[] nonce = Arrays.copyOf(body, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, place)
                    .doFinal(body, NONCE_BYTES, body.length - NONCE_BYTES);
        } catch (AEADBadTagException | IllegalArgumentException tampered) {
            throw new Broken(
                    "a sealed value of "
                            + place.purpose()
                            + " was changed or belongs to another row");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated(place));
        return cipher;
    }

    /** Each part with its length before it, so that no two places read the same. */
    private byte[] associated(Place place) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part :
                new String[] {
                    VERSION, masterKey.id(), place.tenant(), place.purpose(), place.row()
                }) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    /** What is stored cannot be opened: an outage, never an answer to a request. */
    public static final class Broken extends RuntimeException {
        Broken(String message) {
            super(message);
        }
    }
}
