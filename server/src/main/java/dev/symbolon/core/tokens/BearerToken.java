package dev.symbolon.core.tokens;

import static dev.symbolon.core.oauth.ErrorCode.INSUFFICIENT_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TOKEN;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.base.http.Request;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.util.ArrayList;
import java.util.List;

/** A request to a resource of the server's own, with an access token (RFC 6750). */
public final class BearerToken {

    /** What such a request must be. */
    public enum Requirement implements Rule {
        PRESENT(
                must(
                        "bearer.present",
                        "RFC 6750 §3",
                        INVALID_TOKEN,
                        "An access token must be sent.",
                        "Add the header Authorization: Bearer, a space and the access token.")),
        ONCE(
                must(
                        "bearer.once",
                        "RFC 6750 §2",
                        INVALID_REQUEST,
                        "The access token must be sent in one way only.",
                        "Send it in the Authorization header, and not in the form too.")),
        VALID(
                must(
                        "bearer.valid",
                        "RFC 6750 §3.1",
                        INVALID_TOKEN,
                        "The access token must be one of this issuer, not expired and not revoked.",
                        "Get a new access token, with a refresh token where there is one.")),
        AUDIENCE(
                must(
                        "bearer.audience",
                        "RFC 9068 §4",
                        INVALID_TOKEN,
                        "The access token must have been issued for this resource.",
                        "Ask for the scope openid to get a token that opens userinfo.")),
        SCOPE(
                must(
                        "bearer.scope",
                        "RFC 6750 §3.1",
                        INSUFFICIENT_SCOPE,
                        "The access token must have the scope that the resource asks for.",
                        "Send the person through authorization again with that scope."));

        private final Card card;

        Requirement(Card card) {
            this.card = card;
        }

        @Override
        public Card card() {
            return card;
        }
    }

    private final AccessTokenStore accessTokens;

    public BearerToken(AccessTokenStore accessTokens) {
        this.accessTokens = accessTokens;
    }

    /**
     * The claims of the request's token, for a resource of the issuer itself.
     *
     * @throws Refusal with a WWW-Authenticate header (RFC 6750 §3)
     */
    public AccessTokenClaims require(Exchange exchange, String scope) {
        try {
            return check(exchange, scope);
        } catch (Refusal refusal) {
            throw refusal.with("WWW-Authenticate", challenge(exchange, refusal, scope));
        }
    }

    private AccessTokenClaims check(Exchange exchange, String scope) {
        Trace trace = exchange.trace();
        List<String> presented = presented(exchange.request());
        trace.require(Requirement.PRESENT, !presented.isEmpty());
        trace.require(Requirement.ONCE, presented.size() == 1);
        AccessTokenClaims token =
                trace.require(
                        Requirement.VALID,
                        accessTokens.find(exchange.tenant(), presented.getFirst()));
        trace.note("client_id", token.clientId());
        String issuer = exchange.tenant().issuer().toString();
        trace.require(Requirement.AUDIENCE, token.isFor(issuer), issuer, token.claims().get("aud"));
        trace.require(Requirement.SCOPE, token.scope().has(scope), scope, token.scope());
        return token;
    }

    /** RFC 6750 §2.1 and §2.2; tokens in the address (§2.3) are not taken. */
    private static List<String> presented(Request request) {
        List<String> tokens = new ArrayList<>();
        for (String header : request.headerValues("authorization")) {
            if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
                tokens.add(header.substring(7).strip());
            }
        }
        if (request.isPost()) {
            tokens.addAll(request.form().all("access_token"));
        }
        return tokens;
    }

    /** RFC 6750 §3.1: who sent no token at all is not told an error code. */
    private static String challenge(Exchange exchange, Refusal refusal, String scope) {
        String challenge = "Bearer realm=\"" + exchange.tenant().issuer() + "\"";
        if (refusal.rule() == Requirement.PRESENT) {
            return challenge;
        }
        challenge +=
                ", error=\"%s\", error_description=\"%s\""
                        .formatted(refusal.error().wire(), refusal.description());
        return refusal.rule() == Requirement.SCOPE
                ? challenge + ", scope=\"" + scope + "\""
                : challenge;
    }
}
