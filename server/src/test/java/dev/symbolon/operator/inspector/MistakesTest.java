package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inspector explains the twenty most common mistakes")
class MistakesTest {

    private static final Pattern FLOW = Pattern.compile("/inspect/flows/([0-9a-z]{16})");

    private static TestServer server;
    private static Browser root;
    private static Browser alice;
    private static App app;
    private static ECKey key;
    private static App keyed;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        app = server.confidentialApp();
        alice.allow(alice.get(request().uri()));
        key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        keyed =
                server.app(
                        Map.of(
                                "token_endpoint_auth_method", "private_key_jwt",
                                "grant_types", List.of("client_credentials"),
                                "response_types", List.of(),
                                "redirect_uris", List.of(),
                                "post_logout_redirect_uris", List.of(),
                                "scope", "",
                                "jwks", new JWKSet(key).toPublicJWKSet().toJSONObject()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static App.Request request() {
        return app.request().with("scope", "openid offline_access");
    }

    private static Answer tokens() {
        return app.redeem(App.code(alice.get(request().uri()))).expectsStatus(200);
    }

    /** Opens the newest flow that this rule ended, and reads it. */
    private static String explained(String rule) {
        return explained(rule, "");
    }

    /** The newest that speaks of this. */
    private static String explained(String rule, String about) {
        for (int i = 0; i < 60; i++) {
            Matcher flow = FLOW.matcher(root.get("/inspect?rule=" + rule).body());
            while (flow.find()) {
                String page = root.get("/inspect/flows/" + flow.group(1)).body();
                if (page.contains(about)) {
                    assertThat(page).contains("<b>What to do:</b>", "does not hold", rule);
                    return page;
                }
            }
            pause();
        }
        throw new AssertionError("no flow that " + rule + " ended speaks of " + about);
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static String differing(String expected, String received) {
        return "<dt>expected</dt><dd><code>%s</code>.*<dt>received</dt><dd><code>%s</code>"
                .formatted(expected, received);
    }

    @Test
    @DisplayName("1 an unknown client")
    void unknownClient() {
        alice.get("/oauth/authorize?client_id=nobody&response_type=code");
        assertThat(explained("authorize.client-known")).contains("<del>nobody</del>");
    }

    @Test
    @DisplayName("an encrypted request that does not open: its header, and nothing that is in it")
    void encrypted() {
        String header =
                "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\",\"kid\":\"long-gone\",\"cty\":\"JWT\"}";
        String object =
                Base64URL.encode(header)
                        + "."
                        + "A".repeat(342)
                        + ".AAAAAAAAAAAAAAAA."
                        + Base64URL.encode("the secret of it")
                        + ".AAAAAAAAAAAAAAAAAAAAAA";
        alice.get("/oauth/authorize?client_id=" + app.clientId() + "&request=" + object);
        assertThat(explained("request-object.decrypted"))
                .contains("kid long-gone", "encrypted with a key of ours", "RSA-OAEP-256")
                .doesNotContain(Base64URL.encode("the secret of it").toString());
    }

    @Test
    @DisplayName("2 a wrong redirect_uri, the character that is too much marked")
    void redirectUri() {
        alice.get(request().with("redirect_uri", App.CALLBACK + "/").uri());
        assertThat(explained("authorize.redirect-uri-registered"))
                .contains("callback<del>/</del>", "<code>redirect_uris</code>");
    }

    @Test
    @DisplayName("3 a wrong secret")
    void secret() {
        new App(server.issuer(), app.clientId(), "wrong")
                .token(Map.of("grant_type", "refresh_token"));
        assertThat(explained("client-authentication.proven"))
                .contains("a secret or key that is registered for it")
                // Whoever it was claimed to be finds it.
                .contains(app.clientId());
    }

    @Test
    @DisplayName(
            "4 to 7 a client assertion with a wrong aud, expired, of an unknown kid, a wrong alg")
    void assertions() throws Exception {
        assertion(
                claims -> claims.audience("https://other.example"), JWSAlgorithm.ES256, "signing");
        assertThat(explained("client-assertion.audience", "https://other.example"))
                .contains(server.issuer().toString());

        Instant past = server.clock().instant().minusSeconds(3600);
        assertion(claims -> claims.expirationTime(Date.from(past)), JWSAlgorithm.ES256, "signing");
        assertThat(explained("client-assertion.expiry"))
                .contains("\"exp\" : " + past.getEpochSecond());

        assertion(claims -> claims, JWSAlgorithm.ES256, "forgotten");
        assertThat(explained("client-authentication.proven", "\"kid\" : \"forgotten\""))
                .contains("[signing (EC)]", "kid forgotten: KEY");

        String claims = "{\"sub\":\"" + keyed.clientId() + "\"}";
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", "eyJhbGciOiJub25lIn0." + Base64URL.encode(claims) + ".AAAA");
        keyed.token(form).expectsError("invalid_client");
        assertThat(explained("client-assertion.algorithm")).contains("does not hold");
    }

    @Test
    @DisplayName("an aud that is a list where FAPI wants a text, as the list that it is")
    void audienceInList() throws Exception {
        App strict =
                server.app(
                        Map.of(
                                "profile",
                                "fapi-2.0-security",
                                "token_endpoint_auth_method",
                                "private_key_jwt",
                                "require_pushed_authorization_requests",
                                true,
                                "dpop_bound_access_tokens",
                                true,
                                "id_token_signed_response_alg",
                                "ES256",
                                "jwks",
                                new JWKSet(key).toPublicJWKSet().toJSONObject()));
        String us = server.issuer().toString();
        // Nimbus writes a list of one as a text.
        assertion(
                strict,
                claims -> claims.claim("aud", List.of(us, us)),
                JWSAlgorithm.ES256,
                "signing");
        assertThat(explained("client-assertion.audience", strict.clientId()))
                .containsPattern(
                        Pattern.compile(
                                "<dt>received</dt><dd><code>(?:(?!</code>).)*(?:\"|&#34;|&quot;)\\]",
                                Pattern.DOTALL));
    }

    @Test
    @DisplayName("an essential acr that was not reached, beside the one that was")
    void acr() {
        String claims =
                "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"urn:unheard-of\"}}}";
        alice.get(request().with("claims", claims).with("prompt", "none").uri());
        assertThat(explained("authorize.acr-met"))
                .containsPattern(
                        Pattern.compile(
                                differing(".*unheard-of.*", ".*symbolon.*"), Pattern.DOTALL));
    }

    private static void assertion(
            UnaryOperator<JWTClaimsSet.Builder> change, JWSAlgorithm algorithm, String kid)
            throws Exception {
        assertion(keyed, change, algorithm, kid);
    }

    private static void assertion(
            App by, UnaryOperator<JWTClaimsSet.Builder> change, JWSAlgorithm algorithm, String kid)
            throws Exception {
        Instant now = server.clock().instant();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(by.clientId())
                        .subject(by.clientId())
                        .audience(server.issuer().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)));
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID(kid).build(),
                        change.apply(claims).build());
        jwt.sign(new ECDSASigner(key));
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", jwt.serialize());
        Http.post(URI.create(server.issuer() + "/oauth/token"), Http.encode(form), Map.of())
                .expectsError("invalid_client");
    }

