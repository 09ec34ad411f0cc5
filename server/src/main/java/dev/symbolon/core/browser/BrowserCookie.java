package dev.symbolon.core.browser;

import dev.symbolon.base.http.Cookie;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie {@code sym_browser}: a random value that says which browser this is and nothing else.
 * It opens nothing by itself; it makes an interaction's address and a form's token worthless
 * anywhere else.
 *
 * @param hash what is stored, never the value
 * @param cookie to be set on the answer: the same value with its life renewed, or a new one
 */
public record BrowserCookie(String hash, Cookie cookie) {

    /**
     * Long, so that tabs opened at the same time share it: where a browser has none yet, each tab
     * is given another, and the last one wins.
     */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final String NAME = "sym_browser";

    /** The browser's cookie, or a new one where it has none. */
    public static BrowserCookie of(Exchange exchange) {
        OpaqueValue value =
                presented(exchange).orElseGet(() -> OpaqueValue.random(OpaqueValue.Kind.BROWSER));
        Tenant tenant = exchange.tenant();
        Cookie cookie = new Cookie(name(tenant), value.value(), tenant.isSecure(), LIFE);
        return new BrowserCookie(value.hash(), cookie);
    }

    /** The hash of the cookie that the browser sent; nothing where it sent none of ours. */
    public static Optional<String> hashOf(Exchange exchange) {
        return presented(exchange).map(OpaqueValue::hash);
    }

    private static Optional<OpaqueValue> presented(Exchange exchange) {
        Tenant tenant = exchange.tenant();
        return exchange.request()
                .cookie(Cookie.nameFor(name(tenant), tenant.isSecure()))
                .flatMap(value -> OpaqueValue.parse(OpaqueValue.Kind.BROWSER, value));
    }

    /** Tenants may share a host, and cookies have no paths of their own. */
    private static String name(Tenant tenant) {
        return tenant.cookieName(NAME);
    }
}
