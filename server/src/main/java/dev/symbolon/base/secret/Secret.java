package dev.symbolon.base.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not reach a log: it prints as its type only.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    /** Compares in a time that does not depend on where the two differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
