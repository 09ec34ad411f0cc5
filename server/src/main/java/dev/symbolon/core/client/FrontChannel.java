package dev.symbolon.core.client;

import dev.symbolon.core.oauth.ResponseType;

/**
 * What old clients may get from the authorization endpoint beside a code, where it travels through
 * the browser (RFC 9700 §2.1.2).
 */
public enum FrontChannel {
    NONE,
    /** {@code id_token} and {@code code id_token}. */
    ID_TOKENS,
    /** The same, and all response types with {@code token}. */
    TOKENS;

    /** Whether {@code implicit} may stand in {@code grant_types} (Registration §2). */
    public boolean offersImplicit() {
        return this != NONE;
    }

    boolean offers(ResponseType type) {
        return switch (this) {
            case NONE -> !type.hasToken();
            case ID_TOKENS -> !type.hasAccessToken();
            case TOKENS -> true;
        };
    }
}
