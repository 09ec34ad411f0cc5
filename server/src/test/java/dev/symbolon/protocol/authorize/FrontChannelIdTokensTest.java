package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.CodeHash;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.TestServer;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
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

@DisplayName("Core §3.2, §3.3 ID tokens from the authorization endpoint, checked by Nimbus's SDK")
class FrontChannelIdTokensTest {

    private static final String HYBRID = "code id_token";

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(), Map.of("clients.front-channel", "id-tokens"));
        app = server.app(old(Map.of()));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().with("scope", "openid profile email").uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> old(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("profile", "compatible");
        metadata.put("grant_types", List.of("authorization_code", "implicit", "refresh_token"));
        metadata.put("response_types", List.of("code", "id_token", "id_token code"));
        metadata.putAll(more);
        return metadata;
    }

    private static App.Request asking(String responseType) {
        return app.request().with("response_type", responseType);
    }

    /**
     * Signature, issuer, audience, times and nonce; the test's clock is near enough to the real.
     */
    private static JWTClaimsSet validated(App whose, SignedJWT idToken) throws Exception {
        IDTokenValidator validator =
                new IDTokenValidator(
                        new Issuer(server.issuer()),
                        new ClientID(whose.clientId()),
                        JWSAlgorithm.RS256,
                        URI.create(server.issuer() + "/oauth/jwks").toURL());
        validator.setMaxClockSkew(Integer.MAX_VALUE);
        validator.validate(idToken, new Nonce("nonce-1"));
        return idToken.getJWTClaimsSet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "id_token code"})
    @DisplayName(
            "§3.3.2.5, §3.3.2.11 code and ID token come in the fragment, and c_hash binds them; the words stand in any order")
    void hybrid(String responseType) throws Exception {
        Answer landed = alice.get(asking(responseType).uri());

        assertThat(landed.status()).isEqualTo(303);
        assertThat(landed.header("cache-control")).contains("no-store");
        assertThat(landed.header("referrer-policy")).contains("no-referrer");
        assertThat(landed.inFragment().names()).containsExactly("code", "id_token", "state", "iss");
        AuthenticationSuccessResponse response =
                AuthenticationResponseParser.parse(landed.location()).toSuccessResponse();
        assertThat(response.getState().getValue()).isEqualTo("state-1");
        assertThat(response.getIssuer().getValue()).isEqualTo(server.origin());
        AuthorizationCode code = response.getAuthorizationCode();
        JWTClaimsSet claims = validated(app, (SignedJWT) response.getIDToken());
        AuthorizationCodeValidator.validate(
                code, JWSAlgorithm.RS256, new CodeHash(claims.getStringClaim("c_hash")));
        assertThat(claims.getClaims())
                .containsKeys("sid", "auth_time")
                .doesNotContainKey("at_hash");

        Map<String, Object> later =
                App.claims(app.redeem(code.getValue()).expectsStatus(200).text("id_token"));
        assertThat(later)
                .as("§3.3.3.6 iss and sub are the same in both")
                .containsEntry("iss", claims.getIssuer())
                .containsEntry("sub", claims.getSubject())
                .containsEntry("nonce", "nonce-1")
                .containsKey("at_hash")
                .doesNotContainKey("c_hash");
    }

    @Test
    @DisplayName("§3.3.2.3 a code of the hybrid flow still wants its verifier")
    void pkce() {
        Answer landed = alice.get(asking(HYBRID).uri());
        Map<String, Object> exchange =
                app.exchange(landed.inFragment().first("code").orElseThrow());
        exchange.remove("code_verifier");

        app.token(exchange).expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§5.4 where no access token comes, scopes ask for claims in the ID token")
    void implicit() throws Exception {
        App.Request request =
                asking("id_token")
                        .with("scope", "openid profile email offline_access")
                        .without("code_challenge")
                        .without("code_challenge_method");
        Answer landed = alice.get(request.uri());

        assertThat(landed.inFragment().names()).containsExactly("id_token", "state", "iss");
        SignedJWT idToken = SignedJWT.parse(landed.inFragment().first("id_token").orElseThrow());
        assertThat(validated(app, idToken).getClaims())
                .containsEntry("given_name", "alice")
                .containsEntry("email", "alice@example.com")
                .doesNotContainKeys("c_hash", "at_hash");
    }

    @Test
    @DisplayName("§3.3.3.6 what comes with a code says who signed in, and no more of the person")
    void privacy() {
        Answer landed = alice.get(asking(HYBRID).with("scope", "openid profile email").uri());

        assertThat(App.claims(landed.inFragment().first("id_token").orElseThrow()))
                .containsKey("sub")
                .doesNotContainKeys("email", "given_name");
    }

    @ParameterizedTest(name = "{0}, {1}={2} is {3}, {4}")
    @CsvSource({
        "id_token, nonce, '', invalid_request, authorize.nonce-present",
        "code id_token, nonce, '', invalid_request, authorize.nonce-present",
        "id_token, response_mode, query, invalid_request, authorize.response-mode-fits",
        "code id_token, response_mode, query, invalid_request, authorize.response-mode-fits",
        "code id_token, response_mode, query.jwt, invalid_request, authorize.response-mode-fits",
        "id_token, response_mode, web_message, invalid_request, authorize.response-mode-known",
        "code id_token, scope, profile, invalid_scope, authorize.id-token-scope",
        "code id_token, code_challenge_method, plain, invalid_request, pkce.method-s256",
        "id_token, prompt, none login, invalid_request, authorize.prompt-none-alone"
    })
    @DisplayName("§3.2.2.6, §3.3.2.6 an error comes in the fragment")
    void errors(String type, String name, String value, String error, String rule) {
        Answer refused = alice.get(asking(type).with(name, value).uri());

        assertThat(refused.inFragment().first("error")).contains(error);
        assertThat(refused.inFragment().first("error_uri").orElseThrow()).endsWith("/" + rule);
        assertThat(refused.inFragment().first("state")).contains("state-1");
        assertThat(refused.inFragment().first("iss")).contains(server.origin());
        assertThat(refused.inFragment().names()).doesNotContain("code", "id_token");
    }

    @Test
    @DisplayName("§3.1.2.6 prompt=none without a session is login_required, in the fragment")
    void silent() {
        Answer refused = server.browser().get(asking("id_token").with("prompt", "none").uri());

        assertThat(refused.inFragment().first("error")).contains("login_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "code token",
                "id_token token",
                "code id_token token",
                "code code",
                "id_token id_token",
                "code  id_token",
                "code id_token ",
                "CODE ID_TOKEN",
                "none"
            })
    @DisplayName("RFC 9700 §2.1.2 no access token comes from here, whatever is set")
    void others(String responseType) {
        Answer refused = alice.get(asking(responseType).uri());

        assertThat(refused.sent().first("error")).contains("unsupported_response_type");
        assertThat(refused.sent().names()).doesNotContain("access_token", "id_token", "code");
    }

    @Test
    @DisplayName("Form Post §2 the fields are posted, where the app asks for that")
    void formPost() {
        Answer page = alice.get(asking(HYBRID).with("response_mode", "form_post").uri());
        Answer.Form form = page.expectsStatus(200).form();

        assertThat(form.action()).isEqualTo(URI.create(App.CALLBACK));
        assertThat(form.fields().keySet()).containsExactly("code", "id_token", "state", "iss");
        assertThat(page.header("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "fragment.jwt"})
    @DisplayName("JARM §2.3.4 jwt means fragment.jwt where an ID token comes")
    void signed(String mode) throws Exception {
        Answer landed = alice.get(asking(HYBRID).with("response_mode", mode).uri());

        assertThat(landed.inFragment().names()).containsExactly("response");
        Map<String, Object> claims =
                App.claims(landed.inFragment().first("response").orElseThrow());
        assertThat(claims).containsKeys("code", "id_token", "state", "iss", "aud", "exp");
        validated(app, SignedJWT.parse(String.valueOf(claims.get("id_token"))));
    }

    @Test
    @DisplayName("Multiple Response Types §2.1 a code comes in the fragment where the app asks")
    void codeInFragment() {
        Answer landed = alice.get(app.request().with("response_mode", "fragment").uri());

        assertThat(landed.inFragment().names()).containsExactly("code", "state", "iss");
        App.code(alice.get(app.request().uri()));
    }

    @Test
    @DisplayName("§10.2 it is encrypted where the client registered that")
    void encrypted() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).generate();
        App hidden =
                server.app(
                        old(
                                Map.of(
                                        "id_token_encrypted_response_alg",
                                        "RSA-OAEP-256",
                                        "jwks",
                                        new JWKSet(key).toPublicJWKSet().toJSONObject())));
        Answer landed =
                alice.allow(alice.get(hidden.request().with("response_type", "id_token").uri()));
        JWEObject jwe = JWEObject.parse(landed.inFragment().first("id_token").orElseThrow());
        jwe.decrypt(new RSADecrypter(key));

        validated(hidden, jwe.getPayload().toSignedJWT());
    }

    @Test
    @DisplayName("RFC 6749 §4.1.2.1 an app that did not register the type may not use it")
    void notRegistered() {
        App codeOnly =
                server.app(
                        old(
                                Map.of(
                                        "grant_types", List.of("authorization_code"),
                                        "response_types", List.of("code"))));
        Answer refused = alice.get(codeOnly.request().with("response_type", HYBRID).uri());
        assertThat(refused.inFragment().first("error")).contains("unauthorized_client");
        assertThat(refused.inFragment().first("error_uri").orElseThrow())
                .endsWith("authorize.response-type-allowed");

        App implicitOnly =
                server.app(
                        old(
                                Map.of(
                                        "grant_types", List.of("implicit"),
                                        "response_types", List.of("id_token"))));
        Answer noCode = alice.get(implicitOnly.request().uri());
        assertThat(noCode.sent().first("error_uri").orElseThrow())
                .endsWith("authorize.code-flow-allowed");
    }

    @Test
    @DisplayName("Registration §2 implicit and id_token go together, and with https alone")
    void registered() {
        server.refusesClient(
                "client-metadata.grants-match-responses",
                old(Map.of("grant_types", List.of("authorization_code"))));
        server.refusesClient(
                "client-metadata.grants-match-responses",
                old(Map.of("response_types", List.of("code"))));
        server.refusesClient(
                "client-metadata.grants-match-responses",
                old(Map.of("grant_types", List.of("implicit"))));
        server.refusesClient(
                "client-metadata.implicit-https",
                old(Map.of("redirect_uris", List.of("http://localhost:3000/cb"))));
        server.refusesClient(
                "client-metadata.response-type",
                old(Map.of("response_types", List.of("code", "id_token", "id_token token"))));
        for (String profile : List.of("oauth-2.1", "mcp", "fapi-2.0-security")) {
            server.refusesClient("client-metadata.response-type", old(Map.of("profile", profile)));
        }
        Map<String, Object> unnamed = old(Map.of());
        unnamed.remove("profile");
        server.refusesClient("client-metadata.response-type", unnamed);
    }

    @Test
    @DisplayName("a server that no longer offers it refuses who registered it before")
    void switchedOff() {
        int port = server.beside(Map.of());
        Answer metadata =
                Http.get(
                        URI.create(
                                "http://127.0.0.1:" + port + "/.well-known/openid-configuration"),
                        Map.of());
        assertThat(metadata.json()).containsEntry("response_types_supported", List.of("code"));
        assertThat(String.valueOf(metadata.json().get("response_modes_supported")))
                .doesNotContain("fragment");
        URI there =
                URI.create(
                        asking("id_token")
                                .uri()
                                .toString()
                                .replace(server.origin(), "http://127.0.0.1:" + port));
        Answer refused = Http.get(there, Map.of());
        assertThat(
                        Parameters.parse(
                                        URI.create(refused.header("location").orElseThrow())
                                                .getRawQuery())
                                .first("error"))
                .contains("unsupported_response_type");
    }

    @Test
    @DisplayName("Discovery §3 the types, the modes and implicit are named where they are offered")
    void discovered() {
        Map<String, Object> metadata = server.metadata();

        assertThat(metadata)
                .containsEntry(
                        "response_types_supported", List.of("code", "id_token", "code id_token"));
        assertThat(metadata.get("response_modes_supported"))
                .isEqualTo(
                        List.of(
                                "query",
                                "fragment",
                                "form_post",
                                "query.jwt",
                                "fragment.jwt",
                                "form_post.jwt",
                                "jwt"));
        assertThat(String.valueOf(metadata.get("grant_types_supported"))).contains("implicit");
    }

    @Test
    @DisplayName("§3.2 implicit is no grant of the token endpoint")
    void noGrant() {
        app.token(Map.of("grant_type", "implicit")).expectsError("unsupported_grant_type");
    }
}
