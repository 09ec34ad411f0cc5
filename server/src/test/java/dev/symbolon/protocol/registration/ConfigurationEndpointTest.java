package dev.symbolon.protocol.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Registrant.Management;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 7592 clients manage what they registered")
class ConfigurationEndpointTest {

    private static TestServer server;
    private static Registrant stranger;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of("registration.mode", "open", "registration.per-address", "400"));
        stranger = server.stranger();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer registered() {
        return stranger.register(Registrant.web(Map.of())).expectsStatus(201);
    }

    /** The metadata of an update; what is given wins. */
    private static Map<String, Object> update(Answer registered, Map<String, ?> other) {
        Map<String, Object> metadata = Registrant.web(other);
        metadata.putIfAbsent("client_id", registered.text("client_id"));
        return metadata;
    }

    @Test
    @DisplayName("§2.1, §3 a read answers what is registered, with the token that read it")
    void read() {
        Answer registered = registered();
        Answer read = Management.of(registered).read().expectsStatus(200);

        Map<String, Object> expected = new LinkedHashMap<>(registered.json());
        expected.remove("client_secret");
        expected.remove("client_secret_expires_at");
        assertThat(read.json()).isEqualTo(expected);
        assertThat(read.header("cache-control")).contains("no-store");
        Management.of(read).read().expectsStatus(200);
    }

    @Test
    @DisplayName("§2.2 an update replaces everything: what is left out is gone")
    void update() {
        Answer registered =
                stranger.register(Registrant.web(Map.of("tos_uri", "https://app.example/terms")));
        Answer changed =
                Management.of(registered)
                        .update(update(registered, Map.of("client_name", "Renamed")))
                        .expectsStatus(200);

        assertThat(changed.json())
                .containsEntry("client_name", "Renamed")
                .doesNotContainKeys("tos_uri", "client_secret");
        assertThat(Management.of(changed).read().json()).isEqualTo(changed.json());
        // The secret stays.
        stranger.app(registered).refresh("sym_rt_x").expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§2.2 a client that begins to need a secret is told one")
    void newSecret() {
        Answer registered =
                stranger.register(Registrant.web(Map.of("token_endpoint_auth_method", "none")));
        Answer changed = Management.of(registered).update(update(registered, Map.of()));

        assertThat(changed.json()).containsEntry("client_secret_expires_at", 0);
        stranger.app(changed).refresh("sym_rt_x").expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§3 an update gives another token, and its first use ends the one before")
    void rotation() {
        Answer registered = registered();
        Management first = Management.of(registered);
        Answer changed = first.update(update(registered, Map.of())).expectsStatus(200);
        Management second = Management.of(changed);

        assertThat(second.token()).isNotEqualTo(first.token());
        second.read().expectsStatus(200);
        first.read().expectsStatus(401).expectsError("invalid_token");
        second.read().expectsStatus(200);
    }

    @Test
    @DisplayName("§3 whoever lost the answer with the new token gets it again, for an hour")
    void lostReply() {
        Answer registered = registered();
        Management first = Management.of(registered);
        String second =
                first.update(update(registered, Map.of())).text("registration_access_token");

        assertThat(first.read().text("registration_access_token")).isEqualTo(second);
        assertThat(
                        first.update(update(registered, Map.of("client_name", "Again")))
                                .text("registration_access_token"))
                .isEqualTo(second);
        server.clock().advance(Duration.ofHours(1));
        first.read().expectsStatus(401);
        assertThat(first.with(second).read().text("client_name")).isEqualTo("Again");
    }

    @Test
    @DisplayName("§2.2 an update names the client_id, and no other")
    void clientId() {
        Answer registered = registered();
        Management management = Management.of(registered);

        management
                .update(Registrant.web(Map.of()))
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming("registration.same-client-id");
        management
                .update(update(registered, Map.of("client_id", registered().text("client_id"))))
                .naming("registration.same-client-id");
        // What was refused changed nothing, the token neither.
        assertThat(management.read().text("client_name")).isEqualTo("A stranger");
    }

    @Test
    @DisplayName("§2.2 a client_secret that is sent is the present one; clients choose none")
    void clientSecret() {
        Answer registered = registered();
        String secret = registered.text("client_secret");

        Management.of(registered)
                .update(update(registered, Map.of("client_secret", "x".repeat(40))))
                .expectsError("invalid_client_metadata")
                .naming("registration.same-client-secret");
        Management.of(registered)
                .update(update(registered, Map.of("client_secret", secret)))
                .expectsStatus(200);
    }

    @ParameterizedTest
    @CsvSource({
        "registration_access_token, sym_rg_x, registration.servers-own",
        "registration_client_uri, https://app.example, registration.servers-own",
        "client_id_issued_at, 1, registration.servers-own",
        "client_secret_expires_at, 0, registration.servers-own",
        "tls_client_auth_san_dns, app.example, client-metadata.certificate-subject",
        "client_name, '\u202Eevil', client-metadata.text",
    })
    @DisplayName("§2.2 an update is checked like a registration, and sets nothing of the server's")
    void refused(String name, String value, String rule) {
        Answer registered = registered();
        Management.of(registered)
                .update(update(registered, Map.of(name, value)))
                .expectsStatus(400)
                .expectsError("invalid_client_metadata")
                .naming(rule);
    }

    @Test
    @DisplayName("§2.2 an update cannot make a client first-party, or spare it PKCE")
    void privileges() {
        Answer registered = registered();
        for (String member : List.of("first_party", "require_pkce")) {
            Management.of(registered)
                    .update(update(registered, Map.of(member, member.equals("first_party"))))
                    .naming("client-metadata.administrator-only");
        }
    }

    @Test
    @DisplayName("§2.3 a client that removes itself is gone, with all that people allowed it")
    void remove() {
        Answer registered = registered();
        App app = stranger.app(registered);
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer tokens =
                app.redeem(App.code(alice.allow(alice.get(app.request().uri()))))
                        .expectsStatus(200);
        Management management = Management.of(registered);

        Answer removed = management.remove().expectsStatus(204);

        assertThat(removed.body()).isEmpty();
        assertThat(removed.header("cache-control")).contains("no-store");
        app.userinfo(tokens.text("access_token")).expectsStatus(401);
        app.refresh("sym_rt_x").expectsError("invalid_client");
        management.read().expectsStatus(401);
        management.remove().expectsStatus(401);
        assertThat(
                        server.database()
                                .list(
                                        "SELECT client FROM consent WHERE client = ?",
                                        row -> row.text("client"),
                                        app.clientId()))
                .isEmpty();
    }

    @Test
    @DisplayName("§2.1 a wrong token, no token and a client that is not there are answered alike")
    void unauthorized() {
        Answer registered = registered();
        Management own = Management.of(registered);
        Management foreign = own.with(Management.of(registered()).token());
        Management nobody =
                new Management(URI.create(server.origin() + "/oauth/register/nobody"), own.token());
        App administrators = server.confidentialApp();
        Management byHand =
                new Management(
                        URI.create(
                                server.origin() + "/oauth/register/" + administrators.clientId()),
                        own.token());
        String expected = own.with("x").read().body();
        for (Management wrong : List.of(foreign, nobody, byHand)) {
            for (Answer answer :
                    List.of(
                            wrong.read(),
                            wrong.update(update(registered, Map.of())),
                            wrong.remove())) {
                answer.expectsStatus(401).expectsError("invalid_token");
                assertThat(answer.body()).isEqualTo(expected);
                assertThat(answer.header("www-authenticate").orElseThrow())
                        .contains("Bearer realm=", "error=\"invalid_token\"");
            }
        }
        Answer none = Http.get(own.uri(), Map.of()).expectsStatus(401);
        assertThat(none.header("www-authenticate").orElseThrow()).doesNotContain("error");
        own.read().expectsStatus(200);
    }

    @Test
    @DisplayName("RFC 6750 §2 a token is sent once, in the header")
    void oneToken() {
        Management own = Management.of(registered());
        Http.get(URI.create(own.uri() + "?access_token=" + own.token()), Map.of())
                .expectsStatus(401);
        assertThat(Http.send("POST", own.uri(), "a=b", Map.of()).status()).isEqualTo(405);
        assertThat(Http.send("POST", own.uri(), "a=b", Map.of()).header("allow").orElseThrow())
                .contains("GET", "PUT", "DELETE");
    }

    @Test
    @DisplayName("each registration, change and removal is an event")
    void events() {
        Answer registered = registered();
        Answer changed =
                Management.of(registered).update(update(registered, Map.of())).expectsStatus(200);
        Management.of(changed).remove().expectsStatus(204);

        assertThat(
                        new EventStore(server.database(), server.clock())
                                .newest(new Tenant(Tenant.FIRST, server.issuer()), 1000))
                .filteredOn(event -> event.subject().equals(registered.text("client_id")))
                .extracting(event -> event.action())
                .containsExactlyInAnyOrder("client.registered", "client.changed", "client.removed");
    }

    @Test
    @DisplayName(
            "§2.2 where registration was switched off clients read and remove, 403 for changes")
    void switchedOff() {
        Answer registered = registered();
        int port = server.beside(Map.of("registration.mode", "off"));
        Management off =
                new Management(
                        URI.create(
                                "http://localhost:%d/oauth/register/%s"
                                        .formatted(port, registered.text("client_id"))),
                        registered.text("registration_access_token"));

        off.read().expectsStatus(200);
        off.update(update(registered, Map.of()))
                .expectsStatus(403)
                .expectsError("access_denied")
                .naming("registration.may-change");
        off.remove().expectsStatus(204);
    }
}
