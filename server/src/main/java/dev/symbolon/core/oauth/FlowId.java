package dev.symbolon.core.oauth;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a flow, short enough to be read to somebody: it is the reference on error pages, in
 * logs and in the inspector. It opens nothing.
 *
 * @param value sixteen characters without those that look alike
 */
public record FlowId(String value) {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static FlowId random() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        StringBuilder value = new StringBuilder(16);
        for (byte b : bits) {
            value.append(ALPHABET.charAt(b & 31));
        }
        return new FlowId(value.toString());
    }

    public static Optional<FlowId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new FlowId(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
