package dev.symbolon.protocol.token;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TARGET;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.ErrorCode.UNSUPPORTED_GRANT_TYPE;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What the token endpoint asks of a request, beside the client's authentication. */
public enum TokenRule implements Rule {
    FORM(
            must(
                    "token.form",
                    "RFC 6749 §3.2",
                    INVALID_REQUEST,
                    "A token request is a POST with its parameters as application/x-www-form-urlencoded in the body.",
                    "Send the parameters in the body, with that Content-Type, and none in the address.")),
    PARAMETERS_ONCE(
            must(
                    "token.parameters-once",
                    "RFC 6749 §3.2",
                    INVALID_REQUEST,
                    "No parameter but resource and audience may be sent more than once.",
                    "Send each parameter once.")),
    GRANT_TYPE_PRESENT(
            must(
                    "token.grant-type-present",
                    "RFC 6749 §4",
                    INVALID_REQUEST,
                    "grant_type must be sent.",
                    "Add grant_type, for instance grant_type=authorization_code.")),
    GRANT_TYPE_SUPPORTED(
            must(
                    "token.grant-type-supported",
                    "RFC 6749 §5.2",
                    UNSUPPORTED_GRANT_TYPE,
                    "grant_type must be one that the server's metadata lists in grant_types_supported.",
                    "Use one of grant_types_supported.")),
    GRANT_TYPE_ALLOWED(
            must(
                    "token.grant-type-allowed",
                    "RFC 6749 §5.2",
                    UNAUTHORIZED_CLIENT,
                    "The client must be registered for this grant_type.",
                    "Add it to the client's grant_types.")),
    CODE_PRESENT(
            must(
                    "code.present",
                    "RFC 6749 §4.1.3",
                    INVALID_REQUEST,
                    "code must be sent.",
                    "Send the code that came with the redirect.")),
    CODE_KNOWN(
            must(
                    "code.known",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "The code must be one that this server issued and still keeps.",
                    "Send the code as it came, whole, within its lifetime; start anew with /authorize.")),
    CODE_OF_CLIENT(
            must(
                    "code.of-client",
                    "RFC 6749 §4.1.3",
                    INVALID_GRANT,
                    "The code must have been issued to the client that presents it.",
                    "Use the same client_id at the authorization and at the token endpoint.")),
    CODE_REDIRECT_URI(
            must(
                    "code.redirect-uri",
                    "RFC 6749 §4.1.3",
                    INVALID_GRANT,
                    "redirect_uri must be the one of the authorization request, character by character.",
                    "Send the very redirect_uri that the authorization request had, or none in OAuth 2.1.")),
    VERIFIER_PRESENT(
            must(
                    "pkce.verifier-present",
                    "RFC 7636 §4.5",
                    INVALID_GRANT,
                    "A code that was asked for with a code_challenge needs its code_verifier.",
                    "Send the code_verifier that the code_challenge was made from.")),
    VERIFIER_WELL_FORMED(
            must(
                    "pkce.verifier-well-formed",
                    "RFC 7636 §4.1",
                    INVALID_GRANT,
                    "A code_verifier has 43 to 128 of the characters A-Z a-z 0-9 - . _ ~.",
                    "Make the verifier from 32 random bytes, base64url without padding.")),
    VERIFIER_MATCHES(
            must(
                    "pkce.verifier-matches",
                    "RFC 7636 §4.6",
                    INVALID_GRANT,
                    "The code_verifier must hash to the code_challenge sent at the start.",
                    "Keep the verifier of each authorization request and send that very one with its code.")),
    VERIFIER_NOT_EXPECTED(
            must(
                    "pkce.no-downgrade",
                    "RFC 9700 §4.8.2",
                    INVALID_GRANT,
                    "A code_verifier may only be sent for a code that was asked for with a code_challenge.",
                    "Send code_challenge and code_challenge_method=S256 in the authorization request.")),
    CODE_NOT_EXPIRED(
            must(
                    "code.not-expired",
                    "RFC 6749 §4.1.2",
                    INVALID_GRANT,
                    "The code must be used before it expires.",
                    "Redeem the code at once; it lives a minute.")),
    CODE_NOT_ENDED(
            must(
                    "code.not-ended",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "What the person approved must not have ended before the code is used: by signing out or disconnecting.",
                    "Start anew with /authorize.")),
    CODE_UNUSED(
            must(
                    "code.unused",
                    "RFC 6749 §4.1.2",
                    INVALID_GRANT,
                    "A code is used once; what it had been exchanged for has been revoked.",
                    "Do not send a code again; if you did not, somebody else has seen it.")),
    ACCOUNT_ENABLED(
            ours(
                    "grant.account-enabled",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "The person who approved must still have an enabled account.",
                    "Start anew with /authorize.")),
    REFRESH_TOKEN_PRESENT(
            must(
                    "refresh.present",
                    "RFC 6749 §6",
                    INVALID_REQUEST,
                    "refresh_token must be sent.",
                    "Send the newest refresh token of the grant.")),
    REFRESH_TOKEN_KNOWN(
            must(
                    "refresh.known",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "The refresh token must be one that this server issued and still keeps.",
                    "Send the newest refresh token whole; if it has expired, start anew with /authorize.")),
    REFRESH_TOKEN_OF_CLIENT(
            must(
                    "refresh.of-client",
                    "RFC 6749 §6",
                    INVALID_GRANT,
                    "The refresh token must have been issued to the client that presents it.",
                    "Use the client_id that the token was issued to.")),
    REFRESH_TOKEN_NOT_EXPIRED(
            must(
                    "refresh.not-expired",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "The refresh token must be used before it expires.",
                    "Start anew with /authorize.")),
    GRANT_LIVE(
            must(
                    "refresh.grant-live",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "What the person approved must not have ended: by signing out, disconnecting, revocation or time.",
                    "Start anew with /authorize.")),
    REFRESH_TOKEN_NOT_REUSED(
            must(
                    "refresh.not-reused",
                    "RFC 9700 §4.14.2",
                    INVALID_GRANT,
                    "A refresh token that was replaced may not be used again; the grant has now ended.",
                    "Keep the refresh token of the newest answer; share it between processes, do not copy it.")),
    SCOPE_WELL_FORMED(
            must(
                    "token.scope-well-formed",
                    "RFC 6749 §3.3",
                    INVALID_SCOPE,
                    "scope is a list of tokens separated by spaces.",
                    "Separate scopes by one space.")),
    SCOPE_GRANTED(
            must(
                    "refresh.scope-granted",
                    "RFC 6749 §6",
                    INVALID_SCOPE,
                    "scope must not include anything that was not granted at first.",
                    "Ask for fewer scopes, or start anew with /authorize for more.")),
    RESOURCE_GRANTED(
            must(
                    "token.resource-granted",
                    "RFC 8707 §2.2",
                    INVALID_TARGET,
                    "resource must be one that was granted.",
                    "Send the resource in the authorization request too.")),
    SCOPE_OF_CLIENT(
            must(
                    "client-credentials.scope",
                    "RFC 6749 §4.4.2",
                    INVALID_SCOPE,
                    "scope must be one that the client is registered for.",
                    "Add the scope to the client's metadata, or ask for fewer.")),
    CLIENT_CONFIDENTIAL(
            must(
                    "client-credentials.confidential",
                    "RFC 6749 §4.4",
                    UNAUTHORIZED_CLIENT,
                    "Only a client that can keep a secret may use client_credentials, token exchange or jwt-bearer.",
                    "Register the client with a token_endpoint_auth_method other than none."));

    private final Card card;

    TokenRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
