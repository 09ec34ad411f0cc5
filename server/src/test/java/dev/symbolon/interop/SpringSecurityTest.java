package dev.symbolon.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.CLIENT_SECRET_JWT;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.NONE;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.PRIVATE_KEY_JWT;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.protocol.token.AssertionSite;
import dev.symbolon.protocol.token.ExchangeSite;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientJwtBearerTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.TokenExchangeGrantRequest;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

@DisplayName("OpenID Connect Core and OAuth 2.1, with Spring Security as client and as API")
class SpringSecurityTest {

    private static final String NONCE = "n-0S6_WzA2Mj-of-the-app";

    private static TestServer server;
    private static Browser alice;
    private static ECKey key;

    @BeforeAll
    static void start() throws JOSEException {
        server = TestServer.start(TestDatabases.freshOnPostgres());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        // Spring reads the real clock, so the server's must not stand behind it.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ClientRegistration registration(
            URI issuer,
            App app,
            ClientAuthenticationMethod method,
            AuthorizationGrantType grant,
            String... scopes) {
        return ClientRegistrations.fromIssuerLocation(issuer.toString())
                .registrationId("symbolon")
                .clientId(app.clientId())
                .clientSecret(app.secret())
                .clientAuthenticationMethod(method)
                .authorizationGrantType(grant)
                .redirectUri(App.CALLBACK)
                .scope(scopes)
                .build();
    }

    private static ClientRegistration webApp(ClientAuthenticationMethod method) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("token_endpoint_auth_method", method.getValue());
        if (method.equals(PRIVATE_KEY_JWT)) {
            metadata.put("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject());
        }
        return registration(
                server.issuer(),
                server.app(metadata),
                method,
                AuthorizationGrantType.AUTHORIZATION_CODE,
                "openid",
                "profile",
                "email",
                "offline_access");
    }

    /** Sends the person's browser as Spring's filter would, and reads where it comes back. */
    private static OAuth2AuthorizationExchange authorized(ClientRegistration app) {
        OAuth2AuthorizationRequest.Builder builder =
                OAuth2AuthorizationRequest.authorizationCode()
                        .authorizationUri(
                                requireNonNull(app.getProviderDetails().getAuthorizationUri()))
                        .clientId(app.getClientId())
                        .redirectUri(app.getRedirectUri())
                        .scopes(app.getScopes())
                        .state("state-of-the-app")
                        .attributes(kept -> kept.put("nonce", NONCE))
                        .additionalParameters(Map.of("nonce", OpaqueValue.sha256(NONCE)));
        OAuth2AuthorizationRequestCustomizers.withPkce().accept(builder);
        OAuth2AuthorizationRequest request = builder.build();
        Answer asked = alice.get(URI.create(request.getAuthorizationRequestUri()));
        Answer back = asked.status() == 200 ? alice.allow(asked) : asked;
        Parameters sent = back.sent();
        return new OAuth2AuthorizationExchange(
                request,
                OAuth2AuthorizationResponse.success(sent.first("code").orElseThrow())
                        .state(sent.first("state").orElseThrow())
                        .redirectUri(App.CALLBACK)
                        .build());
    }

    private static RestClientAuthorizationCodeTokenResponseClient codes() {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.addParametersConverter(
                new NimbusJwtClientAuthenticationParametersConverter<>(
                        SpringSecurityTest::signing));
        return client;
    }

    private static JWK signing(ClientRegistration app) {
        return app.getClientAuthenticationMethod().equals(CLIENT_SECRET_JWT)
                ? new OctetSequenceKey.Builder(app.getClientSecret().getBytes(UTF_8)).build()
                : key;
    }

    private static OAuth2LoginAuthenticationToken signedIn(ClientRegistration app) {
        return (OAuth2LoginAuthenticationToken)
                requireNonNull(
                        new OidcAuthorizationCodeAuthenticationProvider(
                                        codes(), new OidcUserService())
                                .authenticate(
                                        new OAuth2LoginAuthenticationToken(app, authorized(app))));
    }

