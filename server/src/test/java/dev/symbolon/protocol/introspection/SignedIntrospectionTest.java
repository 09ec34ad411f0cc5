package dev.symbolon.protocol.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.KeyedApp;
import java.net.URI;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9701 JWT responses of introspection, checked by Nimbus")
class SignedIntrospectionTest {

    private static final String TYPE = "application/token-introspection+jwt";

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String accessToken() {
        return app.redeem(App.code(alice.get(app.request().uri()))).text("access_token");
    }

    /** Signature and type hold; audience and the rest are for each test. */
    private static JWTClaimsSet checked(String jwt, JWSAlgorithm algorithm) throws Exception {
        JWKSet keys =
                JWKSet.parse(
                        Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).body());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("token-introspection+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(algorithm, new ImmutableJWKSet<>(keys)));
        return processor.process(jwt, null);
    }

    private static Answer asked(App who, String token) {
        return who.sending("Accept", TYPE).introspect(token).expectsStatus(200);
    }

    @Test
    @DisplayName(
            "§5 iss, aud of who asks, iat, and the answer in token_introspection; no sub, no exp")
    void active() throws Exception {
        String token = accessToken();
        Answer answer = asked(app, token);
        assertThat(answer.header("content-type")).contains(TYPE);
        assertThat(answer.header("cache-control").orElse("")).contains("no-store");
        JWTClaimsSet claims = checked(answer.body(), JWSAlgorithm.RS256);

        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        assertThat(claims.getIssuer()).isEqualTo(server.origin());
        assertThat(claims.getAudience()).containsExactly(app.clientId());
        assertThat(claims.getIssueTime())
                .isEqualTo(
                        Date.from(
                                server.clock()
                                        .instant()
                                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
        assertThat(claims.getJSONObjectClaim("token_introspection"))
                .as("what JSON would say")
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .withEqualsForType((a, b) -> a.longValue() == b.longValue(), Number.class)
                .isEqualTo(app.introspect(token).json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/jwt", ""})
    @DisplayName("§4 who does not ask for it gets JSON")
    void json(String accept) {
        App asking = accept.isEmpty() ? app : app.sending("Accept", accept);
        assertThat(asking.introspect(accessToken()).json()).containsEntry("active", true);
    }

    @Test
    @DisplayName("§5 a token that is not active, or no business of who asks, says only that")
    void inactive() throws Exception {
        App other = server.confidentialApp();
        for (Answer answer : List.of(asked(app, "nonsense"), asked(other, accessToken()))) {
            JWTClaimsSet claims = checked(answer.body(), JWSAlgorithm.RS256);
            assertThat(claims.getJSONObjectClaim("token_introspection"))
                    .containsExactly(Map.entry("active", false));
        }
    }

    @Test
    @DisplayName("§4 who proves nothing gets nothing, signed or not")
    void unauthenticated() {
        server.publicApp()
                .sending("Accept", TYPE)
                .introspect(accessToken())
                .expectsError("invalid_client");
        new App(server.issuer(), app.clientId(), "wrong")
                .sending("Accept", TYPE)
                .introspect(accessToken())
                .expectsError("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS384", "ES512"})
    @DisplayName("§6 the API's client registers the algorithm")
    void algorithm(String algorithm) throws Exception {
        App api = server.app(Map.of("introspection_signed_response_alg", algorithm));
        JWTClaimsSet claims = checked(asked(api, "nonsense").body(), JWSAlgorithm.parse(algorithm));
        assertThat(claims.getAudience()).containsExactly(api.clientId());
    }

    @Test
    @DisplayName("an API that stands for a resource gets what is for it, in its own name")
    void ofResource() throws Exception {
        App api = server.app(Map.of("introspection_signed_response_alg", "ES256"));
        server.api(
                Map.of(
                        "identifier", "https://opaque.example",
                        "name", "An API",
                        "scopes", Map.of("opaque:read", "Read"),
                        "token_format", "opaque",
                        "introspected_by", List.of(api.clientId())));
        App client = server.app(Map.of("scope", "openid opaque:read"));
        Answer landed =
                alice.allow(
                        alice.get(
                                client.request()
                                        .with("scope", "openid opaque:read")
                                        .with("resource", "https://opaque.example")
                                        .uri()));
        String token = client.redeem(App.code(landed)).expectsStatus(200).text("access_token");
        JWTClaimsSet claims = checked(asked(api, token).body(), JWSAlgorithm.ES256);
        assertThat(claims.getAudience()).containsExactly(api.clientId());
        assertThat(claims.getJSONObjectClaim("token_introspection"))
                .containsEntry("active", true)
                .containsEntry("client_id", client.clientId());
    }

    @Test
    @DisplayName("§6 it is signed, then encrypted, where that is registered")
    void encrypted() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("e").keyUse(KeyUse.ENCRYPTION).generate();
        App api =
                server.app(
                        Map.of(
                                "jwks", new JWKSet(key).toPublicJWKSet().toJSONObject(),
                                "introspection_encrypted_response_alg", "ECDH-ES",
                                "introspection_encrypted_response_enc", "A128GCM"));
        Answer answer = asked(api, "nonsense");
        assertThat(answer.header("content-type")).contains(TYPE);
        JWEObject jwe = JWEObject.parse(answer.body());
        jwe.decrypt(new ECDHDecrypter(key));
        assertThat(jwe.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(
                        checked(jwe.getPayload().toString(), JWSAlgorithm.RS256)
                                .getJSONObjectClaim("token_introspection"))
                .containsExactly(Map.entry("active", false));
    }

    @Test
    @DisplayName("§8.1 it opens nothing, is no hint, and no token that could be asked about")
    void noToken() {
        String jwt = asked(app, accessToken()).body();
        assertThat(app.userinfo(jwt).status()).isEqualTo(401);
        assertThat(app.introspect(jwt).json()).containsExactly(Map.entry("active", false));
        Answer refused = alice.get(app.request().with("id_token_hint", jwt).uri());
        assertThat(refused.sent().first("error_uri").orElseThrow())
                .endsWith("authorize.id-token-hint-ours");
    }

    @Test
    @DisplayName(
            "a FAPI client that named no algorithm gets PS256 (FAPI 2.0 Security Profile §5.4.1)")
    void fapi() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("s").generate();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("profile", "fapi-2.0-security");
        metadata.put("grant_types", List.of("client_credentials"));
        metadata.put("response_types", List.of());
        metadata.put("redirect_uris", List.of());
        metadata.put("post_logout_redirect_uris", List.of());
        metadata.put("token_endpoint_auth_method", "private_key_jwt");
        metadata.put("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject());
        metadata.put("id_token_signed_response_alg", "PS256");
        metadata.put("dpop_bound_access_tokens", true);
        App api = server.app(metadata);
        KeyedApp keyed = new KeyedApp(server.issuer(), api.clientId(), key, server.clock());
        Answer answer =
                Http.post(
                        URI.create(server.issuer() + "/oauth/introspect"),
                        Http.encode(
                                Map.of(
                                        "token",
                                        "nonsense",
                                        "client_assertion_type",
                                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                        "client_assertion",
                                        keyed.signed(JWSAlgorithm.PS256, keyed.claims().build()))),
                        Map.of("Accept", TYPE));
        checked(answer.expectsStatus(200).body(), JWSAlgorithm.PS256);
    }

    @Test
    @DisplayName("§7 metadata names what can be had")
    void discovered() {
        Map<String, Object> metadata = server.metadata();
        assertThat(String.valueOf(metadata.get("introspection_signing_alg_values_supported")))
                .contains("RS256", "ES384", "ML-DSA-65")
                .doesNotContain("none");
        assertThat(metadata)
                .containsEntry(
                        "introspection_encryption_alg_values_supported",
                        List.of("RSA-OAEP-256", "ECDH-ES"))
                .containsEntry(
                        "introspection_encryption_enc_values_supported",
                        List.of("A128CBC-HS256", "A128GCM", "A256GCM"));
    }
}
