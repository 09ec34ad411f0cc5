package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.TestServer;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsSigner;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Profile;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7518 §3, RFC 9864, RFC 9964: every algorithm, from both sides")
class AlgorithmsTest {

    private static TestServer server;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** As a client does: the published keys, and no other algorithm than the registered one. */
    private static Jws checked(String jwt, SignatureAlgorithm algorithm) {
        Map<String, Object> keys =
                Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).json();
        Verdict verdict =
                new JwsVerifier(JwkSet.parse(keys, Crypto.jdk()), Set.of(algorithm)).verify(jwt);
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        return ((Verdict.Valid) verdict).jws();
    }

    private static App keyed(SignatureAlgorithm algorithm, KeyPair pair, Map<String, ?> more) {
        Map<String, Object> jwk = new LinkedHashMap<>(PublicJwk.members(pair.getPublic()));
        jwk.put("kid", "k1");
        Map<String, Object> metadata = new LinkedHashMap<>(more);
        metadata.put("token_endpoint_auth_method", "private_key_jwt");
        metadata.put("token_endpoint_auth_signing_alg", algorithm.wire());
        metadata.put("jwks", Map.of("keys", List.of(jwk)));
        return server.app(metadata);
    }

    private static String signed(
            SignatureAlgorithm algorithm, KeyPair pair, Map<String, Object> claims) {
        return new JwsSigner(algorithm, "k1", pair.getPrivate(), Crypto.jdk()).sign("JWT", claims);
    }

    private static Map<String, Object> withAssertion(
            Map<String, Object> form, SignatureAlgorithm algorithm, KeyPair pair, App app) {
        long now = server.clock().instant().getEpochSecond();
        Map<String, Object> claims =
                Map.of(
                        "iss", app.clientId(),
                        "sub", app.clientId(),
                        "aud", server.issuer().toString(),
                        "jti", OpaqueValue.randomId(),
                        "exp", now + 60);
        Map<String, Object> all = new LinkedHashMap<>(form);
        all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        all.put("client_assertion", signed(algorithm, pair, claims));
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName(
            "the client registers how ID token, userinfo and answer are signed (Registration §2)")
    void asRegistered(SignatureAlgorithm algorithm) throws Exception {
        App app =
                server.app(
                        Map.of(
                                "id_token_signed_response_alg", algorithm.wire(),
                                "userinfo_signed_response_alg", algorithm.wire(),
                                "authorization_signed_response_alg", algorithm.wire()));
        Answer landed = alice.allow(alice.get(app.request().with("response_mode", "jwt").uri()));
        String response = landed.sent().first("response").orElseThrow();
        Jws answered = checked(response, algorithm);
        Answer tokens = app.redeem(answered.text("code").orElseThrow()).expectsStatus(200);

        Jws idToken = checked(tokens.text("id_token"), algorithm);
        byte[] hash =
                MessageDigest.getInstance(algorithm.hash())
                        .digest(tokens.text("access_token").getBytes(StandardCharsets.US_ASCII));
        assertThat(idToken.text("at_hash"))
                .as("Core §3.1.3.6")
                .contains(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Arrays.copyOf(hash, hash.length / 2)));
        Answer userinfo = app.userinfo(tokens.text("access_token")).expectsStatus(200);
        assertThat(checked(userinfo.body(), algorithm).text("sub")).isEqualTo(idToken.text("sub"));
        // Our own word is known again, however it was signed; the long ones do not fit an address.
        if (!algorithm.isPostQuantum()) {
            App.code(alice.get(app.request().with("id_token_hint", tokens.text("id_token")).uri()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"ES384", "PS512", "ML_DSA_65"})
    @DisplayName("an API chooses how its tokens are signed (RFC 9068 §2.1), and finds them active")
    void accessTokens(SignatureAlgorithm algorithm) {
        String identifier = "https://" + algorithm.wire().toLowerCase(Locale.ROOT) + ".example";
        String scope = "read:" + algorithm.wire();
        server.api(
                Map.of(
                        "identifier",
                        identifier,
                        "name",
                        "An API",
                        "scopes",
                        Map.of(scope, "Read"),
                        "access_token_signed_response_alg",
                        algorithm.wire()));
        App app = server.app(Map.of("scope", "openid " + scope));
        Answer landed =
                alice.allow(
                        alice.get(
                                app.request()
                                        .with("scope", "openid " + scope)
                                        .with("resource", identifier)
                                        .uri()));
        String token = app.redeem(App.code(landed)).expectsStatus(200).text("access_token");
        assertThat(checked(token, algorithm).typ()).contains("at+jwt");
        assertThat(app.introspect(token).json()).containsEntry("active", true);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("a client proves itself and its request with it (Core §9, RFC 9101 §6.2)")
    void ofClients(SignatureAlgorithm algorithm) {
        KeyPair pair = algorithm.newKeyPair();
        App app = keyed(algorithm, pair, Map.of("request_object_signing_alg", algorithm.wire()));
        Map<String, Object> claims = new LinkedHashMap<>(app.request().parameters());
        claims.put("aud", server.issuer().toString());
        Map<String, Object> request =
                withAssertion(
                        Map.of(
                                "request",
                                signed(algorithm, pair, claims),
                                "client_id",
                                app.clientId()),
                        algorithm,
                        pair,
                        app);
        Answer pushed = posted("/oauth/par", request).expectsStatus(201);
        Answer landed = alice.allow(alice.get(app.pushed(pushed.text("request_uri"))));
        posted("/oauth/token", withAssertion(app.exchange(App.code(landed)), algorithm, pair, app))
                .expectsStatus(200);
    }

    private static Answer posted(String path, Map<String, Object> form) {
        return Http.post(URI.create(server.issuer() + path), Http.encode(form), Map.of());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"ES384", "ES512", "PS384", "PS512", "ML_DSA_44"})
    @DisplayName("another key of the same type proves nothing")
    void strangers(SignatureAlgorithm algorithm) {
        App app = keyed(algorithm, algorithm.newKeyPair(), Map.of());
        posted(
                        "/oauth/token",
                        withAssertion(
                                app.exchange("sym_ac_none"),
                                algorithm,
                                algorithm.newKeyPair(),
                                app))
                .expectsError("invalid_client")
                .naming("client-authentication.proven");
    }

    @Test
    @DisplayName("RFC 9964 §5 a signature of another parameter set than the key's is none")
    void otherParameterSet() {
        App app =
                keyed(
                        SignatureAlgorithm.ML_DSA_65,
                        SignatureAlgorithm.ML_DSA_65.newKeyPair(),
                        Map.of());
        posted(
                        "/oauth/token",
                        withAssertion(
                                app.exchange("sym_ac_none"),
                                SignatureAlgorithm.ML_DSA_44,
                                SignatureAlgorithm.ML_DSA_44.newKeyPair(),
                                app))
                .expectsError("invalid_client")
                .naming("client-authentication.proven");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ES256", "ES384", "ML-DSA-44"})
    @DisplayName(
            "a key on another curve or of another set does not make a client's keys (RFC 7518 §3.4)")
    void keysOfOthers(String alg) {
        SignatureAlgorithm other =
                alg.equals("ES256") ? SignatureAlgorithm.ES512 : SignatureAlgorithm.ES256;
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(alg).orElseThrow();
        assertThatThrownBy(() -> keyed(algorithm, other.newKeyPair(), Map.of()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.rule().id())
                                        .isEqualTo("client-metadata.keys-present"));
    }

    @Test
    @DisplayName("FAPI 2.0 Security Profile §5.4.1: PS256, ES256 and EdDSA, and none beside them")
    void fapi() {
        assertThat(Profile.FAPI_2_0_SECURITY.algorithms())
                .extracting(SignatureAlgorithm::wire)
                .containsExactly("ES256", "PS256", "EdDSA", "Ed25519");
    }

    @Test
    @DisplayName("a proof with ML-DSA is too large for a header: DPoP names and takes none")
    void dpop() {
        KeyPair pair = SignatureAlgorithm.ML_DSA_44.newKeyPair();
        String proof = signed(SignatureAlgorithm.ML_DSA_44, pair, Map.of("jti", "1"));
        assertThat(CompactJws.parse(proof)).isPresent();
        App app = server.confidentialApp();
        Answer landed = alice.allow(alice.get(app.request().uri()));
        app.sending("DPoP", proof.replaceFirst("^[^.]*", header()))
                .redeem(App.code(landed))
                .expectsError("invalid_dpop_proof")
                .naming("dpop.alg");
        assertThat(String.valueOf(server.metadata().get("dpop_signing_alg_values_supported")))
                .contains("ES384", "PS512")
                .doesNotContain("ML-DSA");
    }

    private static String header() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"typ\":\"dpop+jwt\",\"alg\":\"ML-DSA-44\"}"
                                .getBytes(StandardCharsets.US_ASCII));
    }
}
