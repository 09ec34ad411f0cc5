package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 9101 request objects, by value")
class RequestObjectTest {

    private static TestServer server;
    private static ECKey key;
    private static ECKey foreign;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        foreign = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        app = server.app(keyed());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> keyed() {
        return new LinkedHashMap<>(Map.of("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject()));
    }

    /** All that an app says, and what RFC 9101 §4 adds. */
    private static Map<String, Object> claims(App whose) {
        Map<String, Object> claims = new LinkedHashMap<>(whose.request().parameters());
        claims.put("iss", whose.clientId());
        claims.put("aud", server.issuer().toString());
        claims.put("exp", Date.from(server.clock().instant().plusSeconds(60)));
        claims.put("nbf", Date.from(server.clock().instant()));
        return claims;
    }

    private static Map<String, Object> claimsWith(String name, Object value) {
        Map<String, Object> claims = claims(app);
        claims.put(name, value);
        return claims;
    }

    private static String signed(Map<String, Object> claims) throws Exception {
        return signed(
                claims,
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("signing")
                        .type(new JOSEObjectType("oauth-authz-req+jwt"))
                        .build(),
                new ECDSASigner(key));
    }

    private static String signed(Map<String, Object> claims, JWSHeader header, JWSSigner signer)
            throws Exception {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        SignedJWT jwt = new SignedJWT(header, set.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static URI uri(String object) {
        return uri(app, Map.of("request", object));
    }

    private static URI uri(App whose, Map<String, ?> beside) {
        Map<String, Object> all = new LinkedHashMap<>(beside);
        all.put("client_id", whose.clientId());
        return URI.create(server.issuer() + "/oauth/authorize?" + Http.encode(all));
    }

    private static void refusedOnPage(Answer page, String rule) {
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains(rule);
    }

    @Test
    @DisplayName("§5 client_id and request are a whole authorization request")
    void wholeFlow() throws Exception {
        Answer landed = alice.get(uri(signed(claims(app))));

        assertThat(landed.sent().first("state")).contains("state-1");
        assertThat(app.redeem(App.code(landed)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§6.3 what stands beside the object does not count, and nothing of it is missed")
    void nothingBeside() throws Exception {
        Map<String, Object> beside = new LinkedHashMap<>();
        beside.put("request", signed(claims(app)));
        beside.put("state", "mallory");
        beside.put("redirect_uri", "https://mallory.example/");
        beside.put("prompt", "login");
        Answer landed = alice.get(uri(app, beside));

        assertThat(landed.header("location").orElseThrow()).startsWith(App.CALLBACK);
        assertThat(landed.sent().first("state")).contains("state-1");

        Map<String, Object> without = claims(app);
        without.remove("code_challenge");
        without.remove("code_challenge_method");
        beside.put("request", signed(without));
        beside.put("code_challenge", app.request().parameters().get("code_challenge"));
        beside.put("code_challenge_method", "S256");
        assertThat(alice.get(uri(app, beside)).sent().first("error")).contains("invalid_request");
    }

    @Test
    @DisplayName("§4 numbers, lists and objects mean what they would in the query")
    void values() throws Exception {
        server.clock().advance(Duration.ofSeconds(2));
        Map<String, Object> claims = claimsWith("max_age", 1);
        assertThat(alice.get(uri(signed(claims))).body()).contains("name=\"password\"");

        claims = claimsWith("resource", List.of("https://unknown.example"));
        assertThat(alice.get(uri(signed(claims))).sent().first("error")).contains("invalid_target");

        claims = claimsWith("claims", Map.of("id_token", "no object"));
        assertThat(alice.get(uri(signed(claims))).sent().first("error"))
                .contains("invalid_request");
    }

    static Stream<Arguments> refused() {
        long past = server.clock().instant().minusSeconds(3600).getEpochSecond();
        long future = server.clock().instant().plusSeconds(3600).getEpochSecond();
        return Stream.of(
                Arguments.of("iss", "somebody", "request-object.client"),
                Arguments.of("client_id", "somebody", "request-object.client"),
                Arguments.of("sub", app.clientId(), "request-object.no-subject"),
                Arguments.of("aud", "https://other.example", "request-object.audience"),
                Arguments.of("exp", past, "request-object.times"),
                Arguments.of("nbf", future, "request-object.times"),
                Arguments.of("exp", "soon", "request-object.times"),
                Arguments.of("request", "e30", "request-object.not-nested"),
                Arguments.of("request_uri", "https://app.example/r", "request-object.not-nested"),
                Arguments.of("state", List.of("a", "b"), "request-object.values"),
                Arguments.of("scope", Map.of("a", "b"), "request-object.values"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("§6.2 an object that says what it must not leads to no app")
    void claims(String name, Object value, String rule) throws Exception {
        refusedOnPage(alice.get(uri(signed(claimsWith(name, value)))), rule);
    }

    @Test
    @DisplayName("§10.1 an object that the client did not sign leads to no app")
    void signatures() throws Exception {
        JWSHeader es256 = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("signing").build();
        refusedOnPage(
                alice.get(uri(signed(claims(app), es256, new ECDSASigner(foreign)))),
                "request-object.signed");
        JWSHeader hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256).build();
        byte[] guess =
                key.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        refusedOnPage(
                alice.get(uri(signed(claims(app), hs256, new MACSigner(guess)))),
                "request-object.signed");
        App keyless = server.confidentialApp();
        refusedOnPage(
                alice.get(uri(keyless, Map.of("request", signed(claims(keyless))))),
                "request-object.signed");
    }

    @Test
    @DisplayName(
            "Core §3.1.2.6 one that says that nobody signed it is not supported, and nothing of it counts")
    void unsigned() {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claimsWith("state", "inside").forEach(set::claim);
        String object = new PlainJWT(set.build()).serialize();
        Answer sent = alice.get(app.request().with("request", object).uri());
        assertThat(sent.location().toString()).startsWith(App.CALLBACK + "?");
        assertThat(sent.sent().first("error")).contains("request_not_supported");
        assertThat(sent.sent().first("error_uri").orElseThrow())
                .endsWith("/rules/authorize.no-unsigned-request");
        assertThat(sent.sent().first("state")).contains("state-1");

        App.Request other = app.request().with("redirect_uri", "https://mallory.example");
        refusedOnPage(
                alice.get(other.with("request", object).uri()),
                "authorize.redirect-uri-registered");
        for (String half : List.of(object.substring(0, object.length() - 1), ".", object + ".")) {
            refusedOnPage(
                    alice.get(app.request().with("request", half).uri()), "request-object.form");
        }
        app.push(app.request().with("request", object))
                .expectsError("invalid_request_object")
                .naming("request-object.form");
    }

    @ParameterizedTest
    @CsvSource({"JWT, true", "application/oauth-authz-req+jwt, true", "at+jwt, false", "'', true"})
    @DisplayName("§10.8 the typ keeps other JWTs of the client from being requests")
    void typ(String typ, boolean taken) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("signing")
                        .type(new JOSEObjectType(typ))
                        .build();
        Answer answer = alice.get(uri(signed(claims(app), header, new ECDSASigner(key))));
        if (taken) {
            App.code(answer);
        } else {
            refusedOnPage(answer, "request-object.typ");
        }
    }

    @Test
    @DisplayName("§5 request does not come twice, without client_id or with request_uri")
    void once() throws Exception {
        String object = signed(claims(app));
        refusedOnPage(alice.get(URI.create(uri(object) + "&client_id=x")), "request-object.once");
        refusedOnPage(
                alice.get(URI.create(uri(object) + "&request_uri=https://app.example/r")),
                "request-object.once");
    }

    @Test
    @DisplayName("§6.2 an object of an unknown client leads to no app")
    void unknownClient() throws Exception {
        App nobody = new App(server.issuer(), "nobody", null);
        refusedOnPage(
                alice.get(uri(nobody, Map.of("request", signed(claims(app))))),
                "authorize.client-known");
    }

    @Test
    @DisplayName("§10.5 a client that must sign is refused where its request comes otherwise")
    void required() throws Exception {
        Map<String, Object> metadata = keyed();
        metadata.put("require_signed_request_object", true);
        metadata.put("request_object_signing_alg", "PS256");
        App strict = server.app(metadata);
        Answer refused = alice.get(strict.request().uri());
        assertThat(refused.sent().first("error_uri").orElseThrow()).endsWith("authorize.signed");
        refusedOnPage(
                alice.get(uri(strict, Map.of("request", signed(claims(strict))))),
                "request-object.signed");

        metadata.put("request_object_signing_alg", "ES256");
        App signing = server.app(metadata);
        App.code(alice.allow(alice.get(uri(signing, Map.of("request", signed(claims(signing)))))));
    }

    @Test
    @DisplayName("RFC 9126 §3 an object can be pushed, and nothing beside it counts")
    void pushed() throws Exception {
        Map<String, Object> metadata = keyed();
        metadata.put("require_signed_request_object", true);
        App strict = server.app(metadata);
        Answer answer =
                strict.post(
                        "/oauth/par",
                        Map.of(
                                "request", signed(claims(strict)),
                                "state", "mallory",
                                "redirect_uri", "https://mallory.example"));
        Answer landed =
                alice.allow(
                        alice.get(strict.pushed(answer.expectsStatus(201).text("request_uri"))));

        assertThat(landed.sent().first("state")).contains("state-1");
        assertThat(strict.redeem(App.code(landed)).status()).isEqualTo(200);
        strict.push(strict.request()).expectsError("invalid_request").naming("authorize.signed");
    }

    @Test
    @DisplayName("Discovery names the algorithms")
    void discovered() {
        Map<String, Object> metadata = server.metadata();

        assertThat(metadata)
                .containsEntry("request_parameter_supported", true)
                .containsEntry("require_signed_request_object", false);
        assertThat(String.valueOf(metadata.get("request_object_signing_alg_values_supported")))
                .contains("ES256", "PS256")
                .doesNotContain("none", "HS256");
    }
}
