package dev.symbolon.protocol.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Registrant;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7591 and OpenID Connect Registration: clients register themselves")
class RegistrationEndpointTest {

    private static TestServer server;
    private static Registrant stranger;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "registration.mode",
                                "open",
                                "registration.per-address",
                                "400",
                                "registration.unused-for",
                                "30d"));
        stranger = server.stranger();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestServer inMode(String mode) {
        return TestServer.start(TestDatabases.fresh(), Map.of("registration.mode", mode));
    }

    @Test
    @DisplayName("§3.2.1 the answer is 201 with everything that was registered, and not for caches")
    void success() {
        Answer answer =
                stranger.register(
                                Registrant.web(
                                        Map.of(
                                                "client_name#de", "Ein Fremder",
                                                "contacts", List.of("a@app.example"),
                                                "initiate_login_uri", "https://app.example/login",
                                                "tos_uri", "https://app.example/terms")))
                        .expectsStatus(201);

        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.json())
                .containsEntry("client_name", "A stranger")
                .containsEntry("client_name#de", "Ein Fremder")
                .containsEntry("redirect_uris", List.of(App.CALLBACK))
                .containsEntry("contacts", List.of("a@app.example"))
                .containsEntry("initiate_login_uri", "https://app.example/login")
                .containsEntry("tos_uri", "https://app.example/terms")
                .containsEntry("client_secret_expires_at", 0)
                .containsEntry(
                        "client_id_issued_at", (int) server.clock().instant().getEpochSecond())
                .containsEntry(
                        "registration_client_uri",
                        server.origin() + "/oauth/register/" + answer.text("client_id"));
        assertThat(answer.text("client_secret")).startsWith("sym_cs_");
        assertThat(answer.text("registration_access_token")).startsWith("sym_rg_");
    }

    @Test
    @DisplayName("§2 defaults: a web app with a secret, the code grant, RS256")
    void defaults() {
        Answer answer =
                stranger.register(Map.of("redirect_uris", List.of(App.CALLBACK)))
                        .expectsStatus(201);

        assertThat(answer.json())
                .containsEntry("application_type", "web")
                .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                .containsEntry("grant_types", List.of("authorization_code"))
                .containsEntry("response_types", List.of("code"))
                .containsEntry("id_token_signed_response_alg", "RS256")
                .containsEntry("scope", "openid profile email address phone");
    }

    @Test
    @DisplayName("§3.2.1 a client without a secret is told none")
    void publicClient() {
        Answer answer =
                stranger.register(
                                Registrant.web(
                                        Map.of(
                                                "token_endpoint_auth_method", "none",
                                                "application_type", "native",
                                                "redirect_uris",
                                                        List.of("com.example.app:/callback"))))
                        .expectsStatus(201);

        assertThat(answer.json()).doesNotContainKeys("client_secret", "client_secret_expires_at");
    }

    @Test
    @DisplayName("§2 metadata that the server does not know is ignored")
    void unknown() {
        Answer answer =
                stranger.register(
                                Registrant.web(
                                        Map.of("client_id", "mine", "shoe_size", Map.of("eu", 43))))
                        .expectsStatus(201);

        assertThat(answer.json()).doesNotContainKey("shoe_size");
        assertThat(answer.text("client_id")).isNotEqualTo("mine");
    }

    @Test
    @DisplayName("§3.2.2 all problems are told at once, by the error code of the first")
    void problems() {
        Answer refused =
                stranger.register(
                                Map.of(
                                        "redirect_uris", List.of("https://app.example/#fragment"),
                                        "default_max_age", -1,
                                        "grant_types", List.of("implicit", "authorization_code")))
                        .expectsStatus(400);

        refused.expectsError("invalid_client_metadata");
        assertThat(refused.text("error_description"))
                .contains("redirect_uris[0]", "default_max_age", "grant_types");
        stranger.register(Map.of("redirect_uris", List.of("https://app.example/#fragment")))
                .expectsError("invalid_redirect_uri")
                .naming("redirect-uri.no-fragment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"first_party\": true}",
                "{\"require_pkce\": false}",
                "{\"grant_types\": [\"client_credentials\"], \"response_types\": []}"
            })
    @DisplayName("§5 what only an administrator may say is refused")
    void administratorOnly(String metadata) {
        stranger.register(Registrant.web(dev.symbolon.base.json.Json.object(metadata)))
                .expectsError("invalid_client_metadata")
                .naming("client-metadata.administrator-only");
    }

    @ParameterizedTest
    @CsvSource({
        "attest_jwt_client_auth, '', client-metadata.auth-method-offered",
        "self_signed_tls_client_auth, '', client-metadata.auth-method-offered",
        "tls_client_auth, tls_client_auth_san_dns, client-metadata.auth-method-offered",
        "client_secret_basic, tls_client_certificate_bound_access_tokens,"
                + " client-metadata.certificates-offered",
    })
    @DisplayName("§2 what the server is not set up for is refused, and not only when it is used")
    void offered(String method, String member, String rule) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("token_endpoint_auth_method", method);
        if (!member.isEmpty()) {
            metadata.put(member, member.endsWith("dns") ? (Object) "app.example" : true);
        }
        assertThat(server.metadata().get("token_endpoint_auth_methods_supported"))
                .isEqualTo(
                        List.of(
                                "client_secret_basic",
                                "client_secret_post",
                                "client_secret_jwt",
                                "private_key_jwt",
                                "none"));
        stranger.register(Registrant.web(metadata))
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming(rule);
    }

    @Test
    @DisplayName("§3.1 the body is JSON, says so, and is one object")
    void json() {
        stranger.registerRaw("client_name=x", "application/x-www-form-urlencoded")
                .expectsStatus(400)
                .expectsError("invalid_request")
                .naming("registration.media-type");
        for (String body : List.of("{", "[]", "null", "{} {}", "{\"a\":1,\"a\":2}", "\u0000")) {
            stranger.registerRaw(body, "application/json; charset=utf-8")
                    .expectsStatus(400)
                    .expectsError("invalid_client_metadata")
                    .naming("registration.object");
        }
    }

    @Test
    @DisplayName("§3 the client that registered signs people in")
    void usable() {
        Answer registered =
                stranger.register(Registrant.web(Map.of("scope", "openid email")))
                        .expectsStatus(201);
        App app = stranger.app(registered);
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);

        Answer consent = alice.get(app.request().uri());
        Answer tokens = app.redeem(App.code(alice.allow(consent))).expectsStatus(200);

        assertThat(app.userinfo(tokens.text("access_token")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§5 people are told that nobody has looked at the app, and see its pages")
    void unverified() {
        Registrant.web(Map.of());
        Answer registered =
                stranger.register(
                        Registrant.web(
                                Map.of(
                                        "client_uri", "https://app.example/",
                                        "policy_uri", "https://app.example/privacy",
                                        "logo_uri", "https://app.example/logo.png",
                                        "tos_uri", "http://127.0.0.1/terms")));
        App app = stranger.app(registered);
        Browser bob = server.browser();
        Answer signIn = bob.get(app.request().uri());
        Answer consent = bob.signIn(signIn, "bob", TestServer.PASSWORD);

        assertThat(consent.body())
                .contains("This app registered itself; nobody at localhost")
                .contains("has checked it.");
        for (Answer page : List.of(signIn, consent)) {
            assertThat(page.body())
                    .contains("<a href=\"https://app.example/\" rel=\"noopener noreferrer\"")
                    .contains("https://app.example/privacy")
                    // Not over the network in the clear, and no picture from a foreign host.
                    .doesNotContain("http://127.0.0.1/terms", "logo.png");
        }
        App known = server.confidentialApp();
        assertThat(bob.get(known.request().uri()).body()).doesNotContain("registered itself");
    }

    @Test
    @DisplayName("§3 without registration there is neither endpoint nor metadata")
    void off() {
        try (TestServer off = inMode("off")) {
            assertThat(off.metadata()).doesNotContainKey("registration_endpoint");
            assertThat(off.stranger().register(Registrant.web(Map.of())).status()).isEqualTo(404);
        }
        assertThat(server.metadata())
                .containsEntry("registration_endpoint", server.origin() + "/oauth/register");
    }

    @Test
    @DisplayName("§3 an initial access token opens registration as often as it says")
    void initialAccessToken() {
        try (TestServer invited = inMode("token")) {
            Answer challenged =
                    invited.stranger().register(Registrant.web(Map.of())).expectsStatus(401);
            // RFC 6750 §3.1: who sends no token is told no error.
            assertThat(challenged.header("www-authenticate").orElseThrow())
                    .startsWith("Bearer realm=")
                    .doesNotContain("error");
            Registrant twice = invited.invited(2, Duration.ofDays(7));
            // What is refused uses nothing up.
            twice.register(Map.of("redirect_uris", List.of())).expectsStatus(400);
            twice.register(Registrant.web(Map.of())).expectsStatus(201);
            twice.register(Registrant.web(Map.of())).expectsStatus(201);
            Answer used = twice.register(Registrant.web(Map.of())).expectsStatus(401);
            used.expectsError("invalid_token").naming("registration.invited");
            assertThat(used.header("www-authenticate").orElseThrow())
                    .contains("error=\"invalid_token\"");
        }
    }

    @Test
    @DisplayName("§3 an initial access token ends, also where anybody may register")
    void expired() {
        Registrant late = server.invited(5, Duration.ofHours(1));
        late.register(Registrant.web(Map.of())).expectsStatus(201);
        server.clock().advance(Duration.ofHours(1));

        late.register(Registrant.web(Map.of())).expectsStatus(401).expectsError("invalid_token");
        new Registrant(server.issuer(), "nonsense")
                .register(Registrant.web(Map.of()))
                .expectsStatus(401)
                .naming("registration.invited");
    }

    @Test
    @DisplayName("scripts of other sites may register and manage, without the browser's cookies")
    void cors() {
        for (String[] question :
                new String[][] {{"POST", "/oauth/register"}, {"PUT", "/oauth/register/x"}}) {
            Answer preflight =
                    Http.send(
                            "OPTIONS",
                            URI.create(server.origin() + question[1]),
                            "",
                            Map.of(
                                    "Origin",
                                    "https://spa.example",
                                    "Access-Control-Request-Method",
                                    question[0]));

            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("access-control-allow-origin")).contains("*");
            assertThat(preflight.header("access-control-allow-methods").orElseThrow())
                    .contains(question[0]);
            assertThat(preflight.header("access-control-allow-headers").orElseThrow())
                    .contains("Authorization", "Content-Type");
            assertThat(preflight.header("access-control-allow-credentials")).isEmpty();
        }
    }

    @Test
    @DisplayName("a client that never asked for a token is removed after a while; others stay")
    void unused() {
        Answer idle = stranger.register(Registrant.web(Map.of())).expectsStatus(201);
        Answer busy = stranger.register(Registrant.web(Map.of())).expectsStatus(201);
        App administrators = server.confidentialApp();
        stranger.app(busy).refresh("sym_rt_x").expectsError("invalid_grant");
        server.clock().advance(Duration.ofDays(30));
        server.chore("remove unused clients");

        Registrant.Management.of(idle).read().expectsStatus(401);
        Registrant.Management.of(busy).read().expectsStatus(200);
        stranger.app(idle).refresh("sym_rt_x").expectsError("invalid_client");
        administrators.refresh("sym_rt_x").expectsError("invalid_grant");
    }
}
