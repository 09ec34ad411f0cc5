package dev.symbolon.core.tokens;

import dev.symbolon.core.oauth.Scope;
import java.time.Duration;

/**
 * A fresh access token, for the one answer it is sent in.
 *
 * @param type how it is to be sent: {@code Bearer}, or {@code DPoP} where it is bound to a key (RFC
 *     9449 §5)
 * @param lifetime for {@code expires_in}
 */
public record AccessToken(String value, String type, Duration lifetime, Scope scope) {

    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
