package dev.symbolon.base.jose;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** How a text is encrypted and authenticated in one (RFC 7518 §5). */
public enum ContentEncryption {
    /** RFC 7518 §5.2.3. What a client gets that named none (Registration §2). */
    A128CBC_HS256("A128CBC-HS256", 32, 16),
    /** RFC 7518 §5.3. */
    A128GCM("A128GCM", 16, 12),
    A256GCM("A256GCM", 32, 12);

    /** Of all of them. */
    static final int TAG_BYTES = 16;

    private final String wire;
    private final int keyBytes;
    private final int ivBytes;

    ContentEncryption(String wire, int keyBytes, int ivBytes) {
        this.wire = wire;
        this.keyBytes = keyBytes;
        this.ivBytes = ivBytes;
    }

    /** The {@code enc} value. */
    public String wire() {
        return wire;
    }

    /** Compared exactly. */
    public static Optional<ContentEncryption> of(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }

    /** All of them as metadata lists them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ContentEncryption::wire).toList();
    }

    int keyBytes() {
        return keyBytes;
    }

    int ivBytes() {
        return ivBytes;
    }

    /** The cipher text, and the tag behind it. */
    byte[] encrypt(byte[] key, byte[] iv, byte[] text, byte[] associated)
            throws GeneralSecurityException {
        if (this != A128CBC_HS256) {
            return gcm(Cipher.ENCRYPT_MODE, key, iv, associated).doFinal(text);
        }
        byte[] cipherText = cbc(Cipher.ENCRYPT_MODE, key, iv).doFinal(text);
        return joined(cipherText, tag(key, iv, cipherText, associated));
    }

    /**
     * The text, once the tag was seen to be right.
     *
     * @throws GeneralSecurityException for whatever reason: a caller tells nobody which
     */
    byte[] decrypt(byte[] key, byte[] iv, byte[] cipherText, byte[] tag, byte[] associated)
            throws GeneralSecurityException {
        if (this != A128CBC_HS256) {
            return gcm(Cipher.DECRYPT_MODE, key, iv, associated).doFinal(joined(cipherText, tag));
        }
        if (!MessageDigest.isEqual(tag, tag(key, iv, cipherText, associated))) {
            throw new AEADBadTagException();
        }
        return cbc(Cipher.DECRYPT_MODE, key, iv).doFinal(cipherText);
    }

    private static byte[] joined(byte[] start, byte[] end) {
        return ByteBuffer.allocate(start.length + end.length).put(start).put(end).array();
    }

    private static Cipher gcm(int mode, byte[] key, byte[] iv, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, iv));
        cipher.updateAAD(associated);
        return cipher;
    }

    /** RFC 7518 §5.2.2.1: the second half of the key encrypts. */
    private static Cipher cbc(int mode, byte[] key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, 16, 16, "AES"), new IvParameterSpec(iv));
        return cipher;
    }

    /** The first half of the key makes the tag. */
    private static byte[] tag(byte[] key, byte[] iv, byte[] cipherText, byte[] associated)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, 0, 16, "HmacSHA256"));
        mac.update(associated);
        mac.update(iv);
        mac.update(cipherText);
        mac.update(ByteBuffer.allocate(8).putLong(8L * associated.length).array());
        return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
    }
}
