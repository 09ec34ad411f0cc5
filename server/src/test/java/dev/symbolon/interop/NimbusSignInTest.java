package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.ciba.BackChannelTokenDeliveryMode;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.interop.NimbusApp.Memory;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core, with Nimbus's SDK as the relying party")
class NimbusSignInTest {

    private static TestServer server;
    private static Browser alice;
    private static NimbusApp app;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(TestDatabases.freshOnPostgres());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        app = app(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static NimbusApp app(Map<String, ?> metadata) throws Exception {
        App registered = server.app(metadata);
        ClientSecretBasic secret =
                new ClientSecretBasic(
                        new ClientID(registered.clientId()), new Secret(registered.secret()));
        return NimbusApp.discovering(server.issuer(), registered.clientId(), () -> secret);
    }

    @Test
    @DisplayName("the metadata is found by the issuer alone and says what a client needs (§4)")
    void discovery() throws Exception {
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(server.issuer()));

        assertThat(metadata.getIssuer().getValue()).isEqualTo(server.origin());
        assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
        assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
        assertThat(metadata.getResponseModes())
                .containsExactlyInAnyOrder(
                        ResponseMode.QUERY,
                        ResponseMode.FORM_POST,
                        ResponseMode.QUERY_JWT,
                        ResponseMode.FORM_POST_JWT,
                        ResponseMode.JWT);
        assertThat(metadata.getGrantTypes())
                .containsExactlyInAnyOrder(
                        GrantType.AUTHORIZATION_CODE,
                        GrantType.REFRESH_TOKEN,
                        GrantType.CLIENT_CREDENTIALS,
                        GrantType.DEVICE_CODE,
                        GrantType.CIBA,
                        GrantType.TOKEN_EXCHANGE);
        assertThat(metadata.getBackChannelTokenDeliveryModes())
                .containsExactly(
                        BackChannelTokenDeliveryMode.POLL,
                        BackChannelTokenDeliveryMode.PING,
                        BackChannelTokenDeliveryMode.PUSH);
        assertThat(metadata.getBackChannelAuthenticationEndpointURI()).isNotNull();
        assertThat(metadata.supportsBackChannelUserCodeParam()).isTrue();
        assertThat(metadata.getDeviceAuthorizationEndpointURI()).isNotNull();
        assertThat(metadata.getTokenEndpointAuthMethods())
                .containsExactlyInAnyOrder(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.CLIENT_SECRET_POST,
                        ClientAuthenticationMethod.CLIENT_SECRET_JWT,
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                        ClientAuthenticationMethod.NONE);
        assertThat(metadata.getIDTokenJWSAlgs())
                .extracting(JWSAlgorithm::getName)
                .containsExactly(
                        "RS256",
                        "ES256",
                        "ES384",
                        "ES512",
                        "PS256",
                        "PS384",
                        "PS512",
                        "EdDSA",
                        "Ed25519",
                        "ML-DSA-44",
                        "ML-DSA-65",
                        "ML-DSA-87");
        assertThat(
                        List.of(
                                metadata.getIDTokenJWEAlgs(),
                                metadata.getUserInfoJWEAlgs(),
                                metadata.getAuthorizationJWEAlgs(),
                                metadata.getRequestObjectJWEAlgs()))
                .containsOnly(List.of(JWEAlgorithm.RSA_OAEP_256, JWEAlgorithm.ECDH_ES));
        assertThat(
                        List.of(
                                metadata.getIDTokenJWEEncs(),
                                metadata.getUserInfoJWEEncs(),
                                metadata.getAuthorizationJWEEncs(),
                                metadata.getRequestObjectJWEEncs()))
                .containsOnly(
                        List.of(
                                EncryptionMethod.A128CBC_HS256,
                                EncryptionMethod.A128GCM,
                                EncryptionMethod.A256GCM));
        assertThat(metadata.getDPoPJWSAlgs())
                .contains(JWSAlgorithm.ES256, JWSAlgorithm.ES512, JWSAlgorithm.PS256)
                .noneMatch(algorithm -> algorithm.getName().startsWith("ML-DSA"));
        assertThat(metadata.getEndSessionEndpointURI()).isNotNull();
        // Off unless it is switched on.
        assertThat(metadata.getRegistrationEndpointURI()).isNull();
    }

