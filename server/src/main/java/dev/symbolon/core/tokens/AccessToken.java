package dev.symbolon.core.tokens;

import dev.symbolon.core.oauth.Scope;
import java.time.Duration;

/**
 * A fresh access token, for the one answer it is sent in.
 *
 * @param lifetime for {@code expires_in}
 */
public record AccessToken(String value, Duration lifetime, Scope scope) {

    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
