package dev.symbolon.core.tokens;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person reads on one device and types on another (RFC 8628 §6.1): eight letters without
 * vowels, so that no words come about, and none that looks like a digit. 34 bits: guesses must be
 * slowed down (§5.1).
 *
 * @param letters as they are compared: upper case, without the hyphen
 */
public record UserCode(String letters) {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    static UserCode random() {
        StringBuilder letters = new StringBuilder();
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> letters.append(ALPHABET.charAt(i)));
        return new UserCode(letters.toString());
    }

    /**
     * What somebody typed, in whatever case and with whatever between the letters; nothing where it
     * cannot be a code of ours.
     */
    public static Optional<UserCode> typed(String text) {
        String letters =
                text.toUpperCase(Locale.ROOT).replaceAll("[\\p{Punct}\\p{Space}\u2010-\u2015]", "");
        boolean ours =
                letters.length() == LENGTH
                        && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return ours ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /** As people read it: in two halves. */
    public String shown() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }
}
