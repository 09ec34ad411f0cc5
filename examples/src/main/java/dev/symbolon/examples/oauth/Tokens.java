package dev.symbolon.examples.oauth;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint gave.
 *
 * @param resource the API that the access token is for; absent where none was named
 * @param refresh absent unless offline access was asked for and granted
 * @param idToken validated; absent where the scope had no openid
 * @param subject who signed in, from the ID token; empty where there is none
 */
public record Tokens(
        AccessToken access,
        Instant expiresAt,
        Scope scope,
        @Nullable URI resource,
        @Nullable RefreshToken refresh,
        @Nullable JWT idToken,
        String subject) {

    /** The provider's session that they come from; empty where it told none. */
    public String session() {
        try {
            String sid = idToken == null ? null : idToken.getJWTClaimsSet().getStringClaim("sid");
            return sid == null ? "" : sid;
        } catch (ParseException unreadable) {
            return "";
        }
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** The result of a refresh need not repeat what stays as it was (RFC 6749 §6, Core §12.2). */
    Tokens refreshedBy(Tokens next) {
        return new Tokens(
                next.access,
                next.expiresAt,
                next.scope,
                resource,
                next.refresh == null ? refresh : next.refresh,
                next.idToken == null ? idToken : next.idToken,
                subject);
    }
}
