package dev.symbolon.core.client;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The form of a {@code client_id} (RFC 6749 §A.1). No colon, which ends it in HTTP Basic; so one
 * never looks like a URL, and the two kinds of identifier stay apart.
 */
final class ClientId {

    private static final Pattern FORM =
            Pattern.compile("[\\x21\\x23-\\x39\\x3B-\\x5B\\x5D-\\x7E]{1,128}");
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int RANDOM_CHARACTERS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ClientId() {}

    /** Also for what strangers present: the database is not asked about anything else. */
    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** 100 random bits, of characters that do not look alike. */
    static String random() {
        byte[] bits = new byte[RANDOM_CHARACTERS];
        RANDOM.nextBytes(bits);
        StringBuilder id = new StringBuilder(RANDOM_CHARACTERS);
        for (byte b : bits) {
            id.append(ALPHABET.charAt(b & 31));
        }
        return id.toString();
    }
}
