package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Core §8 pairwise subjects")
class PairwiseSubjectTest {

    private static final String OTHER_HOST = "https://other.example/callback";

    private static TestServer server;
    private static Browser alice;
    private static Site site;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
        settings.put("registration.mode", "token");
        server = TestServer.start(TestDatabases.fresh(), settings);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        site = new Site();
    }

    @AfterAll
    static void stop() {
        site.close();
        server.close();
    }

    private static App pairwise(Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("subject_type", "pairwise");
        metadata.putAll(more);
        return server.app(metadata);
    }

    private static Answer tokens(App app, Browser person, Map<String, Object> parameters) {
        App.Request request = app.request().with("scope", "openid offline_access");
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            request = request.with(parameter.getKey(), parameter.getValue());
        }
        Answer answer = person.get(request.uri());
        Map<String, Object> form =
                new LinkedHashMap<>(
                        app.exchange(
                                App.code(answer.status() == 200 ? person.allow(answer) : answer)));
        if (parameters.containsKey("redirect_uri")) {
            form.put("redirect_uri", parameters.get("redirect_uri"));
        }
        return app.token(form).expectsStatus(200);
    }

    private static Answer tokens(App app) {
        return tokens(app, alice, Map.of());
    }

    private static String subject(Answer tokens) {
        return String.valueOf(App.claims(tokens.text("id_token")).get("sub"));
    }

    @Test
    @DisplayName(
            "§8.1 the same person is somebody else to another sector, and the same to the same")
    void sectors() {
        App here = pairwise(Map.of());
        App again = pairwise(Map.of("redirect_uris", List.of(App.CALLBACK)));
        App there = pairwise(Map.of("redirect_uris", List.of(OTHER_HOST)));
        App open = server.confidentialApp();
        String sub = subject(tokens(here));
        assertThat(subject(tokens(here))).isEqualTo(sub);
        assertThat(subject(tokens(again))).isEqualTo(sub);
        String other = subject(tokens(there, alice, Map.of("redirect_uri", OTHER_HOST)));
        assertThat(other).isNotEqualTo(sub);
        String account = subject(tokens(open));
        assertThat(List.of(sub, other)).allSatisfy(one -> assertThat(one).doesNotContain(account));
        assertThat(sub).matches("[A-Za-z0-9_-]{1,255}");
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        assertThat(subject(tokens(here, bob, Map.of()))).isNotEqualTo(sub);
    }

    @Test
    @DisplayName("§5.3.2 sub is the same in the ID token, at userinfo, in tokens and about them")
    void everywhere() {
        App app = pairwise(Map.of());
        Answer tokens = tokens(app);
        String sub = subject(tokens);
        String accessToken = tokens.text("access_token");
        String refreshToken = tokens.text("refresh_token");
        assertThat(app.userinfo(accessToken).expectsStatus(200).text("sub")).isEqualTo(sub);
        assertThat(App.claims(accessToken)).containsEntry("sub", sub);
        assertThat(app.introspect(accessToken).text("sub")).isEqualTo(sub);
        assertThat(app.introspect(refreshToken).text("sub")).isEqualTo(sub);
        assertThat(subject(app.refresh(refreshToken).expectsStatus(200))).isEqualTo(sub);
    }

    @Test
    @DisplayName("Core §3.1.2.1 a hint and a claim with the pairwise sub mean the same person")
    void hints() {
        App app = pairwise(Map.of());
        Answer tokens = tokens(app);
        App.Request silent = app.request().with("prompt", "none").with("scope", "openid");
        App.code(alice.get(silent.with("id_token_hint", tokens.text("id_token")).uri()));
        App.code(alice.get(silent.with("claims", claim(subject(tokens))).uri()));

        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        tokens(app, bob, Map.of());
        assertThat(
                        bob.get(silent.with("id_token_hint", tokens.text("id_token")).uri())
                                .sent()
                                .first("error"))
                .contains("login_required");
        String account = subject(tokens(server.confidentialApp()));
        assertThat(alice.get(silent.with("claims", claim(account)).uri()).sent().first("error"))
                .as("the id of the account itself is not what the client calls anybody")
                .contains("login_required");
    }

    private static String claim(String sub) {
        return Json.text(Map.of("id_token", Map.of("sub", Map.of("value", sub))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://one.example/cb https://two.example/cb",
                "com.example.app:/callback",
                "http://127.0.0.1/callback"
            })
    @DisplayName("§8.1 redirect URIs that name no one host need a sector_identifier_uri")
    void unclear(String redirectUris) {
        refuses(
                "client-metadata.sector",
                Map.of(
                        "application_type",
                        redirectUris.contains("two") ? "web" : "native",
                        "redirect_uris",
                        List.of(redirectUris.split(" "))));
    }

    private static void refuses(String rule, Map<String, ?> metadata) {
        assertThatThrownBy(() -> pairwise(metadata))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.rule().id()).isEqualTo(rule));
    }

    @Test
    @DisplayName(
            "Registration §5 a sector_identifier_uri is taken where it lists all redirect URIs")
    void listed() {
        URI list =
                site.put(
                        "/sector",
                        "application/json",
                        Json.text(List.of(App.CALLBACK, OTHER_HOST)));
        App app =
                pairwise(
                        Map.of(
                                "redirect_uris", List.of(App.CALLBACK, OTHER_HOST),
                                "sector_identifier_uri", list.toString()));
        App sibling =
                pairwise(
                        Map.of(
                                "redirect_uris", List.of(OTHER_HOST),
                                "sector_identifier_uri", list.toString()));
        String sub = subject(tokens(app));
        assertThat(subject(tokens(sibling, alice, Map.of("redirect_uri", OTHER_HOST))))
                .isEqualTo(sub);
        assertThat(subject(tokens(pairwise(Map.of())))).isNotEqualTo(sub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"https://app.example/other\"]", "{}", "no", "[1]", ""})
    @DisplayName("Registration §5 one that does not list them speaks for somebody else")
    void notListed(String content) {
        URI list = site.put("/wrong", "application/json", content);
        refuses("client-metadata.sector-lists", Map.of("sector_identifier_uri", list.toString()));
        refuses(
                "client-metadata.sector-lists",
                Map.of("sector_identifier_uri", site.at("/nothing").toString()));
    }

    @Test
    @DisplayName("Registration §5 nor does it let an app in that registers or changes itself")
    void selfRegistered() {
        URI list = site.put("/foreign", "application/json", Json.text(List.of(OTHER_HOST)));
        Registrant invited = server.invited(1, Duration.ofHours(1));
        invited.register(
                        Map.of(
                                "redirect_uris", List.of(App.CALLBACK),
                                "subject_type", "pairwise",
                                "sector_identifier_uri", list.toString()))
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming("client-metadata.sector-lists");
    }

    @Test
    @DisplayName("§8.1 no device joins the sector of others by naming their addresses")
    void device() {
        server.invited(1, Duration.ofHours(1))
                .register(
                        Map.of(
                                "redirect_uris",
                                List.of(App.CALLBACK),
                                "grant_types",
                                List.of("urn:ietf:params:oauth:grant-type:device_code"),
                                "token_endpoint_auth_method",
                                "none",
                                "subject_type",
                                "pairwise"))
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming("client-metadata.administrator-only");
    }

    @Test
    @DisplayName("§8.1 nor does a logout token carry a subject out of the sector of its app")
    void logoutToken() {
        Registrant invited = server.invited(2, Duration.ofHours(1));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("redirect_uris", List.of(App.CALLBACK));
        metadata.put("subject_type", "pairwise");
        metadata.put("backchannel_logout_uri", "https://elsewhere.example/logout");
        invited.register(metadata)
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming("client-metadata.administrator-only");
        metadata.put("backchannel_logout_uri", "https://app.example/logout");
        invited.register(metadata).expectsStatus(201);
    }

    @Test
    @DisplayName("Registration §5 an error page lists nothing, whatever stands on it")
    void errorPage() {
        URI list =
                site.serve(
                        "/error",
                        exchange -> {
                            byte[] body =
                                    Json.text(List.of(App.CALLBACK))
                                            .getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(404, body.length);
                            exchange.getResponseBody().write(body);
                            exchange.close();
                        });
        refuses("client-metadata.sector-lists", Map.of("sector_identifier_uri", list.toString()));
    }

    @Test
    @DisplayName("Discovery §3 subject_types_supported")
    void discovery() {
        assertThat(server.metadata())
                .containsEntry("subject_types_supported", List.of("public", "pairwise"));
    }
}
