package dev.symbolon.core.tokens;

import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Scope;
import java.time.Duration;

/**
 * A fresh access token, for the one answer it is sent in.
 *
 * @param type how it is to be sent: {@code Bearer}, or {@code DPoP} where it is bound to a key (RFC
 *     9449 §5)
 * @param lifetime for {@code expires_in}
 * @param details what it opens beside the scope (RFC 9396 §7)
 */
public record AccessToken(
        String value, String type, Duration lifetime, Scope scope, AuthorizationDetails details) {

    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
