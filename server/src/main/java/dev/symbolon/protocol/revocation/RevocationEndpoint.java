package dev.symbolon.protocol.revocation;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessTokenClaims;
import dev.symbolon.core.tokens.AccessTokenStore;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.RefreshToken;
import dev.symbolon.core.tokens.RefreshTokenStore;
import dev.symbolon.core.tokens.Subjects;
import java.util.Optional;

/**
 * RFC 7009 §2: a refresh token takes its grant and everything issued for it with it; an access
 * token goes alone. Whatever is not known is answered like what was revoked (§2.2). {@code
 * token_type_hint} is not needed: the token's form says what it is.
 */
public final class RevocationEndpoint implements Exchange.Endpoint {

    private final ClientAuthentication authentication;
    private final AccessTokenStore accessTokens;
    private final RefreshTokenStore refreshTokens;
    private final Subjects subjects;
    private final GrantStore grants;

    public RevocationEndpoint(
            ClientAuthentication authentication,
            AccessTokenStore accessTokens,
            RefreshTokenStore refreshTokens,
            Subjects subjects,
            GrantStore grants) {
        this.authentication = authentication;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.subjects = subjects;
        this.grants = grants;
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        trace.require(RevocationRule.FORM, exchange.request().hasForm());
        Parameters form = exchange.request().form();
        Client client = authentication.authenticate(exchange, form).client();
        Optional<String> sent =
                form.withoutEmpty().first("token").filter(_ -> form.all("token").size() == 1);
        String token = trace.require(RevocationRule.TOKEN_PRESENT, sent);

        Optional<RefreshToken> refreshToken =
                OpaqueValue.parse(OpaqueValue.Kind.REFRESH_TOKEN, token)
                        .flatMap(value -> refreshTokens.find(exchange.tenant(), value));
        if (refreshToken.isPresent()) {
            Grant grant = refreshToken.get().grant();
            trace.continues(grant.flow());
            trace.knows("account_id", grant.approval().accountId());
            trace.require(
                    RevocationRule.TOKEN_OF_CLIENT,
                    refreshToken.get().wasIssuedTo(client.clientId()));
            grants.end(exchange.tenant(), grant.id());
            return Response.empty(200);
        }
        Optional<AccessTokenClaims> accessToken = accessTokens.find(exchange.tenant(), token);
        if (accessToken.isPresent()) {
            FlowId flow = accessToken.get().flow();
            if (flow != null) {
                trace.continues(flow);
            }
            subjects.person(exchange.tenant(), accessToken.get())
                    .ifPresent(person -> trace.note("account_id", person));
            trace.require(
                    RevocationRule.TOKEN_OF_CLIENT,
                    accessToken.get().clientId().equals(client.clientId()));
            accessTokens.revoke(exchange.tenant(), accessToken.get());
        }
        return Response.empty(200);
    }
}
