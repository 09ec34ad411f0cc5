package dev.symbolon.protocol.authorize;

import static dev.symbolon.core.oauth.ErrorCode.*;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.client.Profile;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization request must be, in the order of checking. Failures go to the app's
 * redirect URI.
 */
public enum AuthorizeRule implements Rule {
    PARAMETERS_ONCE(
            must(
                    "authorize.parameters-once",
                    "RFC 6749 §3.1",
                    INVALID_REQUEST,
                    "No parameter but resource may be sent more than once.",
                    "Send each parameter once."),
            "each once",
            AuthorizationRequest::repeated,
            r -> r.repeated().stream().allMatch("resource"::equals)),
    PUSHED(
            must(
                    "authorize.pushed",
                    "RFC 9126 §6",
                    INVALID_REQUEST,
                    "An app that is registered with require_pushed_authorization_requests must push its requests.",
                    "Send the parameters to the pushed_authorization_request_endpoint, and the browser with the request_uri of the answer."),
            r -> r.pushed() || !r.client().metadata().requirePushedAuthorizationRequests()),
    SIGNED(
            must(
                    "authorize.signed",
                    "RFC 9101 §10.5",
                    INVALID_REQUEST,
                    "An app that is registered with require_signed_request_object must sign its requests.",
                    "Put the parameters into a JWT signed with the client's key, and send it as request."),
            r -> r.signed() || !r.client().metadata().requireSignedRequestObject()),
    SIGNED_ANSWER(
            must(
                    "authorize.signed-answer",
                    "FAPI 2.0 Message Signing §5.4.1",
                    INVALID_REQUEST,
                    "An app that is held to fapi-2.0-message-signing must ask for a signed response.",
                    "Send response_mode=jwt, query.jwt or form_post.jwt."),
            List.of("jwt", "query.jwt", "form_post.jwt"),
            sent("response_mode"),
            r ->
                    r.client().profile() != Profile.FAPI_2_0_MESSAGE_SIGNING
                            || r.returnAddress().wishesSignature()),
    ANSWER_ALGORITHM(
            must(
                    "authorize.answer-algorithm",
                    "FAPI 2.0 Security Profile §5.4.1",
                    INVALID_REQUEST,
                    "An app that is held to a FAPI profile asks for signed responses only where they are signed with PS256, ES256 or EdDSA.",
                    "Register authorization_signed_response_alg: PS256, ES256 or EdDSA."),
            r -> r.client().profile(),
            r ->
                    r.returnAddress().wishesSignature()
                            ? r.client().metadata().authorizationSignedResponseAlg()
                            : "no signature",
            r -> !r.returnAddress().wishesSignature() || r.returnAddress().signsWell()),
    RESOURCE_NAMED(
            must(
                    "authorize.resource-named",
                    "RFC 8707 §2",
                    INVALID_TARGET,
                    "An app that is held to mcp must name the MCP server that it wants a token for.",
                    "Send resource=, the MCP server's address, here and at the token endpoint."),
            "resource",
            AuthorizationRequest::resources,
            r -> r.client().profile() != Profile.MCP || !r.resources().isEmpty()),
    NO_UNSIGNED_REQUEST(
            must(
                    "authorize.no-unsigned-request",
                    "Core §3.1.2.6",
                    REQUEST_NOT_SUPPORTED,
                    "A request object must be signed: one with alg none is not supported.",
                    "Sign the object with a key that the app registered, or send the parameters themselves."),
            r -> r.sent("request").isEmpty()),
    NO_REQUEST_URI(
            must(
                    "authorize.no-request-uri",
                    "Core §6.2",
                    REQUEST_URI_NOT_SUPPORTED,
                    "A request_uri must be one that this server gave, or at an address that the app registered as request_uris.",
                    "Push the request to the pushed_authorization_request_endpoint, register the address, or send the parameters themselves."),
            "none",
            sent("request_uri"),
            r -> r.sent("request_uri").isEmpty()),
    NO_REGISTRATION(
            must(
                    "authorize.no-registration",
                    "Core §7.2.1",
                    REGISTRATION_NOT_SUPPORTED,
                    "Clients are not registered by an authorization request.",
                    "Leave out registration."),
            r -> r.sent("registration").isEmpty()),
    RESPONSE_TYPE_OFFERED(
            must(
                    "authorize.response-type-offered",
                    "RFC 9700 §2.1.2",
                    UNSUPPORTED_RESPONSE_TYPE,
                    "response_type must be one of response_types_supported: tokens do not travel in addresses.",
                    "Use response_type=code with PKCE."),
            "one of response_types_supported",
            sent("response_type"),
            r -> r.responseType().isPresent()),
    CODE_FLOW_ALLOWED(
            must(
                    "authorize.code-flow-allowed",
                    "RFC 6749 §4.1.2.1",
                    UNAUTHORIZED_CLIENT,
                    "The app must be registered for the authorization code grant.",
                    "Add authorization_code to the client's grant_types."),
            "authorization_code",
            r -> r.client().metadata().grantTypes(),
            r -> !r.asksForCode() || r.client().mayUse("authorization_code")),
    RESPONSE_TYPE_ALLOWED(
            must(
                    "authorize.response-type-allowed",
                    "RFC 6749 §4.1.2.1",
                    UNAUTHORIZED_CLIENT,
                    "The app must be registered for the response type, and for one with id_token or token held to compatible.",
                    "Use response_type=code, or add the type to the client's response_types."),
            "one of the client's response_types",
            sent("response_type"),
            r -> r.responseType().filter(r.client()::mayAskFor).isPresent()),
    RESPONSE_MODE_KNOWN(
            must(
                    "authorize.response-mode-known",
                    "Multiple Response Types §2.1",
                    INVALID_REQUEST,
                    "response_mode must be one of response_modes_supported.",
                    "Use query, form_post or their signed forms, query.jwt and form_post.jwt, or leave it out."),
            "one of response_modes_supported",
            sent("response_mode"),
            r -> r.sent("response_mode").isEmpty() || r.returnAddress().wished() != null),
    RESPONSE_MODE_FITS(
            must(
                    "authorize.response-mode-fits",
                    "Multiple Response Types §5",
                    INVALID_REQUEST,
                    "What is a token itself does not travel in a query.",
                    "Use fragment, form_post or their signed forms, or leave it out: fragment is the default."),
            "fragment or form_post",
            sent("response_mode"),
            AuthorizeRule::modeFits),
    TOKEN_NOT_BOUND(
            ours(
                    "authorize.token-not-bound",
                    "RFC 9449 §5.2",
                    INVALID_REQUEST,
                    "Where an access token comes from the authorization endpoint, it is bound to nothing: who wants bound"
                            + " ones, or sends dpop_jkt, may not ask for it.",
                    "Use response_type=code, or code id_token, and get the access token at the token endpoint."),
            "a response_type without token",
            sent("response_type"),
            r ->
                    !r.asksForAccessToken()
                            || (!r.client().metadata().bindsAccessTokens()
                                    && r.sent("dpop_jkt").isEmpty())),
    NONCE_PRESENT(
            must(
                    "authorize.nonce-present",
                    "Core §3.2.2.1",
                    INVALID_REQUEST,
                    "nonce must be sent where an ID token comes from the authorization endpoint.",
                    "Make a nonce for each request, keep it with the browser's session, and compare it with the ID token's."),
            r -> !r.asksForIdToken() || r.sent("nonce").isPresent()),
    ID_TOKEN_SCOPE(
            must(
                    "authorize.id-token-scope",
                    "Core §3.1.2.1",
                    INVALID_SCOPE,
                    "Where an ID token comes from the authorization endpoint, scope must have openid.",
                    "Add openid to scope."),
            "openid",
            sent("scope"),
            r -> !r.asksForIdToken() || r.scope().has(Scope.OPENID)),
    CODE_CHALLENGE_PRESENT(
            must(
                    "pkce.challenge-present",
                    "RFC 9700 §2.1.1",
                    INVALID_REQUEST,
                    "code_challenge must be sent.",
                    "Make a code_verifier for each request and send its SHA-256, base64url, as code_challenge with"
                            + " code_challenge_method=S256."),
            r ->
                    !r.asksForCode()
                            || !r.client().requiresPkce()
                            || r.sent("code_challenge").isPresent()),
    CODE_CHALLENGE_METHOD(
            must(
                    "pkce.method-s256",
                    "RFC 7636 §4.3",
                    INVALID_REQUEST,
                    "code_challenge_method must be S256; left out it would mean plain, which hides nothing.",
                    "Add code_challenge_method=S256."),
            Pkce.S256,
            sent("code_challenge_method"),
            r ->
                    r.sent("code_challenge").isPresent()
                            ? r.sent("code_challenge_method").filter(Pkce.S256::equals).isPresent()
                            : r.sent("code_challenge_method").isEmpty()),
    CODE_CHALLENGE_WELL_FORMED(
            must(
                    "pkce.challenge-well-formed",
                    "RFC 7636 §4.2",
                    INVALID_REQUEST,
                    "code_challenge must be a SHA-256 in base64url without padding: 43 characters.",
                    "Encode the hash's 32 bytes, not its hex digits, and leave out the '='."),
            "43 characters of A-Z a-z 0-9 - _",
            sent("code_challenge"),
            r -> r.sent("code_challenge").isEmpty() || r.pkce().isPresent()),
    DPOP_JKT_WELL_FORMED(
            must(
                    "authorize.dpop-jkt-well-formed",
                    "RFC 9449 §10",
                    INVALID_REQUEST,
                    "dpop_jkt must be the SHA-256 thumbprint of a key in base64url without padding: 43 characters.",
                    "Send the RFC 7638 thumbprint of the key that the proof of the token request will have."),
            r -> r.sent("dpop_jkt").map(jkt -> jkt.matches("[A-Za-z0-9_-]{43}")).orElse(true)),
    SCOPE_WELL_FORMED(
            must(
                    "authorize.scope-well-formed",
                    "RFC 6749 §3.3",
                    INVALID_SCOPE,
                    "scope is a list of tokens separated by spaces.",
                    "Separate scopes by one space."),
            "words separated by spaces",
            sent("scope"),
            r -> r.sent("scope").map(Scope::isWellFormed).orElse(true)),
    PROMPT_KNOWN(
            must(
                    "authorize.prompt-known",
                    "Core §3.1.2.1",
                    INVALID_REQUEST,
                    "prompt must be none, login, consent or select_account, or create where people can make accounts.",
                    "Use one of prompt_values_supported."),
            (AuthorizationRequest r) -> r.offered().stream().map(Prompt::wire).toList(),
            sent("prompt"),
            AuthorizationRequest::hasOfferedPrompts),
    PROMPT_NONE_ALONE(
            must(
                    "authorize.prompt-none-alone",
                    "Core §3.1.2.1",
                    INVALID_REQUEST,
                    "prompt=none must stand alone.",
                    "Send none, or the others."),
            "none",
            sent("prompt"),
            r -> !r.asks(Prompt.NONE) || r.words("prompt").size() == 1),
    MAX_AGE_NUMBER(
            must(
                    "authorize.max-age-number",
                    "Core §3.1.2.1",
                    INVALID_REQUEST,
                    "max_age must be a number of seconds, zero or more.",
                    "Send for instance max_age=3600."),
            "a number of seconds",
            sent("max_age"),
            AuthorizationRequest::hasUsableMaxAge),
    DISPLAY_KNOWN(
            must(
                    "authorize.display-known",
                    "Core §3.1.2.1",
                    INVALID_REQUEST,
                    "display must be page, popup, touch or wap.",
                    "Leave it out; the pages fit themselves to the window."),
            AuthorizationRequest.DISPLAYS,
            sent("display"),
            r -> r.sent("display").map(AuthorizationRequest.DISPLAYS::contains).orElse(true)),
    TEXTS_SHORT(
            ours(
                    "authorize.texts-short",
                    "RFC 6749 §4.1.1",
                    INVALID_REQUEST,
                    "No parameter may have more than 4000 characters; authorization_details has a rule of its own.",
                    "Keep large values on your side and send a reference in state."),
            r ->
                    r.parameters().values().entrySet().stream()
                            .filter(sent -> !sent.getKey().equals(AuthorizationDetails.NAME))
                            .flatMap(sent -> sent.getValue().stream())
                            .allMatch(value -> value.length() <= 4000));

