package dev.symbolon.interop;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Devices, CIBA, JAR, JARM, JWE, RAR and hybrid, with the certified openid-client")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenidClientWaysTest {

    private static TestServer server;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        OpenidClient.install();
        server =
                TestServer.start(
                        TestDatabases.freshOnPostgres(),
                        Map.of("clients.front-channel", "id-tokens"));
        PaymentApi.at(server);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        // The other side reads the real clock, so the server's must not stand behind it.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static void goes(String way, App app, Map<String, ?> special) throws Exception {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("way", way);
        told.put("issuer", server.origin());
        told.put("clientId", app.clientId());
        told.put("secret", app.secret());
        told.put("redirectUri", App.CALLBACK);
        told.put("metadata", Map.of());
        told.putAll(special);
        OpenidClient.converse("versatile-party.mjs", alice, told);
    }

    private static Map<String, Object> published(JWK key) {
        return new JWKSet(key).toPublicJWKSet().toJSONObject();
    }

    @Test
    @DisplayName("a device is connected while the library polls (RFC 8628)")
    void device() throws Exception {
        App app =
                server.app(
                        Map.of(
                                "grant_types",
                                List.of(
                                        "urn:ietf:params:oauth:grant-type:device_code",
                                        "refresh_token"),
                                "response_types",
                                List.of(),
                                "redirect_uris",
                                List.of(),
                                "post_logout_redirect_uris",
                                List.of()));
        goes("device", app, Map.of());
    }

    @Test
    @DisplayName("a person elsewhere answers while the library polls (CIBA Core §7)")
    void backchannel() throws Exception {
        goes("backchannel", server.callCentre(Map.of()), Map.of());
    }

    @Test
    @DisplayName("the request is signed (RFC 9101), and the answer, too (JARM)")
    void signed() throws Exception {
        JWK key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        App app = server.app(Map.of("jwks", published(key), "require_signed_request_object", true));
        goes("signed", app, Map.of("key", key.toJSONObject()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"RSA-OAEP-256, A128CBC-HS256", "ECDH-ES, A256GCM", "ECDH-ES, A128GCM"})
    @DisplayName("ID token and userinfo are signed and encrypted (Core §10.2)")
    void encrypted(String alg, String enc) throws Exception {
        JWK key =
                alg.startsWith("RSA")
                        ? new RSAKeyGenerator(2048)
                                .keyID("sealing")
                                .keyUse(KeyUse.ENCRYPTION)
                                .algorithm(JWEAlgorithm.parse(alg))
                                .generate()
                        : new ECKeyGenerator(Curve.P_256)
                                .keyID("sealing")
                                .keyUse(KeyUse.ENCRYPTION)
                                .algorithm(JWEAlgorithm.parse(alg))
                                .generate();
        Map<String, Object> metadata =
                Map.of(
                        "id_token_encrypted_response_alg", alg,
                        "id_token_encrypted_response_enc", enc,
                        "userinfo_signed_response_alg", "RS256",
                        "userinfo_encrypted_response_alg", alg,
                        "userinfo_encrypted_response_enc", enc);
        Map<String, Object> registered = new LinkedHashMap<>(metadata);
        registered.put("jwks", published(key));
        goes(
                "encrypted",
                server.app(registered),
                Map.of("key", key.toJSONObject(), "metadata", metadata));
    }

    @Test
    @DisplayName("an ID token comes beside the code, with its hash (Core §3.3)")
    void hybrid() throws Exception {
        App app =
                server.app(
                        Map.of(
                                "profile",
                                "compatible",
                                "grant_types",
                                List.of("authorization_code", "implicit", "refresh_token"),
                                "response_types",
                                List.of("code id_token")));
        goes("hybrid", app, Map.of());
    }

    @Test
    @DisplayName("an ID token comes alone (Core §3.2)")
    void implicit() throws Exception {
        App app =
                server.app(
                        Map.of(
                                "profile",
                                "compatible",
                                "grant_types",
                                List.of("implicit"),
                                "response_types",
                                List.of("id_token")));
        goes("implicit", app, Map.of());
    }

    @Test
    @DisplayName("a payment is allowed, and the answer says which (RFC 9396)")
    void details() throws Exception {
        Map<String, Object> payment =
                Map.of(
                        "type", "payment_initiation",
                        "locations", List.of(PaymentApi.PAYMENTS),
                        "actions", List.of("initiate"),
                        "instructedAmount", Map.of("currency", "EUR", "amount", "12.50"),
                        "creditorName", "Merchant A");
        goes("details", PaymentApi.app(server, Map.of()), Map.of("details", List.of(payment)));
    }
}
