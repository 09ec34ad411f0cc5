package dev.symbolon.protocol.authorize;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessToken;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.CodeStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer brings, as its response type asks: a code (RFC 6749 §4.1.2), an access token
 * (§4.2.2), an ID token (Core §3.2.2.5, §3.3.2.5).
 */
final class Issuance {

    private final CodeStore codes;
    private final FrontChannelAccessTokens accessTokens;
    private final FrontChannelIdTokens idTokens;

    Issuance(
            CodeStore codes, FrontChannelAccessTokens accessTokens, FrontChannelIdTokens idTokens) {
        this.codes = codes;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
    }

    /**
     * Before anything is used up.
     *
     * @throws dev.symbolon.core.oauth.Refusal where the client wants its ID token encrypted and has
     *     no key
     */
    void requireKey(Exchange exchange, AuthorizationRequest request) {
        if (request.asksForIdToken()) {
            idTokens.requireKey(exchange, request.client());
        }
    }

    /**
     * The parameters of the answer, in order.
     *
     * @return nothing where the person has signed out by now; a code alone is good for nothing
     *     then, and says so when it is handed in
     */
    Optional<Map<String, String>> of(
            Exchange exchange, AuthorizationRequest request, Approval approval) {
        String grantId = OpaqueValue.randomId();
        @Nullable AccessToken accessToken = null;
        if (request.asksForAccessToken()) {
            accessToken =
                    accessTokens.mint(exchange, request.client(), approval, grantId).orElse(null);
            if (accessToken == null) {
                return Optional.empty();
            }
        }
        Map<String, String> answer = new LinkedHashMap<>();
        if (request.asksForCode()) {
            answer.put("code", code(exchange, request, approval, grantId));
        }
        if (accessToken != null) {
            put(answer, accessToken);
        }
        if (request.asksForIdToken()) {
            answer.put(
                    "id_token",
                    idTokens.mint(
                            exchange,
                            request.client(),
                            approval,
                            answer.get("code"),
                            answer.get("access_token")));
        }
        return Optional.of(answer);
    }

    private String code(
            Exchange exchange, AuthorizationRequest request, Approval approval, String grantId) {
        ReturnAddress to = request.returnAddress();
        return codes.create(
                        exchange.tenant(),
                        grantId,
                        approval,
                        to.redirectUri(),
                        to.sent(),
                        request.pkce().orElse(null),
                        exchange.trace().flow(),
                        to.client().profile().longestCode())
                .value();
    }

    /** RFC 6749 §4.2.2; what was granted is always said, so that nobody has to compare. */
    private static void put(Map<String, String> answer, AccessToken token) {
        answer.put("access_token", token.value());
        answer.put("token_type", token.type());
        answer.put("expires_in", String.valueOf(token.lifetime().toSeconds()));
        if (!token.scope().isEmpty()) {
            answer.put("scope", token.scope().toString());
        }
        if (!token.details().isEmpty()) {
            // RFC 9396 §7.
            answer.put(AuthorizationDetails.NAME, token.details().toString());
        }
    }
}
