package dev.symbolon.core.client;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT_METADATA;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REDIRECT_URI;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.should;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.Rule;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the profiles ask of a client's metadata; whoever does not meet it, is refused. */
public enum ProfileRule implements Rule {
    PKCE(
            Profile.OAUTH_2_1,
            must(
                    "profile.oauth-2.1.pkce",
                    "RFC 9700 §2.1.1",
                    INVALID_CLIENT_METADATA,
                    "A client that gets codes must use PKCE.",
                    "Remove require_pkce: false, and send code_challenge with S256."),
            client -> !usesCode(client) || client.requirePkce()),
    CODE_ONLY(
            Profile.OAUTH_2_1,
            must(
                    "profile.oauth-2.1.code-only",
                    "RFC 9700 §2.1.2",
                    INVALID_CLIENT_METADATA,
                    "Tokens do not come in addresses: the only response type is code.",
                    "Register response_types as [\"code\"]."),
            client -> Set.of("code").containsAll(client.responseTypes())),
    REDIRECT_SAFE(
            Profile.OAUTH_2_1,
            must(
                    "profile.oauth-2.1.redirect-uris",
                    "RFC 8252 §8.3",
                    INVALID_REDIRECT_URI,
                    "A redirect URI is https, a loopback address, or a private scheme of a native app.",
                    "Register https addresses; plain http only for 127.0.0.1, [::1] and localhost."),
            client -> redirects(client, uri -> !isHttp(uri) || isLoopback(uri))),
    CLAIMED_SCHEME(
            Profile.OAUTH_2_1,
            should(
                    "profile.oauth-2.1.private-scheme",
                    "RFC 8252 §7.1",
                    INVALID_REDIRECT_URI,
                    "A private scheme should be a domain name turned round, as in com.example.app.",
                    "Use com.example.app:/callback, or better an https address that the app claims."),
            client -> redirects(client, uri -> isWeb(uri) || scheme(uri).contains("."))),
    KEYED(
            Profile.OAUTH_2_1,
            should(
                    "profile.oauth-2.1.asymmetric",
                    "RFC 9700 §2.5",
                    INVALID_CLIENT_METADATA,
                    "A confidential client should prove itself with a key of its own, not with a shared secret.",
                    "Register token_endpoint_auth_method: private_key_jwt and jwks."),
            client ->
                    isPublic(client)
                            || isKeyed(client)
                            || client.tokenEndpointAuthMethod()
                                    == AuthenticationMethod.ATTEST_JWT_CLIENT_AUTH),
    FAPI_CONFIDENTIAL(
            Profile.FAPI_2_0_SECURITY,
            must(
                    "profile.fapi-2.0.client-authentication",
                    "FAPI 2.0 Security Profile §5.3.3.1",
                    INVALID_CLIENT_METADATA,
                    "The client must authenticate with private_key_jwt or mutual TLS.",
                    "Register token_endpoint_auth_method: private_key_jwt and jwks, or tls_client_auth."),
            ProfileRule::isKeyed),
    FAPI_PUSHED(
            Profile.FAPI_2_0_SECURITY,
            must(
                    "profile.fapi-2.0.pushed",
                    "FAPI 2.0 Security Profile §5.3.2.2",
                    INVALID_CLIENT_METADATA,
                    "Authorization requests must be pushed.",
                    "Register require_pushed_authorization_requests: true."),
            client -> !usesCode(client) || client.requirePushedAuthorizationRequests()),
    FAPI_BOUND(
            Profile.FAPI_2_0_SECURITY,
            must(
                    "profile.fapi-2.0.sender-constrained",
                    "FAPI 2.0 Security Profile §5.3.2.1",
                    INVALID_CLIENT_METADATA,
                    "Access tokens must be bound to a key of the client, by DPoP or mutual TLS.",
                    "Register dpop_bound_access_tokens: true and send a proof with each token request; or tls_client_certificate_bound_access_tokens: true and show a certificate."),
            client ->
                    client.dpopBoundAccessTokens()
                            || client.tlsClientCertificateBoundAccessTokens()),
    FAPI_HTTPS(
            Profile.FAPI_2_0_SECURITY,
            must(
                    "profile.fapi-2.0.redirect-uris",
                    "FAPI 2.0 Security Profile §5.3.2.2",
                    INVALID_REDIRECT_URI,
                    "Every redirect URI must be https.",
                    "Register https addresses only."),
            client -> redirects(client, uri -> scheme(uri).equals("https"))),
    FAPI_ALGORITHM(
            Profile.FAPI_2_0_SECURITY,
            must(
                    "profile.fapi-2.0.algorithms",
                    "FAPI 2.0 Security Profile §5.4.1",
                    INVALID_CLIENT_METADATA,
                    "ID tokens must be signed with PS256, ES256 or EdDSA, and so must whatever else has an algorithm"
                            + " registered: assertions, requests, answers of userinfo and introspection.",
                    "Register id_token_signed_response_alg: PS256, ES256 or EdDSA; leave out the others, or register the same."),
            ProfileRule::signsForFapi),
    FAPI_PKCE(
            Profile.FAPI_2_0_SECURITY,
            must(
                    "profile.fapi-2.0.pkce",
                    "FAPI 2.0 Security Profile §5.3.2.2",
                    INVALID_CLIENT_METADATA,
                    "Authorization requests must come with PKCE and S256.",
                    "Remove require_pkce: false."),
            client -> client.requirePkce()),
    SIGNED_REQUESTS(
            Profile.FAPI_2_0_MESSAGE_SIGNING,
            must(
                    "profile.fapi-2.0.signed-requests",
                    "FAPI 2.0 Message Signing §5.3.1",
                    INVALID_CLIENT_METADATA,
                    "Authorization requests must be signed.",
                    "Register require_signed_request_object: true."),
            client -> !usesCode(client) || client.requireSignedRequestObject()),
    SIGNED_ANSWERS(
            Profile.FAPI_2_0_MESSAGE_SIGNING,
            must(
                    "profile.fapi-2.0.signed-responses",
                    "FAPI 2.0 Message Signing §5.4.1",
                    INVALID_CLIENT_METADATA,
                    "Authorization responses must be signed with PS256, ES256 or EdDSA.",
                    "Register authorization_signed_response_alg: PS256, ES256 or EdDSA."),
            client ->
                    Profile.FAPI_2_0_MESSAGE_SIGNING
                            .algorithms()
                            .contains(client.authorizationSignedResponseAlg())),
    MCP_PKCE(
            Profile.MCP,
            must(
                    "profile.mcp.pkce",
                    "RFC 7636 §4.1",
                    INVALID_CLIENT_METADATA,
                    "An MCP client must use PKCE with S256.",
                    "Remove require_pkce: false."),
            client -> client.requirePkce()),
    MCP_REDIRECT(
            Profile.MCP,
            must(
                    "profile.mcp.redirect-uris",
                    "RFC 9700 §2.1",
                    INVALID_REDIRECT_URI,
                    "A redirect URI must be https or a loopback address.",
                    "Register https addresses, or http://127.0.0.1 for an app on the person's machine."),
            client -> redirects(client, uri -> scheme(uri).equals("https") || isLoopback(uri))),
    MCP_CODE(
            Profile.MCP,
            must(
                    "profile.mcp.code",
                    "RFC 6749 §4.1",
                    INVALID_CLIENT_METADATA,
                    "An MCP client acts for a person: it uses the authorization code grant.",
                    "Register grant_types with authorization_code."),
            ProfileRule::usesCode);