    // Edwards curves need a library of its own on Nimbus's side; openid-client checks those.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"RS256", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"})
    @DisplayName("the ID token holds against the published keys: issuer, audience, nonce, at_hash")
    void idToken(String alg) throws Exception {
        NimbusApp signed = app(Map.of("id_token_signed_response_alg", alg));
        Memory memory = new Memory();

        OIDCTokenResponse tokens = signed.signIn(alice, memory, "openid");

        JWSAlgorithm algorithm = JWSAlgorithm.parse(alg);
        IDTokenClaimsSet claims = signed.validate(tokens, algorithm, memory.nonce());
        assertThat(claims.getAuthenticationTime()).isNotNull();
        assertThat(claims.getSessionID()).isNotNull();
        assertThat(claims.getACR()).isNotNull();
        AccessTokenValidator.validate(
                tokens.getOIDCTokens().getAccessToken(),
                algorithm,
                java.util.Objects.requireNonNull(claims.getAccessTokenHash()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "POST"})
    @DisplayName("userinfo answers what the scopes allow, with the ID token's sub (§5.3)")
    void userinfo(String method) throws Exception {
        Memory memory = new Memory();
        OIDCTokenResponse tokens = app.signIn(alice, memory, "openid profile email");

        UserInfoResponse response =
                UserInfoResponse.parse(
                        new UserInfoRequest(
                                        app.provider().getUserInfoEndpointURI(),
                                        HTTPRequest.Method.valueOf(method),
                                        tokens.getOIDCTokens().getAccessToken())
                                .toHTTPRequest()
                                .send());

        assertThat(response.indicatesSuccess()).isTrue();
        UserInfo person = response.toSuccessResponse().getUserInfo();
        assertThat(person.getSubject())
                .isEqualTo(app.validate(tokens, JWSAlgorithm.RS256, memory.nonce()).getSubject());
        assertThat(person.getEmailAddress()).isEqualTo("alice@example.com");
        assertThat(person.getEmailVerified()).isTrue();
        assertThat(person.getGivenName()).isEqualTo("alice");
    }

    @Test
    @DisplayName("form_post carries the same response in a form (OAuth Form Post §2)")
    void formPost() throws Exception {
        Memory memory = new Memory();
        app.signIn(alice, new Memory(), "openid");

        Answer page =
                alice.get(
                        app.request(memory, "openid")
                                .responseMode(ResponseMode.FORM_POST)
                                .build()
                                .toURI());
        HTTPRequest posted = new HTTPRequest(HTTPRequest.Method.POST, page.form().action());
        posted.setEntityContentType(
                com.nimbusds.common.contenttype.ContentType.APPLICATION_URLENCODED);
        posted.setBody(dev.symbolon.testing.Http.encode(page.form().fields()));
        AuthenticationResponse response = AuthenticationResponseParser.parse(posted);

        assertThat(page.form().action()).isEqualTo(NimbusApp.CALLBACK);
        assertThat(app.redeem(memory, app.code(memory, response)).indicatesSuccess()).isTrue();
    }

    @Test
    @DisplayName("prompt=none without a session is login_required, with state and iss (§3.1.2.6)")
    void loginRequired() throws Exception {
        Memory memory = new Memory();

        AuthenticationResponse response =
                app.authorize(
                        server.browser(),
                        app.request(memory, "openid").prompt(new Prompt(Prompt.Type.NONE)).build());

        assertThat(response.indicatesSuccess()).isFalse();
        assertThat(response.toErrorResponse().getErrorObject().getCode())
                .isEqualTo("login_required");
        assertThat(response.toErrorResponse().getErrorObject().getURI()).isNotNull();
        assertThat(response.getState()).isEqualTo(memory.state());
        assertThat(response.getIssuer()).isEqualTo(app.provider().getIssuer());
    }

    @Test
    @DisplayName("a person who says no is access_denied (RFC 6749 §4.1.2.1)")
    void denied() throws Exception {
        NimbusApp unknown = app(Map.of());
        Memory memory = new Memory();

        Answer consent = alice.get(unknown.request(memory, "openid email").build().toURI());
        AuthenticationResponse response =
                AuthenticationResponseParser.parse(alice.deny(consent).location());

        assertThat(response.toErrorResponse().getErrorObject().getCode())
                .isEqualTo("access_denied");
    }

    @Test
    @DisplayName("a logout request with the ID token ends the session (RP-Initiated Logout §2)")
    void logout() throws Exception {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Memory memory = new Memory();
        OIDCTokenResponse tokens = app.signIn(bob, memory, "openid");

        Answer answer =
                bob.get(
                        new LogoutRequest(
                                        app.provider().getEndSessionEndpointURI(),
                                        tokens.getOIDCTokens().getIDToken(),
                                        URI.create(TestServer.POST_LOGOUT),
                                        memory.state())
                                .toURI());

        assertThat(answer.location().toString()).startsWith(TestServer.POST_LOGOUT);
        assertThat(answer.sent().first("state")).contains(memory.state().getValue());
        AuthenticationResponse silent =
                app.authorize(
                        bob,
                        app.request(new Memory(), "openid")
                                .prompt(new Prompt(Prompt.Type.NONE))
                                .build());
        assertThat(silent.toErrorResponse().getErrorObject().getCode()).isEqualTo("login_required");
    }
}
