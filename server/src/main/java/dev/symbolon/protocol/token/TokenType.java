package dev.symbolon.protocol.token;

import dev.symbolon.core.assertion.IdJag;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** RFC 8693 §3: what kind a token in an exchange is. */
enum TokenType {
    ACCESS_TOKEN,
    /** An access token that is signed; of others' only what they call a grant (RFC 7523). */
    JWT,
    ID_TOKEN,
    REFRESH_TOKEN,
    /** ID-JAG §4.3. */
    ID_JAG;

    private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

    /** As on the wire. */
    String uri() {
        return this == ID_JAG ? IdJag.TOKEN_TYPE : PREFIX + name().toLowerCase(Locale.ROOT);
    }

    boolean isAccessToken() {
        return this == ACCESS_TOKEN || this == JWT;
    }

    static Optional<TokenType> of(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}
