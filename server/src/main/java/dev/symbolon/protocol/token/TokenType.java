package dev.symbolon.protocol.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** RFC 8693 §3: what kind a token in an exchange is. */
enum TokenType {
    ACCESS_TOKEN,
    /** An access token that is signed; of others' only what they call a grant (RFC 7523). */
    JWT;

    /** As on the wire. */
    String uri() {
        return "urn:ietf:params:oauth:token-type:" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<TokenType> of(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}
