package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9101 §6.1 encrypted request objects, encrypted by Nimbus")
class EncryptedRequestTest {

    private static TestServer server;
    private static ECKey key;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        app =
                server.app(
                        Map.of(
                                "jwks",
                                new JWKSet(key).toPublicJWKSet().toJSONObject(),
                                "request_object_encryption_alg",
                                "ECDH-ES"));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JWTClaimsSet claims() {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        app.request().parameters().forEach(claims::claim);
        return claims.issuer(app.clientId()).audience(server.origin()).build();
    }

    private static String signed() throws Exception {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("signing").build(),
                        claims());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    /** The key of the server that is for this, as its key set has it (Core §10.2). */
    private static JWK keyFor(String alg) throws Exception {
        String jwks = Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).body();
        return JWKSet.parse(jwks).getKeys().stream()
                .filter(jwk -> KeyUse.ENCRYPTION.equals(jwk.getKeyUse()))
                .filter(jwk -> jwk.getAlgorithm().getName().equals(alg))
                .findFirst()
                .orElseThrow();
    }

    private static JWEHeader.Builder header(String alg, String enc) throws Exception {
        return new JWEHeader.Builder(JWEAlgorithm.parse(alg), EncryptionMethod.parse(enc))
                .contentType("JWT")
                .keyID(keyFor(alg).getKeyID());
    }

    private static String encrypted(JWEHeader header, String text) throws Exception {
        return encrypted(header, text, keyFor(header.getAlgorithm().getName()));
    }

    private static String encrypted(JWEHeader header, String text, JWK to) throws Exception {
        JWEEncrypter encrypter =
                to instanceof ECKey curve
                        ? new ECDHEncrypter(curve)
                        : new RSAEncrypter(to.toRSAKey());
        JWEObject jwe = new JWEObject(header, new Payload(text));
        jwe.encrypt(encrypter);
        return jwe.serialize();
    }

    private static Answer asked(String object) {
        return alice.get(
                URI.create(
                        server.issuer()
                                + "/oauth/authorize?"
                                + Http.encode(
                                        Map.of("client_id", app.clientId(), "request", object))));
    }

    private static void refused(String object, String rule) {
        Answer page = asked(object);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains(rule);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "RSA-OAEP-256, A128CBC-HS256",
        "RSA-OAEP-256, A256GCM",
        "ECDH-ES, A128GCM",
        "ECDH-ES, A256GCM"
    })
    @DisplayName("an object is signed, then encrypted with the server's key of use enc")
    void nested(String alg, String enc) throws Exception {
        Answer landed = asked(encrypted(header(alg, enc).build(), signed()));
        assertThat(app.redeem(App.code(landed)).status()).isEqualTo(200);
        assertThat(landed.sent().first("state")).contains("state-1");
        // Some leave out what says which key it is, and what is in it.
        JWEHeader bare =
                new JWEHeader.Builder(JWEAlgorithm.parse(alg), EncryptionMethod.parse(enc)).build();
        App.code(asked(encrypted(bare, signed())));
    }

    @Test
    @DisplayName(
            "RFC 9126 §3 it can be pushed; and one that is signed only is still taken (Registration §2)")
    void pushed() throws Exception {
        String object = encrypted(header("ECDH-ES", "A128GCM").build(), signed());
        Answer answer = app.post("/oauth/par", Map.of("request", object)).expectsStatus(201);
        App.code(alice.get(app.pushed(answer.text("request_uri"))));
        App.code(asked(signed()));
    }

    @Test
    @DisplayName("§6.1 what was decrypted must be a signed JWT: encryption proves nothing")
    void unsigned() throws Exception {
        JWEHeader header = header("ECDH-ES", "A128GCM").build();
        refused(encrypted(header, new PlainJWT(claims()).serialize()), "request-object.form");
        refused(encrypted(header, claims().toString()), "request-object.form");
        refused(encrypted(header, ""), "request-object.form");
        // Encrypted twice is one time more than there is.
        refused(encrypted(header, encrypted(header, signed())), "request-object.form");
    }

    @Test
    @DisplayName("RFC 7516 §11.5: whatever keeps it closed, the answer is the same")
    void closed() throws Exception {
        JWEHeader header = header("RSA-OAEP-256", "A128CBC-HS256").build();
        String good = encrypted(header, signed());
        String[] parts = good.split("\\.");
        ECKey foreign = new ECKeyGenerator(Curve.P_256).generate();
        Set<String> pages = new HashSet<>();
        for (String object :
                List.of(
                        with(parts, 1, changed(parts[1])),
                        with(parts, 1, Base64URL.encode(new byte[256]).toString()),
                        with(parts, 1, Base64URL.encode(new byte[16]).toString()),
                        with(parts, 2, changed(parts[2])),
                        with(parts, 3, changed(parts[3])),
                        with(parts, 3, ""),
                        with(parts, 4, changed(parts[4])),
                        encrypted(header("ECDH-ES", "A128GCM").build(), signed(), foreign),
                        encrypted(header("ECDH-ES", "A128GCM").keyID("x").build(), signed()))) {
            Answer page = asked(object);
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.body()).contains("request-object.decrypted");
            pages.add(page.body().replaceAll("class=\"reference\">[^<]*", ""));
        }
        assertThat(pages).hasSize(1);
        App.code(asked(good));
    }

    private static String changed(String part) {
        byte[] bytes = new Base64URL(part).decode();
        bytes[bytes.length / 2] ^= 1;
        return Base64URL.encode(bytes).toString();
    }

    private static String with(String[] parts, int index, String part) {
        String[] other = parts.clone();
        other[index] = part;
        return String.join(".", other);
    }

    @Test
    @DisplayName("what is not offered, compressed or no JWT is refused before it is opened")
    void notOffered() throws Exception {
        JWEHeader.Builder header = header("ECDH-ES", "A128GCM");
        refused(
                encrypted(
                        new JWEHeader.Builder(header.build())
                                .compressionAlgorithm(com.nimbusds.jose.CompressionAlgorithm.DEF)
                                .build(),
                        signed()),
                "request-object.encryption");
        refused(
                encrypted(
                        new JWEHeader.Builder(header.build()).contentType("json").build(),
                        signed()),
                "request-object.encryption");
        JWK curve = keyFor("ECDH-ES");
        refused(
                encrypted(
                        new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A128KW, EncryptionMethod.A128GCM)
                                .build(),
                        signed(),
                        curve),
                "request-object.encryption");
        refused(
                encrypted(
                        new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_512, EncryptionMethod.A128GCM)
                                .build(),
                        signed(),
                        keyFor("RSA-OAEP-256")),
                "request-object.encryption");
    }

    @Test
    @DisplayName("the key for encryption is not one that signs (RFC 7517 §4.2)")
    void use() throws Exception {
        String jwks = Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).body();
        Map<String, KeyUse> uses = new LinkedHashMap<>();
        for (JWK jwk : JWKSet.parse(jwks).getKeys()) {
            assertThat(uses.put(jwk.computeThumbprint().toString(), jwk.getKeyUse())).isNull();
        }
        assertThat(uses.values()).filteredOn(KeyUse.ENCRYPTION::equals).hasSize(2);
    }
}
