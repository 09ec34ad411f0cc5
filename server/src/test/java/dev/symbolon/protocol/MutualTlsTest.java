package dev.symbolon.protocol;

import static dev.symbolon.protocol.MutualTlsSite.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Certificate;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8705 §2 clients that certificates prove, told by a trusted proxy (RFC 9440)")
class MutualTlsTest {

    @TempDir private static Path directory;

    private static MutualTlsSite site;
    private static TestServer server;
    private static Certificate own;
    private static Certificate other;

    @BeforeAll
    static void start() {
        site = new MutualTlsSite(directory);
        server = site.server;
        own = site.own;
        other = site.other;
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls_client_auth_subject_dn | CN=app.example,O=Bank,C=DE",
                "tls_client_auth_subject_dn | cn=APP.example, o=Bank, c=de",
                "tls_client_auth_san_dns    | app.example",
                "tls_client_auth_san_uri    | https://app.example/id",
                "tls_client_auth_san_ip     | 192.0.2.7",
                "tls_client_auth_san_email  | ops@app.example"
            })
    @DisplayName("§2.1.2 the subject of the certificate is the one that the client registered")
    void subjects(String member, String value) {
        ask(showing(server.app(named(member, value)), site.trusted)).expectsStatus(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls_client_auth_subject_dn | CN=app.example,O=Bank",
                "tls_client_auth_subject_dn | C=DE,O=Bank,CN=app.example",
                "tls_client_auth_san_dns    | sub.app.example",
                "tls_client_auth_san_uri    | https://app.example/ID",
                "tls_client_auth_san_ip     | 192.0.2.70",
                "tls_client_auth_san_email  | OPS@app.example",
                "tls_client_auth_san_email  | app.example"
            })
    @DisplayName("§2.1 another subject authenticates nobody")
    void otherSubjects(String member, String value) {
        ask(showing(server.app(named(member, value)), site.trusted))
                .expectsStatus(401)
                .expectsError("invalid_client")
                .naming("client-authentication.proven");
    }

    @Test
    @DisplayName("§2.1 the certificate's chain is validated: site.authority, time and purpose")
    void chain() {
        App app = server.app(named("tls_client_auth_subject_dn", SUBJECT));
        ask(showing(app, own)).expectsError("invalid_client");
        Certificate wrong = Certificate.authority(directory, "wrong").issues("of-wrong", SUBJECT);
        ask(showing(app, wrong)).expectsError("invalid_client");
        ask(showing(app, site.authority.issues("web", SUBJECT, "eku=serverAuth")))
                .expectsError("invalid_client");
        ask(showing(app, site.authority.issues("client", SUBJECT, "eku=clientAuth")))
                .expectsStatus(200);
        ask(app).expectsError("invalid_client");
        Certificate between = site.authority.issues("between", "CN=between", "bc:c");
        Certificate below = between.issues("below", SUBJECT);
        ask(showing(app, below)).expectsError("invalid_client");
        ask(showing(app, below).sending("Client-Cert-Chain", below.chainHeader()))
                .expectsStatus(200);
    }

    @Test
    @DisplayName(
            "RFC 5280 §6.1 a certificate that is over, or that no site.authority may issue, is none")
    void validity() {
        try (TestServer later =
                TestServer.start(TestDatabases.fresh(), site.believing("127.0.0.1"))) {
            App app = later.app(named("tls_client_auth_subject_dn", SUBJECT));
            ask(showing(app, site.trusted)).expectsStatus(200);
            Certificate leaf = site.trusted.issues("under-a-leaf", SUBJECT);
            ask(showing(app, leaf).sending("Client-Cert-Chain", leaf.chainHeader()))
                    .expectsError("invalid_client");
            later.clock().advance(Duration.ofDays(3));
            ask(showing(app, site.trusted)).expectsError("invalid_client");
        }
    }

    @Test
    @DisplayName("§2.2 a self-signed certificate is the one registered, not one with its name")
    void selfSigned() {
        App app = server.app(registered(own));
        ask(showing(app, own)).expectsStatus(200);
        ask(showing(app, other)).expectsStatus(401).expectsError("invalid_client");
        ask(showing(app, site.trusted)).expectsError("invalid_client");
        ask(app).expectsError("invalid_client");
    }

    @Test
    @DisplayName("§2.2.2 a certificate at jwks_uri counts, also one that came there since")
    void published() throws Exception {
        try (Site publisher = new Site()) {
            URI keys = publisher.put("/jwks", "application/jwk-set+json", json(own));
            App app =
                    server.app(
                            machine(
                                    Map.of(
                                            "token_endpoint_auth_method",
                                            "self_signed_tls_client_auth",
                                            "jwks_uri",
                                            keys.toString())));
            ask(showing(app, own)).expectsStatus(200);
            ask(showing(app, other)).expectsError("invalid_client");
            publisher.put("/jwks", "application/jwk-set+json", json(other));
            server.clock().advance(Duration.ofMinutes(2));
            ask(showing(app, other)).expectsStatus(200);
        }
    }

    private static String json(Certificate certificate) {
        return dev.symbolon.base.json.Json.text(certificate.jwks());
    }

    @Test
    @DisplayName("§2 who has no certificate for it learns not whether a client is there")
    void sameAnswer() {
        App app = server.app(registered(own));
        Answer wrong = ask(showing(app, other));
        Answer unknown =
                ask(showing(new App(server.issuer(), "nobody", null), other)).expectsStatus(401);
        assertThat(unknown.text("error_description")).isEqualTo(wrong.text("error_description"));
    }

    @Test
    @DisplayName("§2 a client registers one way to authenticate, and a certificate is no other")
    void otherMethods() {
        ask(showing(server.machine(), own)).expectsStatus(200);
        App secretive = server.machine();
        App without = new App(server.issuer(), secretive.clientId(), null);
        ask(showing(without, own)).expectsError("invalid_client");
        App certified = server.app(registered(own));
        App guessing = new App(server.issuer(), certified.clientId(), "a guess");
        ask(showing(guessing, own)).expectsError("invalid_client");
    }

    @Test
    @DisplayName("RFC 9440 §4 the header is nobody's word but the site.trusted proxy's")
    void untrusted() {
        try (TestServer wary =
                TestServer.start(TestDatabases.fresh(), site.believing("192.0.2.1"))) {
            App app = wary.app(registered(own));
            ask(showing(app, own)).expectsError("invalid_client");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "::", "MIIB", ":MIIB:", ":!:", ":AAAA:, :AAAA:"})
    @DisplayName("RFC 9440 §2.1 a header that holds no certificate is refused")
    void malformed(String header) {
        ask(server.app(registered(own)).sending("Client-Cert", header)).expectsStatus(400);
    }

    @Test
    @DisplayName(
            "RFC 9440 §2.2 a chain that holds something else is refused, as one without end is")
    void malformedChain() {
        App app = showing(server.app(registered(own)), own);
        ask(app.sending("Client-Cert-Chain", "x")).expectsStatus(400);
        String many = String.join(",", java.util.Collections.nCopies(11, own.header()));
        ask(app.sending("Client-Cert-Chain", many)).expectsStatus(400);
    }

    @Test
    @DisplayName("§2.1.2 exactly one subject is registered, and only for tls_client_auth")
    void metadata() {
        String rule = "client-metadata.certificate-subject";
        refuses(rule, Map.of("token_endpoint_auth_method", "tls_client_auth"));
        refuses(
                rule,
                Map.of(
                        "token_endpoint_auth_method", "tls_client_auth",
                        "tls_client_auth_san_dns", "app.example",
                        "tls_client_auth_subject_dn", SUBJECT));
        refuses(rule, Map.of("tls_client_auth_san_dns", "app.example"));
        for (Map.Entry<String, String> bad :
                Map.of(
                                "tls_client_auth_san_dns", "*.app.example",
                                "tls_client_auth_san_ip", "app.example",
                                "tls_client_auth_subject_dn", "app.example")
                        .entrySet()) {
            refuses(
                    rule,
                    Map.of(
                            "token_endpoint_auth_method",
                            "tls_client_auth",
                            bad.getKey(),
                            bad.getValue()));
        }
        refuses(
                "client-metadata.certificate-registered",
                Map.of("token_endpoint_auth_method", "self_signed_tls_client_auth"));
    }

    private static void refuses(String rule, Map<String, ?> metadata) {
        assertThatThrownBy(() -> server.app(metadata))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.rule().id()).isEqualTo(rule));
    }
}
