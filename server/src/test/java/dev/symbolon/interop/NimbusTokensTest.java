package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.interop.NimbusApp.Memory;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 6749, RFC 7662 and RFC 7009, with Nimbus's SDK as the client")
class NimbusTokensTest {

    /** Every way of authentication that the SDK and the server both know. */
    enum Proof {
        BASIC,
        POST,
        ES256,
        RS256,
        NONE
    }

    private static final String SCOPE = "openid profile email offline_access";

    private static TestServer server;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabases.freshOnPostgres());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static NimbusApp app(Proof proof) throws Exception {
        return switch (proof) {
            case BASIC -> {
                App app = server.confidentialApp();
                yield with(app, () -> new ClientSecretBasic(id(app), new Secret(app.secret())));
            }
            case POST -> {
                App app = server.app(Map.of("token_endpoint_auth_method", "client_secret_post"));
                yield with(app, () -> new ClientSecretPost(id(app), new Secret(app.secret())));
            }
            case ES256 -> {
                var key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
                yield withKey(key, key.toPrivateKey(), JWSAlgorithm.ES256);
            }
            case RS256 -> {
                var key = new RSAKeyGenerator(2048).keyID("signing").generate();
                yield withKey(key, key.toPrivateKey(), JWSAlgorithm.RS256);
            }
            case NONE -> {
                App app = server.publicApp();
                yield NimbusApp.discovering(server.issuer(), app.clientId(), null);
            }
        };
    }

    private static ClientID id(App app) {
        return new ClientID(app.clientId());
    }

    private static NimbusApp with(App app, Callable<ClientAuthentication> authentication)
            throws Exception {
        return NimbusApp.discovering(server.issuer(), app.clientId(), authentication);
    }

    private static NimbusApp withKey(JWK key, PrivateKey signing, JWSAlgorithm algorithm)
            throws Exception {
        App app =
                server.app(
                        Map.of(
                                "token_endpoint_auth_method",
                                "private_key_jwt",
                                "jwks",
                                new com.nimbusds.jose.jwk.JWKSet(key)
                                        .toPublicJWKSet()
                                        .toJSONObject()));
        // RFC 7523 §3: the audience is the issuer, so nobody can have it sent elsewhere.
        return with(
                app,
                () ->
                        new PrivateKeyJWT(
                                id(app), server.issuer(), algorithm, signing, "signing", null));
    }

    @ParameterizedTest
    @EnumSource(Proof.class)
    @DisplayName(
            "RFC 9126: a request that was pushed leads to tokens, however the app proves itself")
    void pushed(Proof proof) throws Exception {
        NimbusApp app = app(proof);
        Memory memory = new Memory();
        var back = app.authorizePushed(alice, app.request(memory, SCOPE).build());

        assertThat(app.redeem(memory, app.code(memory, back)).indicatesSuccess()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("a client that proves itself gets tokens for its code, and again by refreshing")
    void refresh(Proof proof) throws Exception {
        NimbusApp app = app(proof);
        OIDCTokenResponse first = app.signIn(alice, new Memory(), SCOPE);

        TokenResponse answer = app.token(new RefreshTokenGrant(refreshToken(first)));

        assertThat(answer.indicatesSuccess()).isTrue();
        OIDCTokenResponse second = (OIDCTokenResponse) answer.toSuccessResponse();
        assertThat(refreshToken(second)).isNotEqualTo(refreshToken(first));
        // Core §12.2: the same person, and no nonce.
        assertThat(app.validate(second, JWSAlgorithm.RS256, null).getSubject())
                .isEqualTo(app.validate(first, JWSAlgorithm.RS256, null).getSubject());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("introspection tells the client that proves itself of its token (RFC 7662 §2.2)")
    void introspection(Proof proof) throws Exception {
        NimbusApp app = app(proof);
        OIDCTokenResponse tokens = app.signIn(alice, new Memory(), SCOPE);

        TokenIntrospectionSuccessResponse access = introspect(app, accessToken(tokens));
        TokenIntrospectionSuccessResponse refresh = introspect(app, refreshToken(tokens));
        TokenIntrospectionSuccessResponse unknown =
                introspect(app, new BearerAccessToken("not-a-token"));

        assertThat(access.isActive()).isTrue();
        assertThat(access.getClientID()).isEqualTo(app.clientId());
        assertThat(access.getIssuer()).isEqualTo(app.provider().getIssuer());
        assertThat(access.getScope().toStringList()).contains("openid", "profile", "email");
        assertThat(access.getExpirationTime()).isInTheFuture();
        assertThat(access.getSubject()).isNotNull();
        assertThat(refresh.isActive()).isTrue();
        assertThat(unknown.isActive()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("a revoked refresh token ends the grant with its access token (RFC 7009 §2.1)")
    void revocation(Proof proof) throws Exception {
        NimbusApp app = app(proof);
        OIDCTokenResponse tokens = app.signIn(alice, new Memory(), SCOPE);

        assertThat(revoke(app, refreshToken(tokens))).isEqualTo(200);
        assertThat(revoke(app, new RefreshToken("not-a-token"))).isEqualTo(200);

        UserInfoResponse response = userinfo(app, tokens);
        assertThat(response.indicatesSuccess()).isFalse();
        assertThat(response.toErrorResponse().getErrorObject())
                .isEqualTo(BearerTokenError.INVALID_TOKEN);
        assertThat(error(app.token(new RefreshTokenGrant(refreshToken(tokens)))).getCode())
                .isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("an error of the token endpoint is read with its description and its address")
    void errors() throws Exception {
        NimbusApp app = app(Proof.BASIC);
        Memory memory = new Memory();
        var code = app.code(memory, app.authorize(alice, app.request(memory, SCOPE).build()));

        ErrorObject error = error(app.redeem(new Memory(), code));

        assertThat(error.getCode()).isEqualTo("invalid_grant");
        assertThat(error.getHTTPStatusCode()).isEqualTo(400);
        assertThat(error.getDescription()).isNotBlank();
        assertThat(error.getURI().toString()).endsWith("/rules/pkce.verifier-matches");
    }

    @Test
    @DisplayName("a wrong secret is invalid_client with a challenge (RFC 6749 §5.2)")
    void wrongSecret() throws Exception {
        App app = server.confidentialApp();
        NimbusApp impostor =
                with(app, () -> new ClientSecretBasic(id(app), new Secret("guessed-guessed")));

        TokenResponse answer = impostor.redeem(new Memory(), new AuthorizationCode("not-a-code"));

        assertThat(error(answer).getCode()).isEqualTo("invalid_client");
        assertThat(error(answer).getHTTPStatusCode()).isEqualTo(401);
    }

    private static ErrorObject error(TokenResponse answer) {
        assertThat(answer.indicatesSuccess()).isFalse();
        return answer.toErrorResponse().getErrorObject();
    }

    private static RefreshToken refreshToken(OIDCTokenResponse tokens) {
        return tokens.getOIDCTokens().getRefreshToken();
    }

    private static AccessToken accessToken(OIDCTokenResponse tokens) {
        return tokens.getOIDCTokens().getAccessToken();
    }

    private static UserInfoResponse userinfo(NimbusApp app, OIDCTokenResponse tokens)
            throws Exception {
        return UserInfoResponse.parse(
                new UserInfoRequest(app.provider().getUserInfoEndpointURI(), accessToken(tokens))
                        .toHTTPRequest()
                        .send());
    }

    private static int revoke(NimbusApp app, Token token) throws Exception {
        URI endpoint = app.provider().getRevocationEndpointURI();
        Callable<ClientAuthentication> authentication = app.authentication();
        TokenRevocationRequest request =
                authentication == null
                        ? new TokenRevocationRequest(endpoint, app.clientId(), token)
                        : new TokenRevocationRequest(endpoint, authentication.call(), token);
        return request.toHTTPRequest().send().getStatusCode();
    }

    private static TokenIntrospectionSuccessResponse introspect(NimbusApp app, Token token)
            throws Exception {
        TokenIntrospectionResponse response =
                TokenIntrospectionResponse.parse(
                        new TokenIntrospectionRequest(
                                        app.provider().getIntrospectionEndpointURI(),
                                        Objects.requireNonNull(app.authentication()).call(),
                                        token)
                                .toHTTPRequest()
                                .send());
        assertThat(response.indicatesSuccess()).isTrue();
        return response.toSuccessResponse();
    }
}
