package dev.symbolon.core.oauth;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the authorization endpoint (RFC 6749 §3.1.1, OAuth 2.0 Multiple Response Types
 * §3, §5).
 */
public enum ResponseType {
    CODE("code"),
    /** Core §3.2, the implicit flow. */
    ID_TOKEN("id_token"),
    /** Core §3.3, the hybrid flow. */
    CODE_ID_TOKEN("code id_token"),
    /** RFC 6749 §4.2. */
    TOKEN("token"),
    /** Core §3.2. */
    ID_TOKEN_TOKEN("id_token token"),
    /** Core §3.3, as the next. */
    CODE_TOKEN("code token"),
    CODE_ID_TOKEN_TOKEN("code id_token token");

    private final String wire;

    @SuppressWarnings("ImmutableEnumChecker") // texts
    private final List<String> words;

    ResponseType(String wire) {
        this.wire = wire;
        this.words = sorted(wire);
    }

    /** The order of the words does not matter (RFC 6749 §3.1.1); each stands once. */
    public static Optional<ResponseType> parse(String wire) {
        List<String> words = sorted(wire);
        return Arrays.stream(values()).filter(type -> type.words.equals(words)).findFirst();
    }

    private static List<String> sorted(String wire) {
        return Arrays.stream(wire.split(" ", -1)).sorted().toList();
    }

    public String wire() {
        return wire;
    }

    @Override
    public String toString() {
        return wire;
    }

    public boolean hasCode() {
        return words.contains("code");
    }

    public boolean hasIdToken() {
        return words.contains("id_token");
    }

    /** Whether an access token comes from the authorization endpoint: RFC 9700 §2.1.2. */
    public boolean hasAccessToken() {
        return words.contains("token");
    }

    /** Whether the answer is worth something by itself: a code is not, without its verifier. */
    public boolean hasToken() {
        return hasIdToken() || hasAccessToken();
    }
}
