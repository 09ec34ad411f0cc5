package dev.symbolon.base.jose;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515 §2), read strictly: each value has one spelling only. */
final class Base64Url {

    static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** Nothing for padding, foreign characters, and bits set that belong to no byte. */
    static Optional<byte[]> decode(String text) {
        int unused =
                switch (text.length() % 4) {
                    case 0 -> 0;
                    case 2 -> 0b1111;
                    case 3 -> 0b11;
                    default -> -1;
                };
        if (unused < 0 || text.endsWith("=")) {
            return Optional.empty();
        }
        if (unused > 0 && (ALPHABET.indexOf(text.charAt(text.length() - 1)) & unused) != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(DECODER.decode(text));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
