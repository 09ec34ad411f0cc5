package dev.symbolon.protocol;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Certificate;
import dev.symbolon.testing.Site;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server that takes a proxy's word for certificates, and clients with some. */
final class MutualTlsSite implements AutoCloseable {

    static final String SUBJECT = "CN=app.example, O=Bank, C=DE";
    static final String ALIAS = "https://mtls.id.example";

    final Certificate authority;
    final Certificate trusted;
    final Certificate own;
    final Certificate other;
    final TestServer server;

    MutualTlsSite(Path directory) {
        authority = Certificate.authority(directory, "authority");
        trusted =
                authority.issues(
                        "trusted",
                        SUBJECT,
                        "san=dns:App.example,uri:https://app.example/id,ip:192.0.2.7,email:ops@app.example");
        own = Certificate.selfSigned(directory, "own", SUBJECT);
        other = Certificate.selfSigned(directory, "other", SUBJECT);
        Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
        settings.putAll(believing("127.0.0.1"));
        settings.put("mtls.url", ALIAS);
        server = TestServer.start(TestDatabases.fresh(), settings);
    }

    /** The settings of a server behind this proxy. */
    Map<String, String> believing(String proxy) {
        return Map.of(
                "http.trusted-proxies",
                proxy,
                "http.client-cert-header",
                "true",
                "mtls.authorities",
                authority.pem().toString());
    }

    /** A client that acts for itself. */
    static Map<String, Object> machine(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("grant_types", List.of("client_credentials"));
        metadata.put("response_types", List.of());
        metadata.put("redirect_uris", List.of());
        metadata.put("post_logout_redirect_uris", List.of());
        metadata.put("scope", "api:read");
        metadata.putAll(more);
        return metadata;
    }

    static Map<String, Object> named(String member, String value) {
        return machine(Map.of("token_endpoint_auth_method", "tls_client_auth", member, value));
    }

    static Map<String, Object> registered(Certificate certificate) {
        return machine(
                Map.of(
                        "token_endpoint_auth_method",
                        "self_signed_tls_client_auth",
                        "jwks",
                        certificate.jwks()));
    }

    static App showing(App app, Certificate certificate) {
        return app.sending("Client-Cert", certificate.header());
    }

    static Answer ask(App app) {
        return app.token(Map.of("grant_type", "client_credentials"));
    }

    @Override
    public void close() {
        server.close();
    }
}