    private final Card card;

    /** What would have passed; absent where the statement says it all. */
    @SuppressWarnings("ImmutableEnumChecker") // functions without state, as the next two
    private final Function<AuthorizationRequest, @Nullable Object> expected;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<AuthorizationRequest, @Nullable Object> received;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<AuthorizationRequest> holds;

    AuthorizeRule(Card card, Predicate<AuthorizationRequest> holds) {
        this(card, (AuthorizationRequest _) -> null, _ -> null, holds);
    }

    AuthorizeRule(
            Card card,
            @Nullable Object expected,
            Function<AuthorizationRequest, @Nullable Object> received,
            Predicate<AuthorizationRequest> holds) {
        this(card, (AuthorizationRequest _) -> expected, received, holds);
    }

    AuthorizeRule(
            Card card,
            Function<AuthorizationRequest, @Nullable Object> expected,
            Function<AuthorizationRequest, @Nullable Object> received,
            Predicate<AuthorizationRequest> holds) {
        this.card = card;
        this.expected = expected;
        this.received = received;
        this.holds = holds;
    }

    private static boolean modeFits(AuthorizationRequest request) {
        var wished = request.returnAddress().wished();
        return wished == null || request.responseType().map(wished::mayCarry).orElse(true);
    }

    private static Function<AuthorizationRequest, @Nullable Object> sent(String parameter) {
        return request -> request.sent(parameter).orElse(null);
    }

    /** Runs the table. */
    static void check(AuthorizationRequest request, Trace trace) {
        for (AuthorizeRule rule : values()) {
            trace.require(
                    rule,
                    rule.holds.test(request),
                    rule.expected.apply(request),
                    rule.received.apply(request));
        }
    }

    @Override
    public Card card() {
        return card;
    }
}
