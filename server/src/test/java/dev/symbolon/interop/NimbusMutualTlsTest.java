package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PKITLSClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.SelfSignedTLSClientAuthentication;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Certificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 8705 mutual TLS at a port of our own, with Nimbus's SDK as a client")
class NimbusMutualTlsTest {

    private static final Map<String, String> FORM =
            Map.of("grant_type", "client_credentials", "scope", "api:read");

    @TempDir private static Path directory;

    private static TestServer server;
    private static int usual;
    private static int asking;
    private static Certificate authority;
    private static Certificate own;
    private static Certificate trusted;

    @BeforeAll
    static void start() throws Exception {
        authority = Certificate.authority(directory, "authority");
        trusted = authority.issues("trusted", "CN=trusted, O=Bank");
        own = Certificate.selfSigned(directory, "own", "CN=own");
        Certificate shown = Certificate.selfSigned(directory, "localhost", "CN=localhost");
        usual = TestServer.freePort();
        asking = TestServer.freePort();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("http.port", String.valueOf(usual));
        settings.put("http.tls.certificate", shown.pem().toString());
        settings.put("http.tls.private-key", shown.keyPem().toString());
        settings.put("mtls.enabled", "true");
        settings.put("mtls.port", String.valueOf(asking));
        settings.put("mtls.authorities", authority.pem().toString());
        server = TestServer.start(TestDatabases.freshOnPostgres(), settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static App machine(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("grant_types", List.of("client_credentials"));
        metadata.put("response_types", List.of());
        metadata.put("redirect_uris", List.of());
        metadata.put("post_logout_redirect_uris", List.of());
        metadata.put("scope", "api:read");
        metadata.put("tls_client_certificate_bound_access_tokens", true);
        metadata.putAll(more);
        return server.app(metadata);
    }

    private static App selfSigned() {
        return machine(
                Map.of(
                        "token_endpoint_auth_method",
                        "self_signed_tls_client_auth",
                        "jwks",
                        own.jwks()));
    }

    private static URI token(int port) {
        return URI.create("https://localhost:" + port + "/oauth/token");
    }

    private static void isBound(ClientAuthentication authentication, Certificate certificate)
            throws Exception {
        TokenRequest request =
                new TokenRequest.Builder(
                                token(asking), authentication, new ClientCredentialsGrant())
                        .scope(Scope.parse("api:read"))
                        .build();
        var http = request.toHTTPRequest();
        // Of the test: it proves nothing for whom the certificate of the server is.
        http.setHostnameVerifier((_, _) -> true);
        TokenResponse answer = TokenResponse.parse(http.send());
        assertThat(answer.indicatesSuccess()).isTrue();
        String token = answer.toSuccessResponse().getTokens().getAccessToken().getValue();
        assertThat(App.claims(token))
                .containsEntry("cnf", Map.of("x5t#S256", certificate.thumbprint()));
    }

    @Test
    @DisplayName("§2.1 tls_client_auth")
    void byAuthority() throws Exception {
        App app =
                machine(
                        Map.of(
                                "token_endpoint_auth_method", "tls_client_auth",
                                "tls_client_auth_subject_dn", "CN=trusted,O=Bank"));
        isBound(
                new PKITLSClientAuthentication(
                        new ClientID(app.clientId()), trusted.context().getSocketFactory()),
                trusted);
    }

    @Test
    @DisplayName("§2.2 self_signed_tls_client_auth")
    void registered() throws Exception {
        isBound(
                new SelfSignedTLSClientAuthentication(
                        new ClientID(selfSigned().clientId()), own.context().getSocketFactory()),
                own);
    }

    private static Answer ask(App app, Certificate certificate, HttpClient.Version version, int at)
            throws Exception {
        Map<String, Object> form = new LinkedHashMap<>(FORM);
        form.put("client_id", app.clientId());
        return certificate.post(version, token(at), form);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    @DisplayName("by HTTP/1.1 and HTTP/2 the certificate of the connection is that of its requests")
    void versions(HttpClient.Version version) throws Exception {
        ask(selfSigned(), own, version, asking).expectsStatus(200);
        ask(selfSigned(), trusted, version, asking).expectsError("invalid_client");
    }

    @Test
    @DisplayName("the usual port asks nobody for a certificate")
    void usualPort() throws Exception {
        ask(selfSigned(), own, HttpClient.Version.HTTP_1_1, usual).expectsError("invalid_client");
    }

    @Test
    @DisplayName("a Client-Cert header of whoever it may be says nothing there")
    void header() throws Exception {
        App app = selfSigned();
        Map<String, Object> form = new LinkedHashMap<>(FORM);
        form.put("client_id", app.clientId());
        trusted.post(
                        HttpClient.Version.HTTP_1_1,
                        token(asking),
                        form,
                        Map.of("Client-Cert", own.header()))
                .expectsError("invalid_client");
    }

    @Test
    @DisplayName("§5 the issuer's host and the port are the alias")
    void alias() throws Exception {
        Answer metadata =
                own.get(
                        URI.create(
                                "https://localhost:"
                                        + usual
                                        + "/.well-known/openid-configuration"));
        assertThat(metadata.json())
                .extractingByKey("mtls_endpoint_aliases")
                .asInstanceOf(
                        org.assertj.core.api.InstanceOfAssertFactories.map(
                                String.class, Object.class))
                .containsEntry("token_endpoint", token(asking).toString());
    }
}
