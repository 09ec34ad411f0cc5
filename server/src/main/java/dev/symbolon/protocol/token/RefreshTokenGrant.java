package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.TokenRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.RefreshToken;
import dev.symbolon.core.tokens.RefreshTokenStore;
import dev.symbolon.core.tokens.Rotation;
import java.time.Instant;
import java.time.InstantSource;

/** RFC 6749 §6, RFC 9700 §4.14.2, Core §12: look the token up, have it proven, then replace it. */
public final class RefreshTokenGrant implements GrantType {

    private final RefreshTokenStore refreshTokens;
    private final Tokens tokens;
    private final InstantSource clock;

    public RefreshTokenGrant(RefreshTokenStore refreshTokens, Tokens tokens, InstantSource clock) {
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "refresh_token";
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        RefreshToken token = find(exchange, form);
        trace.continues(token.grant().flow());
        trace.require(
                REFRESH_TOKEN_OF_CLIENT,
                token.wasIssuedTo(client.clientId()),
                token.grant().approval().clientId(),
                client.clientId());
        Instant now = clock.instant();
        trace.require(GRANT_LIVE, token.grant().isLive(now));
        trace.require(REFRESH_TOKEN_NOT_EXPIRED, !token.isExpired(now), token.expiresAt(), now);
        Approval granted = token.grant().approval();
        Tokens.requireBound(exchange, DpopRule.KEY_OF_REFRESH_TOKEN, granted);
        tokens.requireEnabledAccount(exchange, granted);
        // Before the token is replaced: a request that is refused for its scope must leave it
        // usable.
        Approval narrowed =
                tokens.narrow(exchange, client, granted, scope(trace, granted.scope(), form), form);
        bind(exchange, client, token.grant());

        Rotation rotation =
                client.profile().rotatesRefreshTokens()
                        ? refreshTokens.rotate(exchange.tenant(), token)
                        : refreshTokens.keep(exchange.tenant(), token);
        return switch (rotation) {
            case Rotation.Rotated(var successor) -> {
                trace.require(REFRESH_TOKEN_NOT_REUSED, true);
                yield tokens.issue(
                        exchange,
                        client,
                        // Core §12.2: a refreshed ID token has no nonce.
                        granted.withoutNonce(),
                        narrowed,
                        token.grant().id(),
                        successor);
            }
            case Rotation.Ended() -> throw trace.refusal(GRANT_LIVE);
            case Rotation.Reused() -> throw trace.refusal(REFRESH_TOKEN_NOT_REUSED);
        };
    }

    /**
     * RFC 9449 §5: what a public client gets with a proof is bound to its key, a refresh token too;
     * also where the one before was bound to none.
     */
    private void bind(Exchange exchange, Client client, Grant grant) {
        String key = exchange.provenKey();
        if (key != null && client.isPublic() && grant.approval().bound().jkt() == null) {
            Tokens.requireBound(
                    exchange,
                    DpopRule.KEY_OF_REFRESH_TOKEN,
                    refreshTokens.bind(exchange.tenant(), grant, key));
        }
    }

    /** RFC 6749 §6: a refresh may ask for less than was granted, never for more. */
    private static Scope scope(Trace trace, Scope granted, Parameters form) {
        String asked = form.first("scope").orElse("");
        if (asked.isBlank()) {
            return granted;
        }
        trace.require(SCOPE_WELL_FORMED, Scope.isWellFormed(asked));
        Scope scope = Scope.parse(asked);
        trace.require(SCOPE_GRANTED, granted.covers(scope), granted, scope);
        return scope;
    }

    private RefreshToken find(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        String presented = trace.require(REFRESH_TOKEN_PRESENT, form.first("refresh_token"));
        return trace.require(
                REFRESH_TOKEN_KNOWN,
                OpaqueValue.parse(OpaqueValue.Kind.REFRESH_TOKEN, presented)
                        .flatMap(value -> refreshTokens.find(exchange.tenant(), value)));
    }
}