    @Test
    @DisplayName("8 no PKCE")
    void noPkce() {
        alice.get(request().without("code_challenge").without("code_challenge_method").uri());
        assertThat(explained("pkce.challenge-present")).contains("code_challenge must be sent.");
    }

    @Test
    @DisplayName("9 a verifier that does not hash to the challenge, recomputed")
    void verifier() {
        Map<String, Object> form =
                new LinkedHashMap<>(app.exchange(App.code(alice.get(request().uri()))));
        form.put("code_verifier", "x".repeat(43));
        app.token(form).expectsError("invalid_grant");
        assertThat(explained("pkce.verifier-matches"))
                .containsPattern(
                        Pattern.compile(differing(".*<ins>.*", ".*<del>.*"), Pattern.DOTALL));
    }

    @Test
    @DisplayName("10 and 11 a code that is too old, and one that was used")
    void codes() {
        String used = App.code(alice.get(request().uri()));
        app.redeem(used).expectsStatus(200);
        app.redeem(used).expectsError("invalid_grant");
        assertThat(explained("code.unused")).contains("A code is used once");

        String old = App.code(alice.get(request().uri()));
        server.clock().advance(Duration.ofMinutes(2));
        app.redeem(old).expectsError("invalid_grant");
        assertThat(explained("code.not-expired")).contains("Redeem the code at once");
    }

