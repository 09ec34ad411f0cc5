package dev.symbolon.core.tokens;

import static dev.symbolon.core.oauth.ErrorCode.INSUFFICIENT_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_DPOP_PROOF;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TOKEN;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.dpop.DpopProof;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.mtls.MutualTlsRule;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to a resource of the server's own, with an access token: by the scheme Bearer (RFC
 * 6750), or by DPoP with a proof that its sender holds the token's key (RFC 9449 §7).
 */
public final class BearerToken {

    /** What such a request must be. */
    public enum Requirement implements Rule {
        PRESENT(
                must(
                        "bearer.present",
                        "RFC 6750 §3",
                        INVALID_TOKEN,
                        "An access token must be sent.",
                        "Add the header Authorization: Bearer, or DPoP, as token_type was; a space; and the access token.")),
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

    private static final String BEARER = "Bearer";
    private static final String DPOP = "DPoP";

    /** As it was sent. */
    private record Presented(String scheme, String token) {}

    private final AccessTokenStore accessTokens;
    private final DpopProofs proofs;
    private final Clients clients;

    public BearerToken(AccessTokenStore accessTokens, DpopProofs proofs, Clients clients) {
        this.accessTokens = accessTokens;
        this.proofs = proofs;
        this.clients = clients;
    }

    /**
     * A token that opens the resource.
     *
     * @param proof of its key; absent where it is bound to none
     */
    public record Accepted(AccessTokenClaims claims, @Nullable DpopProof proof) {

        /** The answer, with the nonce for the next proof where one is due (RFC 9449 §8.2). */
        public Response answer(Response response) {
            return proof == null ? response : proof.answer(response);
        }
    }

    /**
     * The request's token, for a resource of the issuer itself.
     *
     * @throws Refusal with a WWW-Authenticate header (RFC 6750 §3, RFC 9449 §7.1)
     */
    public Accepted require(Exchange exchange, String scope) {
        try {
            return check(exchange, scope);
        } catch (Refusal refusal) {
            throw challenging(exchange, refusal, scope);
        }
    }

    /** For a token that holds, but whose person is gone. */
    public Refusal invalid(Exchange exchange, String scope) {
        return challenging(exchange, exchange.trace().refusal(Requirement.VALID), scope);
    }

    private Accepted check(Exchange exchange, String scope) {
        Trace trace = exchange.trace();
        List<Presented> all = presented(exchange.request());
        trace.require(Requirement.PRESENT, !all.isEmpty());
        trace.require(Requirement.ONCE, all.size() == 1);
        Presented presented = all.getFirst();
        AccessTokenClaims token =
                trace.require(
                        Requirement.VALID, accessTokens.find(exchange.tenant(), presented.token()));
        trace.note("client_id", token.clientId());
        if (token.flow() != null) {
            trace.continues(token.flow());
        }
        requireCertificate(exchange, token);
        @Nullable DpopProof proof = proof(exchange, presented, token);
        String issuer = exchange.tenant().issuer().toString();
        trace.require(Requirement.AUDIENCE, token.isFor(issuer), issuer, token.claims().get("aud"));
        trace.require(Requirement.SCOPE, token.scope().has(scope), scope, token.scope());
        if (proof != null) {
            proofs.useUp(exchange, proof);
        }
        return new Accepted(token, proof);
    }

    private @Nullable DpopProof proof(
            Exchange exchange, Presented presented, AccessTokenClaims token) {
        Trace trace = exchange.trace();
        @Nullable String key = token.bound().jkt();
        if (presented.scheme().equals(BEARER)) {
            trace.require(DpopRule.SCHEME, key == null, token.type(), BEARER);
            return null;
        }
        trace.require(DpopRule.TOKEN_BOUND, key != null, token.type(), DPOP);
        DpopProof proof =
                proofs.require(
                        exchange,
                        clients.profileOf(exchange.tenant(), token.clientId()).algorithms(),
                        presented.token());
        trace.require(
                DpopRule.KEY_OF_TOKEN, proof.thumbprint().equals(key), key, proof.thumbprint());
        return proof;
    }

    private static void requireCertificate(Exchange exchange, AccessTokenClaims token) {
        @Nullable String bound = token.bound().x5t();
        if (bound != null) {
            @Nullable String shown = exchange.proven().x5t();
            exchange.trace()
                    .require(
                            MutualTlsRule.CERTIFICATE_OF_TOKEN,
                            bound.equals(shown),
                            bound,
                            shown == null ? "no certificate" : shown);
        }
    }

    /** RFC 6750 §2.1 and §2.2, RFC 9449 §7.1; tokens in the address (§2.3) are not taken. */
    private static List<Presented> presented(Request request) {
        List<Presented> tokens = new ArrayList<>();
        for (String scheme : List.of(BEARER, DPOP)) {
            request.credentials(scheme).forEach(token -> tokens.add(new Presented(scheme, token)));
        }
        if (request.isPost()) {
            request.form()
                    .all("access_token")
                    .forEach(token -> tokens.add(new Presented(BEARER, token)));
        }
        return tokens;
    }

    /** RFC 9449 §7.1: at a resource what is wrong with a proof is a 401, too. */
    private Refusal challenging(Exchange exchange, Refusal refusal, String scope) {
        Refusal challenging =
                refusal.with("WWW-Authenticate", challenges(exchange, refusal, scope));
        return switch (refusal.error()) {
            case INVALID_DPOP_PROOF, USE_DPOP_NONCE -> challenging.withStatus(401);
            default -> challenging;
        };
    }

    /** RFC 9449 §7.2: both schemes, first the one that was tried and with what is wrong. */
    private String challenges(Exchange exchange, Refusal refusal, String scope) {
        String realm = " realm=\"" + exchange.tenant().issuer() + "\"";
        String bearer = BEARER + realm;
        String dpop =
                DPOP + realm + ", algs=\"" + String.join(" ", algorithms(exchange, refusal)) + "\"";
        String error = error(refusal, scope);
        boolean triedDpop =
                presented(exchange.request()).stream().anyMatch(one -> one.scheme().equals(DPOP));
        return triedDpop ? dpop + error + ", " + bearer : bearer + error + ", " + dpop;
    }

    /** Of whoever has the token, where that is known: RFC 9449 §5.1 as its profile has it. */
    private List<String> algorithms(Exchange exchange, Refusal refusal) {
        List<Presented> all = presented(exchange.request());
        if (refusal.error() != INVALID_DPOP_PROOF || all.size() != 1) {
            return DpopProofs.algorithms();
        }
        return accessTokens
                .find(exchange.tenant(), all.getFirst().token())
                .map(token -> clients.profileOf(exchange.tenant(), token.clientId()).algorithms())
                .map(DpopProofs::algorithms)
                .orElseGet(DpopProofs::algorithms);
    }

    /** RFC 6750 §3.1: who sent no token at all is not told an error code. */
    private static String error(Refusal refusal, String scope) {
        if (refusal.rule() == Requirement.PRESENT) {
            return "";
        }
        String error =
                ", error=\"%s\", error_description=\"%s\""
                        .formatted(refusal.error().wire(), refusal.description());
        return refusal.rule() == Requirement.SCOPE ? error + ", scope=\"" + scope + "\"" : error;
    }
}