    private final Profile profile;
    private final Card card;

    @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
    private final Predicate<ClientMetadata> holds;

    ProfileRule(Profile profile, Card card, Predicate<ClientMetadata> holds) {
        this.profile = profile;
        this.card = card;
        this.holds = holds;
    }

    @Override
    public Card card() {
        return card;
    }

    /** Those of a profile, in order; message signing has all of the security profile, too. */
    public static List<ProfileRule> of(Profile profile) {
        return Arrays.stream(values())
                .filter(rule ->
                        rule.profile == profile
                                || (profile == Profile.FAPI_2_0_MESSAGE_SIGNING
                                        && rule.profile == Profile.FAPI_2_0_SECURITY))
                .toList();
    }

    public boolean holdsFor(ClientMetadata client) {
        return holds.test(client);
    }

    /**
     * Those that metadata has to meet. Where nobody named a profile an administrator may make an
     * exception, as for an old client without PKCE.
     */
    static List<ProfileRule> required(ClientMetadata client, Profile standard) {
        return client.profile() == null && standard == Profile.OAUTH_2_1
                ? List.of()
                : of(client.heldTo(standard)).stream()
                        .filter(rule -> rule.card().level() == Rule.Level.MUST)
                        .toList();
    }

    private static boolean usesCode(ClientMetadata client) {
        return client.grantTypes().contains("authorization_code");
    }

    private static boolean isPublic(ClientMetadata client) {
        return client.tokenEndpointAuthMethod() == AuthenticationMethod.NONE;
    }

    private static boolean isKeyed(ClientMetadata client) {
        AuthenticationMethod method = client.tokenEndpointAuthMethod();
        return method == AuthenticationMethod.PRIVATE_KEY_JWT || method.usesCertificate();
    }

    /** But for authorization responses: who registers nothing for these may never ask for them. */
    private static boolean signsForFapi(ClientMetadata client) {
        return fitsFapi(client.idTokenSignedResponseAlg())
                && fitsFapi(client.userinfoSignedResponseAlg())
                && fitsFapi(client.introspectionSignedResponseAlg())
                && fitsFapi(client.tokenEndpointAuthSigningAlg().byKey())
                && fitsFapi(client.requestObjectSigningAlg())
                && fitsFapi(client.backchannel().requestSigningAlg());
    }

    private static boolean fitsFapi(@Nullable SignatureAlgorithm registered) {
        return registered == null || Profile.FAPI_2_0_SECURITY.algorithms().contains(registered);
    }

    private static boolean redirects(ClientMetadata client, Predicate<URI> all) {
        return client.redirectUris().stream()
                .map(RedirectUri::value)
                .map(RedirectUri::parse)
                .allMatch(uri -> uri.filter(all).isPresent());
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme());
    }

    private static boolean isHttp(URI uri) {
        return scheme(uri).equals("http");
    }

    private static boolean isWeb(URI uri) {
        return isHttp(uri) || scheme(uri).equals("https");
    }

    private static boolean isLoopback(URI uri) {
        return isHttp(uri)
                && Set.of("localhost", "127.0.0.1", "[::1]")
                        .contains(String.valueOf(uri.getHost()));
    }
}