    private static OidcUser person(OAuth2LoginAuthenticationToken token) {
        return (OidcUser) requireNonNull(token.getPrincipal());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "client_secret_basic",
                "client_secret_post",
                "client_secret_jwt",
                "private_key_jwt",
                "none"
            })
    @DisplayName("signs in: discovery, PKCE, code, ID token with nonce, userinfo")
    void signIn(String method) {
        ClientRegistration app = webApp(new ClientAuthenticationMethod(method));

        OAuth2LoginAuthenticationToken token = signedIn(app);

        OidcUser person = person(token);
        assertThat(person.getIdToken().getAudience()).containsExactly(app.getClientId());
        assertThat(person.getPreferredUsername()).isEqualTo("alice");
        assertThat(person.getEmail()).isEqualTo("alice@example.com");
        assertThat(requireNonNull(person.getUserInfo()).getSubject())
                .isEqualTo(person.getSubject());
    }

    @Test
    @DisplayName("a code that comes twice is refused as Spring expects it (RFC 6749 §5.2)")
    void codeTwice() {
        ClientRegistration app = webApp(NONE);
        var request = new OAuth2AuthorizationCodeGrantRequest(app, authorized(app));
        codes().getTokenResponse(request);

        assertThatThrownBy(() -> codes().getTokenResponse(request))
                .isInstanceOfSatisfying(
                        OAuth2AuthorizationException.class,
                        refused ->
                                assertThat(refused.getError().getErrorCode())
                                        .isEqualTo("invalid_grant"));
    }

    @Test
    @DisplayName("refreshes, and gets another refresh token (RFC 6749 §6)")
    void refresh() {
        ClientRegistration app = webApp(CLIENT_SECRET_BASIC);
        OAuth2LoginAuthenticationToken token = signedIn(app);
        var old = requireNonNull(token.getRefreshToken());

        var fresh =
                new RestClientRefreshTokenTokenResponseClient()
                        .getTokenResponse(
                                new OAuth2RefreshTokenGrantRequest(
                                        app, requireNonNull(token.getAccessToken()), old));

        assertThat(requireNonNull(fresh.getRefreshToken()).getTokenValue())
                .isNotEqualTo(old.getTokenValue());
        assertThat(fresh.getAccessToken().getScopes()).contains("openid", "offline_access");
    }

    @Test
    @DisplayName("is the API that reads a machine's token (RFC 9068 §4), and refuses an ID token")
    void api() {
        App machine = server.machine();
        ClientRegistration app =
                registration(
                        server.issuer(),
                        machine,
                        CLIENT_SECRET_BASIC,
                        AuthorizationGrantType.CLIENT_CREDENTIALS,
                        "api:read");
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.addParametersConverter(_ -> resource(TestServer.API));

        var token = client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(app));

        NimbusJwtDecoder api =
                NimbusJwtDecoder.withIssuerLocation(server.issuer().toString())
                        .validateType(false)
                        .build();
        api.setJwtValidator(
                JwtValidators.createAtJwtValidator()
                        .issuer(server.issuer().toString())
                        .audience(TestServer.API)
                        .clientId(machine.clientId())
                        .build());
        Jwt read = api.decode(token.getAccessToken().getTokenValue());
        assertThat(read.getClaimAsString("scope")).isEqualTo("api:read");
        String idToken = person(signedIn(webApp(NONE))).getIdToken().getTokenValue();
        assertThatThrownBy(() -> api.decode(idToken)).isInstanceOf(JwtValidationException.class);
    }

    @Test
    @DisplayName("exchanges a token (RFC 8693)")
    void exchange() throws Exception {
        try (ExchangeSite site = new ExchangeSite()) {
            ClientRegistration app =
                    registration(
                            site.server().issuer(),
                            site.service(),
                            CLIENT_SECRET_BASIC,
                            AuthorizationGrantType.TOKEN_EXCHANGE,
                            "store:read");
            var client = new RestClientTokenExchangeTokenResponseClient();
            client.addParametersConverter(_ -> resource(ExchangeSite.STORE));
            OAuth2AccessToken subject =
                    new OAuth2AccessToken(
                            OAuth2AccessToken.TokenType.BEARER,
                            site.tokens().text("access_token"),
                            Instant.now(),
                            Instant.now().plusSeconds(60));

            var token = client.getTokenResponse(new TokenExchangeGrantRequest(app, subject, null));

            assertThat(token.getAccessToken().getScopes()).isEqualTo(Set.of("store:read"));
        }
    }

    @Test
    @DisplayName("brings another issuer's assertion (RFC 7523 §2.1)")
    void jwtBearer() throws Exception {
        try (AssertionSite site = new AssertionSite()) {
            ClientRegistration app =
                    registration(
                            site.server().issuer(),
                            site.wiki(),
                            CLIENT_SECRET_BASIC,
                            AuthorizationGrantType.JWT_BEARER,
                            "api:read");
            Jwt assertion =
                    Jwt.withTokenValue(site.idp().signed("JWT", site.claims(Map.of())))
                            .header("alg", "ES256")
                            .subject("u-1")
                            .build();

            var token =
                    new RestClientJwtBearerTokenResponseClient()
                            .getTokenResponse(new JwtBearerGrantRequest(app, assertion));

            assertThat(token.getAccessToken().getScopes()).contains("api:read");
        }
    }

    private static MultiValueMap<String, String> resource(String resource) {
        var parameters = new LinkedMultiValueMap<String, String>();
        parameters.add("resource", resource);
        return parameters;
    }
}
