package dev.symbolon.examples.oauth;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.Scope;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What an app asks for at the authorization endpoint.
 *
 * @param resource the API that the access token is for (RFC 8707); absent where it is only for the
 *     provider's own userinfo
 * @param maxAge seconds that the person's sign-in may be old (Core §3.1.2.1); absent for any age
 * @param who the ID token of the person it is for, as a hint; absent before the first sign-in
 */
public record Wish(
        Scope scope, @Nullable URI resource, @Nullable Integer maxAge, @Nullable JWT who) {

    public static Wish of(String... scope) {
        return new Wish(new Scope(scope), null, null, null);
    }

    public Wish at(URI api) {
        return new Wish(scope, api, maxAge, who);
    }

    public Wish within(@Nullable Integer seconds) {
        return new Wish(scope, resource, seconds, who);
    }

    public Wish by(@Nullable JWT idToken) {
        return new Wish(scope, resource, maxAge, idToken);
    }

    /** Asks for what was granted before as well: new tokens replace the old ones. */
    public Wish with(Scope more) {
        Scope all = new Scope(scope);
        all.addAll(more);
        return new Wish(all, resource, maxAge, who);
    }
}
