package dev.symbolon.protocol;

import static dev.symbolon.protocol.MutualTlsSite.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Certificate;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 8705 §3, §4 tokens that are bound to a certificate")
class CertificateBoundTest {

    @TempDir private static Path directory;

    private static MutualTlsSite site;
    private static TestServer server;
    private static Certificate own;
    private static Certificate other;
    private static Browser alice;

    @BeforeAll
    static void start() {
        site = new MutualTlsSite(directory);
        server = site.server;
        own = site.own;
        other = site.other;
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static App bound(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("tls_client_certificate_bound_access_tokens", true);
        metadata.put("scope", "openid offline_access api:read");
        metadata.putAll(more);
        return server.app(metadata);
    }

    private static String code(App app) {
        Answer answer =
                alice.get(app.request().with("scope", "openid offline_access api:read").uri());
        return App.code(answer.status() == 200 ? alice.allow(answer) : answer);
    }

    @Test
    @DisplayName("§3.1, §3.2 a token is bound by x5t#S256, and introspection says so")
    void confirmation() {
        App app = showing(bound(Map.of()), own);
        Answer tokens = app.redeem(code(app)).expectsStatus(200);
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        Object cnf = Map.of("x5t#S256", own.thumbprint());
        assertThat(App.claims(tokens.text("access_token"))).containsEntry("cnf", cnf);
        assertThat(app.introspect(tokens.text("access_token")).json()).containsEntry("cnf", cnf);
    }

    @Test
    @DisplayName("§3 the resource takes the token over a connection with its certificate only")
    void resource() {
        App app = showing(bound(Map.of()), own);
        Answer opening = app.redeem(openidCode(app)).expectsStatus(200);
        String token = opening.text("access_token");
        userinfo(token, Map.of("Client-Cert", own.header())).expectsStatus(200);
        for (Map<String, String> wrong :
                List.of(Map.<String, String>of(), Map.of("Client-Cert", other.header()))) {
            Answer refused = userinfo(token, wrong).expectsStatus(401);
            assertThat(refused.header("www-authenticate").orElse(""))
                    .contains("error=\"invalid_token\"");
        }
    }

    private static String openidCode(App app) {
        Answer answer = alice.get(app.request().with("scope", "openid").uri());
        return App.code(answer.status() == 200 ? alice.allow(answer) : answer);
    }

    private static Answer userinfo(String token, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Authorization", "Bearer " + token);
        return Http.get(URI.create(server.issuer() + "/oauth/userinfo"), all);
    }

    @Test
    @DisplayName("§3.4 a client that wants bound tokens must come with a certificate")
    void required() {
        App app = bound(Map.of());
        String code = code(app);
        app.redeem(code).expectsError("invalid_request").naming("mtls.required");
        showing(app, own).redeem(code).expectsStatus(200);
    }

    @Test
    @DisplayName("§4 the refresh token of a public client is bound to its certificate, too")
    void publicClient() {
        App app = bound(Map.of("token_endpoint_auth_method", "none"));
        Answer tokens = showing(app, own).redeem(code(app)).expectsStatus(200);
        String refreshToken = tokens.text("refresh_token");
        showing(app, other)
                .refresh(refreshToken)
                .expectsError("invalid_grant")
                .naming("mtls.certificate-of-grant");
        Answer refreshed = showing(app, own).refresh(refreshToken).expectsStatus(200);
        assertThat(App.claims(refreshed.text("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", own.thumbprint()));
    }

    @Test
    @DisplayName("§7.1 a confidential client may change its certificate, and its grant stays")
    void confidentialClient() {
        App app = bound(Map.of());
        Answer tokens = showing(app, own).redeem(code(app)).expectsStatus(200);
        Answer refreshed =
                showing(app, other).refresh(tokens.text("refresh_token")).expectsStatus(200);
        assertThat(App.claims(refreshed.text("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", other.thumbprint()));
    }

    @Test
    @DisplayName("a token can be bound to a key and a certificate, and then takes both")
    void both() {
        App app = showing(bound(Map.of()), own);
        DpopKey key = new DpopKey(server.clock());
        // The proof may name the endpoint among mtls_endpoint_aliases (§5).
        String proof = key.proof("POST", ALIAS + "/oauth/token").signed();
        Answer tokens = app.sending("DPoP", proof).redeem(openidCode(app)).expectsStatus(200);
        String token = tokens.text("access_token");
        assertThat(App.claims(token))
                .containsEntry(
                        "cnf", Map.of("jkt", key.thumbprint(), "x5t#S256", own.thumbprint()));
        String address = ALIAS + "/oauth/userinfo";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "DPoP " + token);
        headers.put("DPoP", key.proof("GET", address).of(token).signed());
        URI userinfo = URI.create(server.issuer() + "/oauth/userinfo");
        Http.get(userinfo, headers).expectsStatus(401);
        headers.put("Client-Cert", own.header());
        headers.put("DPoP", key.proof("GET", address).of(token).signed());
        Http.get(userinfo, headers).expectsStatus(200);
    }

    @Test
    @DisplayName("§5 the metadata names the endpoints where certificates are taken")
    void aliases() {
        Map<String, Object> metadata = server.metadata();
        assertThat(metadata)
                .containsEntry("tls_client_certificate_bound_access_tokens", true)
                .extractingByKey("mtls_endpoint_aliases")
                .isEqualTo(
                        Map.of(
                                "token_endpoint", ALIAS + "/oauth/token",
                                "pushed_authorization_request_endpoint", ALIAS + "/oauth/par",
                                "device_authorization_endpoint", ALIAS + "/oauth/device",
                                "backchannel_authentication_endpoint",
                                        ALIAS + "/oauth/bc-authorize",
                                "userinfo_endpoint", ALIAS + "/oauth/userinfo",
                                "revocation_endpoint", ALIAS + "/oauth/revoke",
                                "introspection_endpoint", ALIAS + "/oauth/introspect"));
        assertThat(String.valueOf(metadata.get("token_endpoint_auth_methods_supported")))
                .contains("tls_client_auth", "self_signed_tls_client_auth");
        try (TestServer plain = TestServer.start()) {
            assertThat(plain.metadata())
                    .containsEntry("tls_client_certificate_bound_access_tokens", false)
                    .doesNotContainKey("mtls_endpoint_aliases");
        }
    }

    @Test
    @DisplayName("FAPI 2.0 Security Profile §5.3.2.1 mutual TLS authenticates and binds")
    void fapi() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("profile", "fapi-2.0-security");
        metadata.put("token_endpoint_auth_method", "tls_client_auth");
        metadata.put("tls_client_auth_san_dns", "app.example");
        metadata.put("id_token_signed_response_alg", "PS256");
        metadata.put("require_pushed_authorization_requests", true);
        App app = showing(bound(metadata), site.trusted);
        Answer pushed = app.push(app.request().with("scope", "openid")).expectsStatus(201);
        Answer answer = alice.get(app.pushed(pushed.text("request_uri")));
        String code = App.code(answer.status() == 200 ? alice.allow(answer) : answer);
        Answer tokens = app.redeem(code).expectsStatus(200);
        assertThat(App.claims(tokens.text("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", site.trusted.thumbprint()));
    }
}
