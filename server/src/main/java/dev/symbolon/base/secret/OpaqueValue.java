package dev.symbolon.base.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A random handle that only its holder knows: {@code sym_} + kind + {@code _} + 256 random bits +
 * checksum, so that scanners find leaked ones and a mistyped one is known without a look into the
 * database, which keeps {@link #hash} only.
 */
public final class OpaqueValue {

    /** What a handle opens; the two letters stand in the value. */
    public enum Kind {
        AUTHORIZATION_CODE("ac"),
        ACCESS_TOKEN("at"),
        REFRESH_TOKEN("rt"),
        SESSION("ss"),
        INTERACTION("in"),
        BROWSER("br"),
        CLIENT_SECRET("cs"),
        GRANT("gr"),
        INVITATION("iv"),
        INSPECTOR_PASS("ip"),
        PUSHED_REQUEST("pr"),
        DEVICE_CODE("dc"),
        AUTH_REQ_ID("aq"),
        INITIAL_ACCESS_TOKEN("it"),
        REGISTRATION_TOKEN("rg");

        private final String letters;

        Kind(String letters) {
            this.letters = letters;
        }

        private String prefix() {
            return "sym_" + letters + "_";
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int RANDOM_CHARS = 43;
    private static final int CHECKSUM_CHARS = 6;

    private final Kind kind;
    private final String value;

    private OpaqueValue(Kind kind, String value) {
        this.kind = kind;
        this.value = value;
    }

    public static OpaqueValue random(Kind kind) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return of(kind, bits);
    }

    /** 128 random bits for what is told to anybody: it names something and opens nothing. */
    public static String randomId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return BASE64URL.encodeToString(bits);
    }

    /** A value from 256 bits that were derived, not drawn: a refresh token's successor. */
    public static OpaqueValue of(Kind kind, byte[] bits) {
        String body = kind.prefix() + BASE64URL.encodeToString(bits);
        return new OpaqueValue(kind, body + checksum(body));
    }

    /** The value that somebody presented; nothing where it cannot be one of ours. */
    public static Optional<OpaqueValue> parse(Kind kind, String presented) {
        String prefix = kind.prefix();
        int length = prefix.length() + RANDOM_CHARS + CHECKSUM_CHARS;
        if (presented.length() != length || !presented.startsWith(prefix)) {
            return Optional.empty();
        }
        String body = presented.substring(0, length - CHECKSUM_CHARS);
        return presented.endsWith(checksum(body))
                ? Optional.of(new OpaqueValue(kind, presented))
                : Optional.empty();
    }

    /** What is sent to the holder. */
    public String value() {
        return value;
    }

    /** SHA-256, base64url: what is stored and looked up. 256 random bits need no salt. */
    public String hash() {
        return sha256(value);
    }

    /** SHA-256 of the text's UTF-8, base64url without padding. */
    public static String sha256(String text) {
        try {
            return BASE64URL.encodeToString(
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long sum = crc.getValue();
        byte[] bytes = {(byte) (sum >>> 24), (byte) (sum >>> 16), (byte) (sum >>> 8), (byte) sum};
        return BASE64URL.encodeToString(bytes);
    }

    @Override
    public String toString() {
        return kind.prefix() + "…";
    }
}
