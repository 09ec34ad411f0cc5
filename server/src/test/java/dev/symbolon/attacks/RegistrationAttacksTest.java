package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Registrant.Management;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attacks on registration (RFC 7591 §5, RFC 7592 §5)")
class RegistrationAttacksTest {

    private TestServer server;
    private Registrant mallory;

    @BeforeEach
    void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "registration.mode", "open",
                                "registration.per-address", "3",
                                "registration.per-hour", "4",
                                "registration.at-most", "5"));
        mallory = server.stranger();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer register(Map<String, ?> metadata) {
        return mallory.register(Registrant.web(metadata));
    }

    @Test
    @DisplayName("a flood is stopped with 429, also for who removes what it registered")
    void flood() {
        for (int i = 0; i < 3; i++) {
            Management.of(register(Map.of()).expectsStatus(201)).remove().expectsStatus(204);
        }
        Answer refused = register(Map.of()).expectsStatus(429);
        refused.expectsError("too_many_requests").naming("registration.per-address");
        assertThat(refused.header("retry-after")).contains("3600");
        // Who was let in by the house is not hindered by that.
        server.invited(1, Duration.ofDays(1)).register(Registrant.web(Map.of())).expectsStatus(201);
    }

    @Test
    @DisplayName(
            "a flood from many addresses is stopped by the hour, one from one /64 like one address")
    void manyAddresses() {
        try (TestServer behind =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "registration.mode", "open",
                                "registration.per-address", "2",
                                "registration.per-hour", "3",
                                "http.trusted-proxies", "127.0.0.0/8,::1/128"))) {
            for (String address : List.of("2001:db8::1", "2001:db8::2", "192.0.2.1")) {
                from(behind, address).expectsStatus(201);
            }
            from(behind, "2001:db8::3").expectsStatus(429).naming("registration.per-address");
            from(behind, "198.51.100.7").expectsStatus(429).naming("registration.per-hour");
        }
    }

    private static Answer from(TestServer behind, String address) {
        return Http.send(
                "POST",
                URI.create(behind.origin() + "/oauth/register"),
                Json.text(Registrant.web(Map.of())),
                Map.of("Content-Type", "application/json", "X-Forwarded-For", address));
    }

    @Test
    @DisplayName("no more apps are kept than there is room for: 503, and when to come again")
    void room() {
        Registrant invited = server.invited(100, Duration.ofDays(1));
        for (int i = 0; i < 5; i++) {
            invited.register(Registrant.web(Map.of())).expectsStatus(201);
        }
        Answer refused = invited.register(Registrant.web(Map.of())).expectsStatus(503);
        assertThat(refused.text("error")).isEqualTo("temporarily_unavailable");
        assertThat(refused.text("error_uri")).endsWith("/rules/registration.room");
        assertThat(refused.header("retry-after")).isPresent();
    }

    @Test
    @DisplayName("addresses that run as a script, and those of any scheme, are refused")
    void scripts() {
        for (String uri :
                List.of(
                        "javascript:alert(1)",
                        "javascript://app.example/%0aalert(1)",
                        "data:text/html,x",
                        "file:///etc/passwd",
                        "http://app.example/",
                        "https://app.example/*",
                        "https://id.example@mallory.example/",
                        "myapp:callback")) {
            for (String type : List.of("web", "native")) {
                register(Map.of("redirect_uris", List.of(uri), "application_type", type))
                        .expectsError("invalid_redirect_uri");
            }
            for (String link : List.of("client_uri", "policy_uri", "tos_uri", "logo_uri")) {
                if (!uri.contains("*")) {
                    register(Map.of(link, uri)).expectsError("invalid_client_metadata");
                }
            }
        }
        register(Map.of("initiate_login_uri", "http://127.0.0.1/"))
                .expectsError("invalid_client_metadata")
                .naming("client-metadata.link");
    }

    @Test
    @DisplayName("a name cannot turn the page around, break it, or fill it")
    void names() {
        for (String name : List.of("\u202Eknab ruoY", "a\nb", "a\u0000b", "x".repeat(101))) {
            register(Map.of("client_name", name)).expectsError("invalid_client_metadata");
        }
        Answer registered =
                register(Map.of("client_name", "</h1><script>alert(1)</script>"))
                        .expectsStatus(201);
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer consent = alice.get(mallory.app(registered).request().uri());

        assertThat(consent.body())
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)");
    }

    @Test
    @DisplayName("a huge body is refused, before it is read as JSON and before it is read at all")
    void huge() {
        register(Map.of("contacts", Collections.nCopies(40, "x".repeat(1000))))
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming("registration.size");
        mallory.registerRaw("{\"a\":\"" + "x".repeat(1 << 17) + "\"}", "application/json")
                .expectsStatus(413);
        mallory.registerRaw("[".repeat(30_000), "application/json").expectsStatus(400);
        register(Map.of("redirect_uris", Collections.nCopies(101, App.CALLBACK)))
                .expectsStatus(400);
    }

    @Test
    @DisplayName("tokens for one purpose open nothing for another")
    void confusedTokens() {
        Answer registered = register(Map.of()).expectsStatus(201);
        Management own = Management.of(registered);
        App app = mallory.app(registered);
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer tokens =
                app.redeem(App.code(alice.allow(alice.get(app.request().uri()))))
                        .expectsStatus(200);

        own.with(tokens.text("access_token")).read().expectsStatus(401);
        own.with(registered.text("client_secret")).remove().expectsStatus(401);
        app.userinfo(own.token()).expectsStatus(401);
        new Registrant(server.issuer(), own.token())
                .register(Registrant.web(Map.of()))
                .expectsStatus(401);
        Answer invited = server.invited(1, Duration.ofDays(1)).register(Registrant.web(Map.of()));
        own.with(Management.of(invited).token()).remove().expectsStatus(401);
        own.read().expectsStatus(200);
    }

    @Test
    @DisplayName("a client of another tenant is nobody here")
    void otherTenant() {
        server.tenant("b");
        Answer registered = register(Map.of()).expectsStatus(201);
        Management elsewhere =
                new Management(
                        URI.create(
                                server.origin()
                                        + "/t/b/oauth/register/"
                                        + registered.text("client_id")),
                        registered.text("registration_access_token"));

        elsewhere.read().expectsStatus(401);
        elsewhere.remove().expectsStatus(401);
        Management.of(registered).read().expectsStatus(200);
    }

    @Test
    @DisplayName("a client that is removed while it is in use gets nothing more")
    void removedInUse() {
        Answer registered = register(Map.of("scope", "openid offline_access")).expectsStatus(201);
        App app = mallory.app(registered);
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        App.Request request = app.request().with("scope", "openid offline_access");
        Answer consent = alice.get(request.uri());
        String code = App.code(alice.allow(consent));
        Answer pending = alice.get(request.with("prompt", "consent").uri());
        Answer tokens = app.redeem(code).expectsStatus(200);
        Management.of(registered).remove().expectsStatus(204);

        app.userinfo(tokens.text("access_token")).expectsStatus(401);
        app.refresh(tokens.text("refresh_token")).expectsError("invalid_client");
        assertThat(alice.allow(pending).status()).isBetween(400, 499);
        assertThat(server.confidentialApp().introspect(tokens.text("access_token")).text("active"))
                .isEqualTo("false");
    }

    @Test
    @DisplayName("what is echoed is JSON, whatever the names of members are")
    void echoed() {
        Answer registered =
                register(Map.of("\"},{\"client_secret\":\"x", "y", "client_name#de", "Ä\\\"</"))
                        .expectsStatus(201);
        assertThat(Json.object(registered.body())).containsEntry("client_name#de", "Ä\\\"</");
    }
}
