package dev.symbolon.core.browser;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.tenant.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees where a request came to nothing and there is no app to send them back to. It
 * holds the rule's statement and how to mend it, never what was expected or received: those are in
 * the log, where the reference finds them. Where nothing was logged there is no reference.
 */
public final class ErrorPage {

    private final Screen screen;

    public ErrorPage(Screen screen) {
        this.screen = screen;
    }

    /** A rule did not hold. */
    public Response of(Exchange exchange, Refusal refusal) {
        Response page =
                show(exchange, status(refusal.rule()), kind(refusal.rule()), refusal.rule().card());
        for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
            // A page has no use for a challenge to a client.
            if (!header.getKey().equalsIgnoreCase("WWW-Authenticate")) {
                page = page.with(header.getKey(), header.getValue());
            }
        }
        return page;
    }

    /** No rule, but HTTP or an outage: 404, 405, 413, 429, 500, 503 … */
    public Response of(Exchange exchange, int status) {
        return show(exchange, status, kind(status), null);
    }

    /**
     * With a kind of one's own.
     *
     * @param kind the messages {@code error.<kind>.title} and {@code error.<kind>.text}
     */
    public Response show(Exchange exchange, int status, String kind, Rule.@Nullable Card rule) {
        // Refused requests are logged with their rules, failures with their cause.
        boolean logged = exchange.trace().isRefused() || status >= 500;
        String reference = logged ? exchange.trace().flow().value() : null;
        return screen.show(exchange, new ErrorView(status, kind, rule, reference));
    }

    private static int status(Rule rule) {
        // 401 promises a challenge (RFC 9110 §15.5.2), which a page does not make.
        return rule.error().status() == 401 ? 400 : rule.error().status();
    }

    private static String kind(Rule rule) {
        if (rule instanceof BrowserRules broken) {
            return broken == BrowserRules.INTERACTION_OPEN ? "expired" : "form";
        }
        return rule.error() == ErrorCode.INVALID_REQUEST ? "request" : kind(status(rule));
    }

    private static String kind(int status) {
        return switch (status) {
            case 403 -> "denied";
            case 404, 405, 410 -> "missing";
            case 429 -> "throttled";
            case 503 -> "busy";
            default -> status >= 500 ? "server" : "request";
        };
    }
}
