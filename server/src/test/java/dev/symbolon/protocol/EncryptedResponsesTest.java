package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Core §10.2, Registration §2: what only the client can read, read by Nimbus")
class EncryptedResponsesTest {

    private static Site site;
    private static TestServer server;
    private static RSAKey rsa;
    private static ECKey ec;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        site = new Site();
        server = TestServer.start(TestDatabases.fresh(), Site.HERE);
        rsa = new RSAKeyGenerator(2048).keyID("rsa").keyUse(KeyUse.ENCRYPTION).generate();
        ec = new ECKeyGenerator(Curve.P_384).keyID("ec").keyUse(KeyUse.ENCRYPTION).generate();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
        site.close();
    }

    private static App app(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>(more);
        metadata.putIfAbsent(
                "jwks", new JWKSet(List.<JWK>of(rsa, ec)).toPublicJWKSet().toJSONObject());
        return server.app(metadata);
    }

    private static JWEObject opened(String compact) throws Exception {
        JWEObject jwe = JWEObject.parse(compact);
        JWEDecrypter decrypter =
                "ec".equals(jwe.getHeader().getKeyID())
                        ? new ECDHDecrypter(ec)
                        : new RSADecrypter(rsa);
        jwe.decrypt(decrypter);
        return jwe;
    }

    private static Answer tokens(App app) {
        return app.redeem(App.code(alice.allow(alice.get(app.request().uri()))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "RSA-OAEP-256, A128CBC-HS256, rsa",
        "RSA-OAEP-256, A256GCM, rsa",
        "ECDH-ES, A128GCM, ec",
        "ECDH-ES, A128CBC-HS256, ec"
    })
    @DisplayName(
            "the ID token is signed, then encrypted: a nested JWT with cty JWT (Core §2, §10.2)")
    void idToken(String alg, String enc, String kid) throws Exception {
        App app =
                app(
                        Map.of(
                                "id_token_encrypted_response_alg", alg,
                                "id_token_encrypted_response_enc", enc));
        JWEObject jwe = opened(tokens(app).expectsStatus(200).text("id_token"));
        assertThat(jwe.getHeader().getAlgorithm().getName()).isEqualTo(alg);
        assertThat(jwe.getHeader().getEncryptionMethod().getName()).isEqualTo(enc);
        assertThat(jwe.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(jwe.getHeader().getKeyID()).isEqualTo(kid);
        SignedJWT signed = jwe.getPayload().toSignedJWT();
        assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(signed.getJWTClaimsSet().getAudience()).containsExactly(app.clientId());
        // The client decrypts it before it is a hint (Core §3.1.2.1).
        App.code(alice.get(app.request().with("id_token_hint", signed.serialize()).uri()));
    }

    @Test
    @DisplayName("Core §3.1.2.1: a client may encrypt an ID token again, for this server, as hint")
    void hint() throws Exception {
        App app = app(Map.of("id_token_encrypted_response_alg", "ECDH-ES"));
        String asItCame = tokens(app).text("id_token");
        String signed = opened(asItCame).getPayload().toString();
        String jwks = Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).body();
        List<JWK> keys =
                JWKSet.parse(jwks).getKeys().stream()
                        .filter(key -> KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                        .toList();
        assertThat(keys).hasSize(2);
        for (JWK key : keys) {
            JWEObject hint =
                    new JWEObject(
                            new JWEHeader.Builder(
                                            JWEAlgorithm.parse(key.getAlgorithm().getName()),
                                            EncryptionMethod.A128GCM)
                                    .contentType("JWT")
                                    .keyID(key.getKeyID())
                                    .build(),
                            new Payload(signed));
            hint.encrypt(
                    key instanceof ECKey curve
                            ? new ECDHEncrypter(curve)
                            : new RSAEncrypter(key.toRSAKey()));
            App.code(alice.get(app.request().with("id_token_hint", hint.serialize()).uri()));
        }

        Answer refused = alice.get(app.request().with("id_token_hint", asItCame).uri());
        assertThat(refused.sent().first("error")).contains("invalid_request");
    }

    @Test
    @DisplayName("the enc is A128CBC-HS256 where the client named none (Registration §2)")
    void defaultEnc() throws Exception {
        App app = app(Map.of("id_token_encrypted_response_alg", "ECDH-ES"));
        JWEObject jwe = opened(tokens(app).text("id_token"));
        assertThat(jwe.getHeader().getEncryptionMethod().getName()).isEqualTo("A128CBC-HS256");
    }

    @Test
    @DisplayName("§5.3.2 userinfo signed and encrypted is a nested JWT of type application/jwt")
    void userinfo() throws Exception {
        App app =
                app(
                        Map.of(
                                "userinfo_signed_response_alg", "ES256",
                                "userinfo_encrypted_response_alg", "RSA-OAEP-256"));
        Answer answer = app.userinfo(tokens(app).text("access_token")).expectsStatus(200);
        assertThat(answer.header("content-type")).contains("application/jwt");
        SignedJWT signed = opened(answer.body()).getPayload().toSignedJWT();
        assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(signed.getJWTClaimsSet().getIssuer()).isEqualTo(server.origin());
        assertThat(signed.getJWTClaimsSet().getAudience()).containsExactly(app.clientId());
    }

    @Test
    @DisplayName("§5.3.2 userinfo may be encrypted without having been signed")
    void userinfoUnsigned() throws Exception {
        App app = app(Map.of("userinfo_encrypted_response_alg", "ECDH-ES"));
        Answer answer = app.userinfo(tokens(app).text("access_token")).expectsStatus(200);
        EncryptedJWT jwt = EncryptedJWT.parse(answer.body());
        jwt.decrypt(new ECDHDecrypter(ec));
        assertThat(jwt.getHeader().getContentType()).isNull();
        assertThat(jwt.getJWTClaimsSet().getSubject()).isNotEmpty();
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(app.clientId());
    }

    @Test
    @DisplayName("JARM §2.2: the answer is signed, then encrypted, an error, too")
    void authorization() throws Exception {
        App app =
                app(
                        Map.of(
                                "authorization_encrypted_response_alg", "ECDH-ES",
                                "authorization_encrypted_response_enc", "A256GCM"));
        Answer landed = alice.allow(alice.get(app.request().with("response_mode", "jwt").uri()));
        String response = landed.sent().first("response").orElseThrow();
        SignedJWT signed = opened(response).getPayload().toSignedJWT();
        String code = signed.getJWTClaimsSet().getStringClaim("code");
        app.redeem(code).expectsStatus(200);

        Answer refused =
                server.browser()
                        .get(
                                app.request()
                                        .with("response_mode", "jwt")
                                        .with("prompt", "none")
                                        .uri());
        String error = refused.sent().first("response").orElseThrow();
        assertThat(
                        opened(error)
                                .getPayload()
                                .toSignedJWT()
                                .getJWTClaimsSet()
                                .getStringClaim("error"))
                .isEqualTo("login_required");
    }

    @Test
    @DisplayName("§10.2.1 keys are taken from the jwks_uri, anew where none fits any more")
    void published() throws Exception {
        RSAKey signing = new RSAKeyGenerator(2048).keyID("s").keyUse(KeyUse.SIGNATURE).generate();
        String path = "/keys.json";
        App app =
                server.app(
                        Map.of(
                                "jwks_uri",
                                put(path, signing).toString(),
                                "id_token_encrypted_response_alg",
                                "RSA-OAEP-256"));
        String first = App.code(alice.allow(alice.get(app.request().uri())));
        app.redeem(first).expectsError("invalid_request").naming("encryption.client-key");

        put(path, signing, rsa);
        server.clock().advance(Duration.ofSeconds(50));
        String code = App.code(alice.get(app.request().uri()));
        // The address is asked once a minute at most.
        app.redeem(code).expectsError("invalid_request").naming("encryption.client-key");
        server.clock().advance(Duration.ofSeconds(20));
        // Nothing was used up: now that there is a key, the same code does.
        String idToken = app.redeem(code).expectsStatus(200).text("id_token");
        assertThat(opened(idToken).getHeader().getKeyID()).isEqualTo("rsa");
    }

    private static URI put(String path, JWK... keys) {
        return site.put(
                path,
                "application/jwk-set+json",
                new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    }

    @Test
    @DisplayName("JARM: where nothing can be encrypted, nothing leaves for the app")
    void noKey() {
        App app =
                server.app(
                        Map.of(
                                "jwks_uri",
                                site.at("/nothing").toString(),
                                "authorization_encrypted_response_alg",
                                "ECDH-ES"));
        Answer page = alice.allow(alice.get(app.request().with("response_mode", "jwt").uri()));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("encryption.client-key");
    }

    @Test
    @DisplayName("a client without a key for what it wants encrypted is not registered")
    void registered() {
        ECKey signing = new ECKey.Builder(ec).keyUse(KeyUse.SIGNATURE).build();
        Map<String, JWK> wrong = Map.of("ECDH-ES", signing, "RSA-OAEP-256", ec);
        for (Map.Entry<String, JWK> each : wrong.entrySet()) {
            Map<String, Object> metadata =
                    Map.of(
                            "jwks", new JWKSet(each.getValue()).toPublicJWKSet().toJSONObject(),
                            "id_token_encrypted_response_alg", each.getKey());
            assertThatThrownBy(() -> server.app(metadata))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.rule().id())
                                            .isEqualTo("client-metadata.encryption-key"));
        }
    }
}
