package dev.symbolon.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.http.PemDirectory;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.KeyedApp;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OAuth Client ID Metadata Document, draft 03")
class ClientDocumentsTest {

    private static final String JSON = "application/json";

    @TempDir private static Path pem;

    private static Site site;
    private static TestServer server;
    private static Browser alice;
    private String id;
    private App app;

    @BeforeAll
    static void start() throws Exception {
        PemDirectory certificate = new PemDirectory(pem);
        certificate.certify("app", "EC");
        site = new Site(certificate.serving());
        server = TestServer.start(TestDatabases.fresh(), settings("127.0.0.1"));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    private static Map<String, String> settings(String domains) {
        Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
        settings.put("fetch.trusted-certificates", pem.resolve("cert.pem").toString());
        settings.put("client-documents.domains", domains);
        return settings;
    }

    @AfterAll
    static void stop() {
        server.close();
        site.close();
    }

    @BeforeEach
    void publish(org.junit.jupiter.api.TestInfo test) {
        String path = "/" + test.getTestMethod().orElseThrow().getName() + "/client.json";
        id = site.at(path).toString();
        app = new App(server.issuer(), id, null);
        publish(document());
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("client_id", id);
        document.put("client_name", "A travelling app");
        document.put("redirect_uris", List.of(App.CALLBACK));
        document.put("grant_types", List.of("authorization_code", "refresh_token"));
        return document;
    }

    private void publish(Map<String, Object> document) {
        publish(document, Map.of());
    }

    private void publish(Map<String, Object> document, Map<String, String> headers) {
        site.put(URI.create(id).getPath(), JSON, Json.text(document), headers);
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> document = document();
        document.put(name, value);
        return document;
    }

    private void refused(Map<String, Object> document) {
        publish(document);
        Answer page = alice.get(app.request().uri());
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains("authorize.client-known");
    }

    @Test
    @DisplayName("§3 an app that nobody registered signs a person in, and gets tokens")
    void wholeFlow() {
        Answer consent = alice.get(app.request().uri());
        assertThat(consent.body())
                .contains("A travelling app")
                .contains("unverified")
                .contains(id)
                .contains("app.example");
        Answer tokens = app.redeem(App.code(alice.allow(consent))).expectsStatus(200);
        assertThat(App.claims(tokens.text("id_token"))).containsEntry("aud", id);
        assertThat(App.claims(tokens.text("access_token"))).containsEntry("client_id", id);
        assertThat(alice.get("/account").body()).contains("A travelling app");
        assertThat(server.metadata()).containsEntry("client_id_metadata_document_supported", true);
    }

    @Test
    @DisplayName("§4 the document says its own address, character by character")
    void sameId() {
        refused(with("client_id", id + "/"));
        refused(with("client_id", id.replace("https", "HTTPS")));
        refused(with("client_id", 7));
        Map<String, Object> without = document();
        without.remove("client_id");
        refused(without);
    }

    @Test
    @DisplayName("§4.1 a document holds no secret, and asks for none")
    void noSecret() {
        refused(with("client_secret", "0123456789abcdefghijklmnopqrstuvwxyz"));
        refused(with("client_secret_expires_at", 0));
        refused(with("token_endpoint_auth_method", "client_secret_basic"));
        refused(with("token_endpoint_auth_method", "client_secret_post"));
    }

    @Test
    @DisplayName("what no app may say of itself, it may not say here")
    void administratorsWords() {
        refused(with("first_party", true));
        refused(with("require_pkce", false));
        refused(with("grant_types", List.of("authorization_code", "client_credentials")));
        refused(with("redirect_uris", List.of("https://app.example/callback#fragment")));
        refused(with("sector_identifier_uri", "https://app.example/sector.json"));
    }

    @Test
    @DisplayName("§5 only 200 and JSON are a document; a redirect is not followed")
    void answers() {
        String path = URI.create(id).getPath();
        for (int status : new int[] {201, 302, 404, 500}) {
            site.answering(path, status);
            assertThat(alice.get(app.request().uri()).status()).isEqualTo(400);
        }
        site.put(path, "text/html", Json.text(document()));
        assertThat(alice.get(app.request().uri()).status()).isEqualTo(400);
        site.put(path, JSON, "[]");
        assertThat(alice.get(app.request().uri()).status()).isEqualTo(400);
        site.put(path, JSON, Json.text(with("software_id", "x".repeat(20_000))));
        assertThat(alice.get(app.request().uri()).status()).isEqualTo(400);
        site.put(path, "application/client+json; charset=utf-8", Json.text(document()));
        assertThat(alice.get(app.request().uri()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§5.2 a good document is kept as its answer says, a wrong one is not")
    void kept() {
        publish(with("client_id", "wrong"));
        alice.get(app.request().uri());
        publish(document(), Map.of("Cache-Control", "max-age=600"));
        int asked = site.asked();
        assertThat(alice.get(app.request().uri()).status()).isEqualTo(200);
        assertThat(alice.get(app.request().uri()).status()).isEqualTo(200);
        assertThat(site.asked()).isEqualTo(asked + 1);

        publish(with("client_name", "Another name"));
        server.clock().advance(Duration.ofMinutes(10));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        assertThat(alice.get(app.request().uri()).body()).contains("Another name");
    }

    @Test
    @DisplayName("§3 an address is https with a path, and nothing that could mean another")
    void addresses() {
        int asked = site.asked();
        String origin = id.substring(0, id.indexOf('/', "https://".length()));
        for (String wrong :
                List.of(
                        origin,
                        id + "#fragment",
                        origin + "/a/../client.json",
                        origin + "/./client.json",
                        origin + "/a/%2E%2e/client.json",
                        id.replace("https://", "https://alice@"),
                        id + "/" + "x".repeat(500),
                        id.replace("https://", "https:/"),
                        "https://",
                        "https://[")) {
            Answer page = alice.get(new App(server.issuer(), wrong, null).request().uri());
            assertThat(page.status()).as(wrong).isEqualTo(400);
        }
        assertThat(site.asked()).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other.example", "*.0.0.1x"})
    @DisplayName("§6 a host that is not trusted is not asked")
    void untrusted(String domains) {
        try (TestServer careful = TestServer.start(TestDatabases.fresh(), settings(domains))) {
            int asked = site.asked();
            App stranger = new App(careful.issuer(), id, null);
            assertThat(careful.browser().get(stranger.request().uri()).status()).isEqualTo(400);
            stranger.refresh("x").expectsError("invalid_client");
            assertThat(site.asked()).isEqualTo(asked);
            assertThat(careful.metadata())
                    .containsEntry("client_id_metadata_document_supported", !domains.isEmpty());
        }
    }

    @Test
    @DisplayName(
            "§6.3 a person is warned of an app that any program of the device could pretend to be")
    void local() {
        publish(with("redirect_uris", List.of("http://127.0.0.1/callback")));
        Answer consent =
                alice.get(
                        app.request().with("redirect_uri", "http://127.0.0.1:8123/callback").uri());
        assertThat(consent.body())
                .contains("Any program on your device could pretend to be this app.");
        publish(document());
        App remote = new App(server.issuer(), id + "?remote", null);
        publish(with("client_id", id + "?remote"));
        assertThat(alice.get(remote.request().uri()).body()).doesNotContain("Any program");
    }

    @Test
    @DisplayName("many who come while its site does not answer wait for one answer, together")
    void waitTogether() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        URI slow =
                site.serve(
                        "/waitTogether/slow.json",
                        exchange -> {
                            asked.incrementAndGet();
                            sleep(Duration.ofSeconds(20));
                            exchange.close();
                        });
        URI page = new App(server.issuer(), slow.toString(), null).request().uri();
        List<Future<Answer>> answers = new ArrayList<>();
        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> Http.get(page, Map.of())));
            }
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(400);
        }
        assertThat(waited).isLessThan(Duration.ofSeconds(9));
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("a request waits five seconds for all it has to ask; what is late serves the next")
    void patience() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        URI keys = slowly("/patience/keys.json", new JWKSet(key).toString());
        Map<String, Object> document = document();
        document.put("client_id", site.at("/patience/slow.json").toString());
        document.put("token_endpoint_auth_method", "private_key_jwt");
        document.put("jwks_uri", keys.toString());
        URI slow = slowly("/patience/slow.json", Json.text(document));
        var keyed = new KeyedApp(server.issuer(), slow.toString(), key, server.clock());
        Map<String, String> form =
                Map.of(
                        "grant_type", "authorization_code",
                        "code", "unknown",
                        "redirect_uri", App.CALLBACK);

        long began = System.nanoTime();
        keyed.post(JWSAlgorithm.ES256, "/oauth/token", form).expectsError("invalid_client");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(4900), Duration.ofSeconds(7));

        sleep(Duration.ofSeconds(2));
        keyed.post(JWSAlgorithm.ES256, "/oauth/token", form).expectsError("invalid_grant");
    }

    private static URI slowly(String path, String json) {
        return site.serve(
                path,
                exchange -> {
                    sleep(Duration.ofSeconds(3));
                    byte[] body = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", JSON);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