    @Test
    @DisplayName("12 a token for another API")
    void audience() {
        server.api(
                Map.of(
                        "identifier",
                        "https://other-api.example",
                        "name",
                        "Another API",
                        "introspected_by",
                        List.of(app.clientId()),
                        "scopes",
                        Map.of("other:read", "Read")));
        Answer machine = server.machine().token(Map.of("grant_type", "client_credentials"));
        assertThat(app.introspect(machine.text("access_token")).json())
                .containsEntry("active", false);
        assertThat(explained("introspection.for-who-asks"))
                .contains("https://<ins>other-</ins>api.example", "https://<del></del>api.example");
    }

    @Test
    @DisplayName("13 a scope that the app is not registered for")
    void scope() {
        alice.get(request().with("scope", "openid api:read").uri());
        assertThat(explained("authorize.scope-allowed")).contains("<code>scope</code>", "api:read");
    }

    @Test
    @DisplayName("14 and 15 prompt=none without a session, and without consent")
    void promptNone() {
        server.browser().get(request().with("prompt", "none").uri());
        assertThat(explained("authorize.prompt-none-login")).contains("signed in already");
        alice.get(request().with("scope", "openid email").with("prompt", "none").uri());
        assertThat(explained("authorize.prompt-none-consent")).contains("allowed this before");
    }

    @Test
    @DisplayName("16 an id_token_hint of another issuer")
    void hint() {
        String foreign = tokens().text("id_token").replaceAll("[^.]+$", "AAAA");
        alice.get(request().with("id_token_hint", foreign).uri());
        assertThat(explained("authorize.id-token-hint-ours")).contains("ID token of this issuer");
    }

    @Test
    @DisplayName("17 a refresh token that was replaced")
    void refresh() {
        Answer first = tokens();
        Answer second = app.refresh(first.text("refresh_token"));
        app.refresh(second.text("refresh_token")).expectsStatus(200);
        app.refresh(first.text("refresh_token")).expectsError("invalid_grant");
        assertThat(explained("refresh.not-reused")).contains("the grant has now ended");
    }

    @Test
    @DisplayName("18 an address after sign-out that is not registered")
    void logout() {
        String hint = tokens().text("id_token");
        server.browser()
                .get(
                        "/oauth/logout?"
                                + Http.encode(
                                        Map.of(
                                                "id_token_hint",
                                                hint,
                                                "post_logout_redirect_uri",
                                                TestServer.POST_LOGOUT + "x")));
        assertThat(explained("logout.redirect-uri-registered"))
                .contains("<del>x</del>", "<code>post_logout_redirect_uris</code>");
    }

    @Test
    @DisplayName("19 a script of another site at an endpoint that is not for scripts")
    void script() {
        Http.send(
                "OPTIONS",
                URI.create(server.issuer() + "/oauth/introspect"),
                "",
                Map.of("Origin", "https://spa.example", "Access-Control-Request-Method", "POST"));
        assertThat(explained("http.pages-may-ask")).contains("https://spa.example");
    }

    @Test
    @DisplayName("20 a parameter that is sent twice")
    void twice() {
        alice.get(URI.create(request().uri() + "&scope=openid"));
        assertThat(explained("authorize.parameters-once")).contains("Send each parameter once.");
    }
}
