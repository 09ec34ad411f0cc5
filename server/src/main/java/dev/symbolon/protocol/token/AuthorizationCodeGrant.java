package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.TokenRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.AuthorizationCode;
import dev.symbolon.core.tokens.CodeStore;
import dev.symbolon.core.tokens.Redemption;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Sessions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6749 §4.1.3 with PKCE, RFC 7636 §4.5 and §4.6: look the code up, have it proven, then use it
 * up.
 */
public final class AuthorizationCodeGrant implements GrantType {

    private final CodeStore codes;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Tokens tokens;

    public AuthorizationCodeGrant(
            CodeStore codes, Sessions sessions, Accounts accounts, Tokens tokens) {
        this.codes = codes;
        this.sessions = sessions;
        this.accounts = accounts;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "authorization_code";
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        AuthorizationCode code = find(exchange, form);
        trace.continues(code.flow());
        trace.require(
                CODE_OF_CLIENT,
                code.wasIssuedTo(client.clientId()),
                code.clientId(),
                client.clientId());
        requireRedirectUri(trace, code, form.first("redirect_uri").orElse(null));
        requireVerifier(trace, code, form.first("code_verifier"));
        Tokens.requireBound(exchange, DpopRule.KEY_OF_CODE, code.approval());
        Approval narrowed =
                tokens.narrowOnce(exchange, client, code.approval(), code.redeemedAt(), form);

        // Only now: nobody without the proofs can use the code up or have its tokens revoked.
        return switch (codes.redeem(
                exchange.tenant(),
                code,
                goesOn(exchange, code.approval()),
                Tokens.bindingOfGrant(exchange, client),
                client.mayUse("refresh_token"))) {
            case Redemption.First(var grant, var refreshToken) -> {
                trace.require(CODE_NOT_EXPIRED, true);
                trace.require(ACCOUNT_ENABLED, true);
                trace.require(CODE_NOT_ENDED, true);
                trace.require(CODE_UNUSED, true);
                yield tokens.issue(
                        exchange, client, code.approval(), narrowed, grant.id(), refreshToken);
            }
            case Redemption.Ended() -> {
                tokens.requireEnabledAccount(exchange, code.approval());
                throw trace.refusal(CODE_NOT_ENDED);
            }
            case Redemption.Expired() ->
                    throw trace.refusal(CODE_NOT_EXPIRED, "used before " + code.expiresAt(), null);
            case Redemption.Replay() -> throw trace.refusal(CODE_UNUSED);
        };
    }

    /** Its session, and with it the account; or the account alone (Core §11). */
    private Condition goesOn(Exchange exchange, Approval approval) {
        exchange.trace().note("account_id", approval.accountId());
        String session = approval.endsWith();
        return session == null
                ? accounts.isOpen(exchange.tenant(), String.valueOf(approval.accountId()))
                : sessions.isLive(exchange.tenant(), session);
    }

    private AuthorizationCode find(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        String presented = trace.require(CODE_PRESENT, form.first("code"));
        return trace.require(
                CODE_KNOWN,
                OpaqueValue.parse(OpaqueValue.Kind.AUTHORIZATION_CODE, presented)
                        .flatMap(value -> codes.find(exchange.tenant(), value)));
    }

    /**
     * OAuth 2.1 §10.2: PKCE does what repeating the address did; where it is sent it must still be
     * the same.
     */
    private static void requireRedirectUri(
            Trace trace, AuthorizationCode code, @Nullable String redirectUri) {
        boolean needed = code.redirectUriSent() && code.pkce() == null;
        trace.require(
                CODE_REDIRECT_URI,
                redirectUri == null ? !needed : code.wasSentTo(redirectUri),
                code.redirectUri(),
                redirectUri);
    }

    private static void requireVerifier(
            Trace trace, AuthorizationCode code, Optional<String> sent) {
        @Nullable Pkce pkce = code.pkce();
        if (pkce == null) {
            trace.require(VERIFIER_NOT_EXPECTED, sent.isEmpty());
            return;
        }
        String verifier = trace.require(VERIFIER_PRESENT, sent);
        trace.require(VERIFIER_WELL_FORMED, Pkce.isVerifier(verifier));
        trace.require(
                VERIFIER_MATCHES,
                pkce.matches(verifier),
                pkce.codeChallenge(),
                OpaqueValue.sha256(verifier));
    }
}
