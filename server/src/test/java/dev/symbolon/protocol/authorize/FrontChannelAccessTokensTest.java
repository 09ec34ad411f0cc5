package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.CodeHash;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import dev.symbolon.TestServer;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 §4.2, Core §3.2, §3.3 access tokens from the authorization endpoint")
class FrontChannelAccessTokensTest {

    private static final List<String> TYPES =
            List.of(
                    "code",
                    "id_token",
                    "code id_token",
                    "token",
                    "id_token token",
                    "code token",
                    "code id_token token");

    private static final String OPAQUE = "https://opaque.example";

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServer.CERTIFICATES);
        settings.put("clients.front-channel", "tokens");
        server = TestServer.start(TestDatabases.fresh(), settings);
        server.api(
                Map.of(
                        "identifier",
                        OPAQUE,
                        "name",
                        "Opaque",
                        "scopes",
                        Map.of("opaque:read", "Read"),
                        "token_format",
                        "opaque"));
        PaymentApi.at(server);
        app = server.app(old(Map.of()));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> old(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("profile", "compatible");
        metadata.put("first_party", true);
        metadata.put("grant_types", List.of("authorization_code", "implicit", "refresh_token"));
        metadata.put("response_types", TYPES);
        metadata.put(
                "scope", "openid profile email offline_access api:read opaque:read accounts:name");
        metadata.putAll(more);
        return metadata;
    }

    private static App.Request asking(String responseType) {
        return app.request().with("response_type", responseType);
    }

    private static String token(Answer landed) {
        return landed.inFragment().first("access_token").orElseThrow();
    }

    private static void isDead(String accessToken) {
        assertThat(app.userinfo(accessToken).status()).isEqualTo(401);
        assertThat(app.introspect(accessToken).json()).containsEntry("active", false);
    }

    @ParameterizedTest
    @CsvSource({
        "token, 'access_token token_type expires_in scope state iss'",
        "token id_token, 'access_token token_type expires_in scope id_token state iss'",
        "code token, 'code access_token token_type expires_in scope state iss'",
        "token code id_token, 'code access_token token_type expires_in scope id_token state iss'"
    })
    @DisplayName(
            "§3.2.2.5, §3.3.2.5 the parameters come in the fragment, and no refresh token does (RFC 6749 §4.2.2)")
    void answer(String responseType, String names) {
        Answer landed = alice.get(asking(responseType).uri());

        assertThat(landed.status()).isEqualTo(303);
        Parameters said = landed.inFragment();
        assertThat(said.names()).containsExactly(names.split(" "));
        assertThat(said.first("token_type")).contains("Bearer");
        assertThat(said.first("expires_in")).contains("600");
        assertThat(said.first("state")).contains("state-1");
        assertThat(app.userinfo(token(landed)).expectsStatus(200).json())
                .as("§5.3")
                .containsKey("sub");
        assertThat(app.introspect(token(landed)).json())
                .containsEntry("active", true)
                .containsEntry("client_id", app.clientId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token token", "code id_token token"})
    @DisplayName("§3.2.2.9, §3.3.2.9 at_hash and c_hash are those of what came beside, says Nimbus")
    void hashes(String responseType) throws Exception {
        AuthenticationSuccessResponse response =
                AuthenticationResponseParser.parse(alice.get(asking(responseType).uri()).location())
                        .toSuccessResponse();
        JWTClaimsSet claims = response.getIDToken().getJWTClaimsSet();
        AccessToken token = response.getAccessToken();

        assertThat(token).isInstanceOf(BearerAccessToken.class);
        assertThat(token.getLifetime()).isEqualTo(600);
        AccessTokenValidator.validate(
                token, JWSAlgorithm.RS256, new AccessTokenHash(claims.getStringClaim("at_hash")));
        if (response.getAuthorizationCode() == null) {
            assertThat(claims.getClaim("c_hash")).isNull();
        } else {
            AuthorizationCodeValidator.validate(
                    response.getAuthorizationCode(),
                    JWSAlgorithm.RS256,
                    new CodeHash(claims.getStringClaim("c_hash")));
        }
    }

    @Test
    @DisplayName("§5.4 where an access token comes, scopes ask for claims at userinfo")
    void claims() {
        App.Request request = asking("id_token token").with("scope", "openid profile email");
        Answer landed = alice.get(request.uri());

        assertThat(App.claims(landed.inFragment().first("id_token").orElseThrow()))
                .containsKeys("sub", "nonce", "at_hash")
                .doesNotContainKeys("email", "given_name");
        assertThat(app.userinfo(token(landed)).json()).containsKeys("email", "given_name");

        String wish = "{\"id_token\":{\"email\":null}}";
        Answer wished = alice.get(request.with("claims", wish).uri());
        assertThat(App.claims(wished.inFragment().first("id_token").orElseThrow()))
                .as("§5.5")
                .containsKey("email")
                .doesNotContainKey("given_name");
    }

    @Test
    @DisplayName("§3.3.3 the code gives tokens of the same grant, and replayed it ends all of them")
    void replay() {
        Answer landed = alice.get(asking("code token").uri());
        String front = token(landed);
        String code = landed.inFragment().first("code").orElseThrow();

        String back = app.redeem(code).expectsStatus(200).text("access_token");
        assertThat(App.claims(back)).containsEntry("grant_id", App.claims(front).get("grant_id"));
        assertThat(app.userinfo(front).status()).isEqualTo(200);
        app.redeem(code).expectsError("invalid_grant");

        isDead(front);
        isDead(back);
    }

    @Test
    @DisplayName(
            "§3.3.3.8 a refresh token comes for the code, and ends the grant where it is revoked")
    void refreshed() {
        Answer landed = alice.get(asking("code id_token token").uri());
        String front = token(landed);
        Answer tokens = app.redeem(landed.inFragment().first("code").orElseThrow());
        String next = app.refresh(tokens.text("refresh_token")).text("refresh_token");
        assertThat(app.userinfo(front).status()).isEqualTo(200);

        app.revoke(next).expectsStatus(200);

        isDead(front);
    }

    @Test
    @DisplayName("RFC 7009 §2.1 it can be revoked, and the code that came with it goes on")
    void revoked() {
        Answer landed = alice.get(asking("code token").uri());

        app.revoke(token(landed)).expectsStatus(200);

        isDead(token(landed));
        app.redeem(landed.inFragment().first("code").orElseThrow()).expectsStatus(200);
    }

    @Test
    @DisplayName("it ends with the session that it came of")
    void signedOut() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer landed = bob.get(asking("id_token token").uri());
        assertThat(app.userinfo(token(landed)).status()).isEqualTo(200);

        bob.get(
                "/oauth/logout?id_token_hint="
                        + landed.inFragment().first("id_token").orElseThrow());

        isDead(token(landed));
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2 it lives as long as expires_in says")
    void expires() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        Answer landed = carol.get(asking("token").uri());
        server.clock().advance(Duration.ofSeconds(599));
        assertThat(app.userinfo(token(landed)).status()).isEqualTo(200);
        server.clock().advance(Duration.ofSeconds(2));

        isDead(token(landed));
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2 the scope that was granted is told, without what nobody knows")
    void scope() {
        App.Request request =
                asking("token").with("scope", "api:read unknown offline_access").without("nonce");
        Answer landed = alice.get(request.uri());

        assertThat(landed.inFragment().first("scope")).contains("api:read");
        assertThat(App.claims(token(landed)))
                .containsEntry("aud", TestServer.API)
                .containsEntry("scope", "api:read");
        assertThat(app.userinfo(token(landed)).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("RFC 8707 §2.2 it is for the APIs that the request names, all of one kind")
    void resources() {
        Answer opaque =
                alice.get(
                        asking("token")
                                .with("scope", "openid opaque:read")
                                .with("resource", OPAQUE)
                                .uri());
        assertThat(token(opaque)).startsWith("sym_at_");
        assertThat(app.userinfo(token(opaque)).status()).isEqualTo(200);

        Answer mixed = alice.get(asking("token").with("scope", "api:read opaque:read").uri());
        assertThat(mixed.inFragment().first("error")).contains("invalid_target");
        assertThat(mixed.inFragment().names()).doesNotContain("access_token");
    }

    @Test
    @DisplayName("RFC 9396 §7 authorization details are granted, told and carried")
    void details() {
        App bank =
                server.app(
                        old(Map.of("authorization_details_types", List.of("payment_initiation"))));
        Answer asked =
                alice.get(
                        bank.request()
                                .with("response_type", "code token")
                                .with(
                                        "authorization_details",
                                        Json.text(List.of(PaymentApi.payment())))
                                .uri());
        Answer landed = alice.allow(asked.expectsStatus(200));

        assertThat(landed.inFragment().first("authorization_details").orElseThrow())
                .contains("123.50", "Merchant A");
        assertThat(String.valueOf(App.claims(token(landed)).get("authorization_details")))
                .contains("123.50");
    }

    @Test
    @DisplayName("Form Post §2 the fields are posted, where the app asks for that")
    void formPost() {
        Answer page =
                alice.get(asking("code id_token token").with("response_mode", "form_post").uri());

        assertThat(page.expectsStatus(200).form().fields().keySet())
                .containsExactly(
                        "code",
                        "access_token",
                        "token_type",
                        "expires_in",
                        "scope",
                        "id_token",
                        "state",
                        "iss");
    }

    @Test
    @DisplayName("JARM §2.3.4 jwt means fragment.jwt, and the parameters are its claims")
    void signed() {
        Answer landed = alice.get(asking("token").with("response_mode", "jwt").uri());

        assertThat(landed.inFragment().names()).containsExactly("response");
        assertThat(App.claims(landed.inFragment().first("response").orElseThrow()))
                .containsKeys("access_token", "iss", "aud", "exp", "state")
                .containsEntry("token_type", "Bearer");
    }

    @ParameterizedTest(name = "{0}, {1}={2} is {3}, {4}")
    @CsvSource({
        "token, response_mode, query, invalid_request, authorize.response-mode-fits",
        "code token, response_mode, query.jwt, invalid_request, authorize.response-mode-fits",
        "id_token token, nonce, '', invalid_request, authorize.nonce-present",
        "code id_token token, nonce, '', invalid_request, authorize.nonce-present",
        "id_token token, scope, profile, invalid_scope, authorize.id-token-scope",
        "code token, code_challenge_method, plain, invalid_request, pkce.method-s256",
        "token, prompt, none login, invalid_request, authorize.prompt-none-alone",
        "token, dpop_jkt, 0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I, invalid_request, authorize.token-not-bound"
    })
    @DisplayName("§3.2.2.6, §3.3.2.6 an error comes in the fragment, and no token beside it")
    void errors(String type, String name, String value, String error, String rule) {
        Answer refused = alice.get(asking(type).with(name, value).uri());

        assertThat(refused.inFragment().first("error")).contains(error);
        assertThat(refused.inFragment().first("error_uri").orElseThrow()).endsWith("/" + rule);
        assertThat(refused.inFragment().names()).doesNotContain("code", "id_token", "access_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dpop_bound_access_tokens", "tls_client_certificate_bound_access_tokens"})
    @DisplayName("RFC 9449 §5.2, RFC 8705 §3.4 who wants bound tokens gets none that is not")
    void bound(String member) {
        server.refusesClient("client-metadata.token-not-bound", old(Map.of(member, true)));

        App idTokens =
                server.app(old(Map.of(member, true, "response_types", List.of("code id_token"))));
        Answer refused = alice.get(idTokens.request().with("response_type", "code token").uri());
        assertThat(refused.inFragment().first("error")).contains("unauthorized_client");
    }

    @Test
    @DisplayName(
            "Registration §2 each is for clients that registered it, and are held to compatible")
    void registered() {
        for (String profile : List.of("oauth-2.1", "mcp", "fapi-2.0-security")) {
            server.refusesClient("client-metadata.response-type", old(Map.of("profile", profile)));
        }
        App other = server.app(old(Map.of("response_types", List.of("code", "id_token"))));
        Answer refused = alice.get(other.request().with("response_type", "id_token token").uri());
        assertThat(refused.inFragment().first("error_uri").orElseThrow())
                .endsWith("authorize.response-type-allowed");
    }

    @Test
    @DisplayName("Discovery §3 the types are named where they are offered")
    void discovered() {
        assertThat(server.metadata()).containsEntry("response_types_supported", TYPES);
        assertThat(String.valueOf(server.metadata().get("grant_types_supported")))
                .contains("implicit");
    }

    @Test
    @DisplayName("a server that no longer offers them refuses who registered them before")
    void switchedOff() {
        int port = server.beside(Map.of("clients.front-channel", "id-tokens"));
        String there =
                asking("code token")
                        .uri()
                        .toString()
                        .replace(server.origin(), "http://127.0.0.1:" + port);
        Answer refused = server.browser().get(URI.create(there));

        assertThat(refused.sent().first("error")).contains("unsupported_response_type");
    }
}
