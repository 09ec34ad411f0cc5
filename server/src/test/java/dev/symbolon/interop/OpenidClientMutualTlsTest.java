package dev.symbolon.interop;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 8705 mutual TLS, with the certified openid-client")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenidClientMutualTlsTest {

    @TempDir private static Path directory;

    private static TestServer server;
    private static Certificate shown;
    private static Certificate trusted;
    private static Certificate own;

    /** Browsers come to one node, clients with certificates to the port of another. */
    @BeforeAll
    static void start() throws Exception {
        OpenidClient.install();
        Certificate authority = Certificate.authority(directory, "authority");
        trusted = authority.issues("trusted", "CN=trusted, O=Bank");
        own = Certificate.selfSigned(directory, "own", "CN=own");
        shown = Certificate.selfSigned(directory, "localhost", "CN=localhost");
        int asking = TestServer.freePort();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mtls.url", "https://localhost:" + asking);
        settings.put("mtls.authorities", authority.pem().toString());
        settings.put("http.trusted-proxies", "192.0.2.1");
        settings.put("http.client-cert-header", "true");
        server = TestServer.start(TestDatabases.freshOnPostgres(), settings);
        Map<String, String> there = new LinkedHashMap<>();
        there.put("mtls.url", "https://localhost:" + asking);
        there.put("mtls.authorities", authority.pem().toString());
        there.put("mtls.enabled", "true");
        there.put("mtls.port", String.valueOf(asking));
        there.put("http.tls.certificate", shown.pem().toString());
        there.put("http.tls.private-key", shown.keyPem().toString());
        server.beside(there);
        // The other side reads the real clock, so the server's must not stand behind it.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Map<String, String> pem(Certificate certificate) throws Exception {
        return Map.of(
                "cert", Files.readString(certificate.pem()),
                "key", Files.readString(certificate.keyPem()));
    }

    private static void walk(Map<String, ?> metadata, Certificate right, Certificate wrong)
            throws Exception {
        Map<String, Object> registered = new LinkedHashMap<>(metadata);
        registered.put("tls_client_certificate_bound_access_tokens", true);
        App app = server.app(registered);
        OpenidClient.converse(
                "mutual-tls-party.mjs",
                server.browser(),
                Map.of(
                        "issuer", server.origin(),
                        "clientId", app.clientId(),
                        "redirectUri", App.CALLBACK,
                        "ca", Files.readString(shown.pem()),
                        "certificate", pem(right),
                        "otherCertificate", pem(wrong),
                        "thumbprint", right.thumbprint()));
    }

    @Test
    @DisplayName("§2.1 tls_client_auth: an authority says who the client is")
    void byAuthority() throws Exception {
        walk(
                Map.of(
                        "token_endpoint_auth_method", "tls_client_auth",
                        "tls_client_auth_subject_dn", "CN=trusted,O=Bank"),
                trusted,
                own);
    }

    @Test
    @DisplayName("§2.2 self_signed_tls_client_auth: the client registered its certificate")
    void registered() throws Exception {
        walk(
                Map.of(
                        "token_endpoint_auth_method",
                        "self_signed_tls_client_auth",
                        "jwks",
                        own.jwks()),
                own,
                trusted);
    }
}
