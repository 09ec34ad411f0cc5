package dev.symbolon.identity.session;

import dev.symbolon.base.http.Cookie;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.util.Optional;

/**
 * What an app's page can ask about without a request: whether the sign-in in this browser is still
 * the one that it knows (Session Management §2, §3.2).
 *
 * @param value {@code session_state}: tells nothing without the cookie
 * @param cookie the browser state, for the script of our page; it opens nothing, and the session
 *     cannot be told from it
 */
public record SessionState(String value, Cookie cookie) {

    private static final String COOKIE = "sym_state";

    /** Of a browser that was signed out: one that has no cookie may just not show it. */
    private static final String SIGNED_OUT = "none";

    /** Nothing where the answer goes to no website, whose pages have no origin. */
    static Optional<SessionState> of(
            Tenant tenant, Session session, String clientId, String redirectUri) {
        return origin(redirectUri)
                .map(origin ->
                        new SessionState(
                                value(clientId, origin, browserState(session)),
                                signedIn(tenant, session)));
    }

    /** As the script of {@code check_session_iframe} reckons it. */
    private static String value(String clientId, String origin, String browserState) {
        String salt = OpaqueValue.randomId();
        String all = String.join(" ", clientId, origin, browserState, salt);
        return OpaqueValue.sha256(all) + "." + salt;
    }

    /** The session's id is drawn at random and known to nobody: it is the key here. */
    private static String browserState(Session session) {
        return OpaqueValue.sha256("browser state of " + session.id());
    }

    static Cookie signedIn(Tenant tenant, Session session) {
        return cookie(tenant, browserState(session));
    }

    static Cookie signedOut(Tenant tenant) {
        return cookie(tenant, SIGNED_OUT);
    }

    private static Cookie cookie(Tenant tenant, String value) {
        return new Cookie(tenant.cookieName(COOKIE), value, tenant.isSecure(), null, true);
    }

    /** What the script has to look for. */
    public static String cookieName(Tenant tenant) {
        return Cookie.nameFor(tenant.cookieName(COOKIE), tenant.isSecure());
    }

    /**
     * RFC 6454 §6.2: as browsers write the origin of a page; what is registered is in small
     * letters.
     */
    private static Optional<String> origin(String address) {
        URI uri = URI.create(address);
        String scheme = uri.getScheme();
        int standard =
                switch (scheme) {
                    case "https" -> 443;
                    case "http" -> 80;
                    default -> 0;
                };
        if (standard == 0) {
            return Optional.empty();
        }
        boolean plain = uri.getPort() == -1 || uri.getPort() == standard;
        return Optional.of(scheme + "://" + uri.getHost() + (plain ? "" : ":" + uri.getPort()));
    }
}
