package dev.symbolon.core.oauth;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the authorization endpoint (RFC 6749 §3.1.1, OAuth 2.0 Multiple Response Types
 * §3, §5). None gives an access token: RFC 9700 §2.1.2.
 */
public enum ResponseType {
    CODE("code"),
    /** Core §3.2, the implicit flow. */
    ID_TOKEN("id_token"),
    /** Core §3.3, the hybrid flow. */
    CODE_ID_TOKEN("code id_token");

    private final String wire;

    ResponseType(String wire) {
        this.wire = wire;
    }

    /** The order of the words does not matter (RFC 6749 §3.1.1); each stands once. */
    public static Optional<ResponseType> parse(String wire) {
        List<String> words = sorted(wire);
        return Arrays.stream(values()).filter(type -> sorted(type.wire).equals(words)).findFirst();
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
        return this != ID_TOKEN;
    }

    public boolean hasIdToken() {
        return this != CODE;
    }
}
