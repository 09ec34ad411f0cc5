package dev.symbolon.identity.signin;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A password as it is compared, whatever keyboard typed it: RFC 8265 §4.2.2, OpaqueString. It
 * prints as its type only.
 */
public final class Password {

    /** NIST SP 800-63B-4 §3.1.1.2 asks for length and for nothing else. */
    public static final int FEWEST_CHARACTERS = 8;

    public static final int MOST_CHARACTERS = 256;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** Why a text cannot be a new password. */
    public enum Problem {
        TOO_SHORT("password.short"),
        TOO_LONG("password.long"),
        CONTROL_CHARACTERS("password.control");

        private final String message;

        Problem(String message) {
            this.message = message;
        }

        /** The message that says so to the person. */
        public String message() {
            return message;
        }
    }

    /** What somebody typed. Anything can be tried; {@link #problem} says what can be set. */
    public static Password typed(String typed) {
        StringBuilder text = new StringBuilder(typed.length());
        typed.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(text::appendCodePoint);
        return new Password(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** Why it cannot be set as a new password; nothing where it can. */
    public Optional<Problem> problem() {
        int characters = text.codePointCount(0, text.length());
        if (characters < FEWEST_CHARACTERS) {
            return Optional.of(Problem.TOO_SHORT);
        }
        if (characters > MOST_CHARACTERS) {
            return Optional.of(Problem.TOO_LONG);
        }
        return text.codePoints().anyMatch(Character::isISOControl)
                ? Optional.of(Problem.CONTROL_CHARACTERS)
                : Optional.empty();
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
