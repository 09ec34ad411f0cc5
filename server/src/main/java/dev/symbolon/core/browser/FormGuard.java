package dev.symbolon.core.browser;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Lets a form through only where a page of ours sent it, in the browser that was shown that page.
 * The token is a MAC over the browser's cookie and the form's name: nothing is stored, any node can
 * check it, and it exists before anybody has signed in, so that nobody can be signed in to a
 * stranger's account either. Origin and Sec-Fetch-Site are checked besides, and none is trusted
 * alone. docs/decisions/0062-form-guard.md.
 */
public final class FormGuard {

    /** The name of the hidden field. */
    public static final String FIELD = "form_token";

    /** A MAC under a key that only the server has, one for each tenant and purpose. */
    @FunctionalInterface
    public interface Mac {
        byte[] of(Tenant tenant, String purpose, byte[] input);
    }

    private static final String PURPOSE = "form";

    private final Mac mac;

    public FormGuard(Mac mac) {
        this.mac = mac;
    }

    /**
     * The token for a page's form.
     *
     * @param browser of this exchange; its cookie must be set on the answer
     * @param form names the form, and whom or what it is about; the same must be said to {@link
     *     #check}
     */
    public String token(Exchange exchange, BrowserCookie browser, String form) {
        return token(exchange.tenant(), browser.hash(), form);
    }

    /**
     * To be called before a form's content has any effect.
     *
     * @throws dev.symbolon.core.oauth.Refusal where the form may come from elsewhere
     */
    public void check(Exchange exchange, Parameters form, String name) {
        Tenant tenant = exchange.tenant();
        exchange.trace()
                .require(BrowserRules.FORM_SAME_ORIGIN, isSameOrigin(tenant, exchange.request()));
        boolean holds =
                BrowserCookie.hashOf(exchange)
                        .map(browser -> token(tenant, browser, name))
                        .filter(expected -> equal(expected, form.first(FIELD).orElse("")))
                        .isPresent();
        exchange.trace().require(BrowserRules.FORM_TOKEN, holds);
    }

    private String token(Tenant tenant, String browserHash, String form) {
        // A hash has no line break, so the two parts cannot run together.
        byte[] input = (browserHash + "\n" + form).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.of(tenant, PURPOSE, input));
    }

    private static boolean isSameOrigin(Tenant tenant, Request request) {
        return request.headerValues("sec-fetch-site").stream().allMatch("same-origin"::equals)
                && request.headerValues("origin").stream().allMatch(tenant.origin()::equals);
    }

    private static boolean equal(String expected, String received) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                received.getBytes(StandardCharsets.UTF_8));
    }
}
