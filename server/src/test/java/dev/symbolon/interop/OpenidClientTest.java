package dev.symbolon.interop;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core, with the certified openid-client as the relying party")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenidClientTest {

    private static TestServer server;
    private static TestServer demanding;

    @BeforeAll
    static void install() throws Exception {
        OpenidClient.install();
        server =
                TestServer.start(
                        TestDatabases.freshOnPostgres(), Map.of("registration.mode", "token"));
        demanding =
                TestServer.start(
                        TestDatabases.freshOnPostgres(), Map.of("dpop.require-nonce", "true"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            demanding.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"RS256", "ES256", "PS256", "EdDSA", "Ed25519"})
    @DisplayName("sign-in to sign-out, the ID token signed with each algorithm")
    void eachAlgorithm(String algorithm) throws Exception {
        walk("client_secret_basic", Map.of("id_token_signed_response_alg", algorithm));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client_secret_post", "client_secret_jwt", "private_key_jwt", "none"})
    @DisplayName("sign-in to sign-out, the client authenticated by each method")
    void eachMethod(String method) throws Exception {
        walk(method, Map.of());
    }

    @Test
    @DisplayName("sign-in to sign-out, userinfo as a signed JWT (Core §5.3.2)")
    void signedUserinfo() throws Exception {
        walk("client_secret_basic", Map.of("userinfo_signed_response_alg", "ES256"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client_secret_post", "none"})
    @DisplayName("an app that registers itself (RFC 7591), reads that (RFC 7592), and signs in")
    void registersItself(String method) throws Exception {
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
        OpenidClient.converse(
                "registering-party.mjs",
                server.browser(),
                Map.of(
                        "issuer",
                        server.origin(),
                        "initialAccessToken",
                        String.valueOf(server.invited(1, Duration.ofDays(1)).initialAccessToken()),
                        "redirectUri",
                        App.CALLBACK,
                        "metadata",
                        Map.of("token_endpoint_auth_method", method)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ES256", "RS256", "PS256", "Ed25519"})
    @DisplayName("sign-in to sign-out, with tokens that are bound to a key of each kind (RFC 9449)")
    void boundToKey(String algorithm) throws Exception {
        Map<String, Object> required = Map.of("dpop_bound_access_tokens", true);
        walk(server, "client_secret_basic", required, algorithm);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client_secret_basic", "none"})
    @DisplayName("sign-in to sign-out, with the nonces that the server demands (RFC 9449 §8, §9)")
    void withNonces(String method) throws Exception {
        walk(demanding, method, Map.of("dpop_bound_access_tokens", true), "ES256");
    }

    private static void walk(String method, Map<String, Object> metadata) throws Exception {
        walk(server, method, metadata, "");
    }

    /**
     * @param dpop the algorithm of proofs; empty for tokens that are bound to nothing
     */
    private static void walk(
            TestServer server, String method, Map<String, Object> metadata, String dpop)
            throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        Map<String, Object> registered = new LinkedHashMap<>(metadata);
        registered.put("token_endpoint_auth_method", method);
        if (method.equals("private_key_jwt")) {
            registered.put("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject());
        }
        App app = server.app(registered);
        // The other side reads the real clock, so the server's must not stand behind it.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));

        OpenidClient.converse(
                "relying-party.mjs",
                server.browser(),
                Map.ofEntries(
                        Map.entry("issuer", server.origin()),
                        Map.entry("clientId", app.clientId()),
                        Map.entry("method", method),
                        Map.entry("secret", app.secret()),
                        Map.entry("key", key.toJSONObject()),
                        Map.entry("metadata", metadata),
                        Map.entry("redirectUri", App.CALLBACK),
                        Map.entry("postLogoutRedirectUri", TestServer.POST_LOGOUT),
                        Map.entry("dpop", dpop)));
    }
}
