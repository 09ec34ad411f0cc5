package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelSteps.TOKEN;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.allow;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.look;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.telling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Listener;
import dev.symbolon.testing.Listener.Heard;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CIBA §9 to §12: apps that are told of the answer, and apps that are sent it")
class NotificationsTest {

    private static final Map<String, String> HERE = Map.of("fetch.allowed-networks", "127.0.0.1");

    private Listener listener;

    @BeforeEach
    void listen() throws Exception {
        listener = Listener.start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private static TestServer server() {
        return TestServer.start(TestDatabases.fresh(), HERE);
    }

    private App app(TestServer server, String mode) {
        return server.callCentre(telling(mode, listener));
    }

    private static Browser alice(TestServer server) {
        return server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    private static Answer ask(App app) {
        return app.askElsewhere(BackchannelSteps.askingToBeTold("alice")).expectsStatus(200);
    }

    private static List<String> kept(Database database) {
        return database.list(
                "SELECT outcome, tries, notification, pushed FROM backchannel_authentication",
                row ->
                        row.textOrNull("outcome")
                                + " "
                                + row.number("tries")
                                + (row.textOrNull("notification") == null
                                                && row.textOrNull("pushed") == null
                                        ? ""
                                        : " sealed"));
    }

    /** Until what became of the last try has been noted: taken, a row is due in half a minute. */
    private static void settled(TestServer server) throws InterruptedException {
        Instant taken = server.clock().instant().plusSeconds(30);
        String dueThen = "SELECT hash FROM backchannel_authentication WHERE next_try_at = ?";
        for (int i = 0; i < 200; i++) {
            if (server.database().list(dueThen, row -> row.text("hash"), taken).isEmpty()) {
                return;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("a try has not been noted");
    }

    private static void until(TestServer server, String wanted) throws InterruptedException {
        for (int i = 0; i < 200 && !kept(server.database()).equals(List.of(wanted)); i++) {
            Thread.sleep(Duration.ofMillis(50));
        }
        assertThat(kept(server.database())).containsExactly(wanted);
    }

    @EachDatabase
    @DisplayName("§10.2 ping: the app is told once with its token, and then fetches the tokens")
    void ping(Database database) throws Exception {
        try (TestServer server = TestServer.start(database, HERE)) {
            server.beside(HERE);
            App app = app(server, "ping");
            Answer begun = ask(app);
            assertThat(begun.json()).containsOnlyKeys("auth_req_id", "expires_in", "interval");
            String id = begun.text("auth_req_id");
            app.answered(id).expectsError("authorization_pending");
            listener.answering(204);
            allow(alice(server));

            Heard ping = listener.hears();
            assertThat(ping.method()).isEqualTo("POST");
            assertThat(ping.type()).isEqualTo("application/json");
            assertThat(ping.authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(ping.json()).isEqualTo(Map.of("auth_req_id", id));
            assertThat(listener.hearsNothing()).isTrue();
            app.answered(id).expectsStatus(200);
            until(server, "confirmed 1");
        }
    }

    @Test
    @DisplayName("§10.2 ping: a refusal is told, too, and fetched; so is the end of the time")
    void pingOfFailure() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "ping");
            String refused = ask(app).text("auth_req_id");
            Browser alice = alice(server);
            alice.deny(look(alice));
            assertThat(listener.hears().text("auth_req_id")).isEqualTo(refused);
            app.answered(refused).expectsError("access_denied");

            String forgotten = ask(app).text("auth_req_id");
            server.clock().advance(Duration.ofMinutes(10));
            assertThat(listener.hears().text("auth_req_id")).isEqualTo(forgotten);
            app.answered(forgotten).expectsError("expired_token");
        }
    }

    @Test
    @DisplayName("§10.2 ping: who has fetched the tokens meanwhile is not told")
    void pingTooLate() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "ping");
            listener.answering(500);
            String id = ask(app).text("auth_req_id");
            allow(alice(server));
            listener.hears();
            until(server, "answered 500 1 sealed");
            app.answered(id).expectsStatus(200);
            server.clock().advance(Duration.ofSeconds(6));
            until(server, "fetched before 2");
            assertThat(listener.hearsNothing()).isTrue();
        }
    }

    @Test
    @DisplayName("§10.2 ping: who could not take it is told again, for a while")
    void again() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "ping");
            listener.answering(503);
            ask(app);
            allow(alice(server));
            listener.hears();
            for (int i = 0; i < 5; i++) {
                settled(server);
                server.clock().advance(Duration.ofSeconds(81));
                listener.hears();
            }
            until(server, "answered 503 6");
            server.clock().advance(Duration.ofMinutes(2));
            assertThat(listener.hearsNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 401})
    @DisplayName("§10.2 ping: no redirect is followed, and who refuses it is not told again")
    void refused(int status) throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "ping");
            listener.answering(status);
            String id = ask(app).text("auth_req_id");
            allow(alice(server));
            listener.hears();
            until(server, "answered " + status + " 1");
            server.clock().advance(Duration.ofMinutes(2));
            assertThat(listener.hearsNothing()).isTrue();
            app.answered(id).expectsStatus(200);
        }
    }

    @EachDatabase
    @DisplayName("§10.3.1 push: the tokens come, held together by the hashes in the ID token")
    void push(Database database) throws Exception {
        try (TestServer server = TestServer.start(database, HERE)) {
            server.beside(HERE);
            App app = app(server, "push");
            Answer begun = ask(app);
            assertThat(begun.json()).containsOnlyKeys("auth_req_id", "expires_in");
            String id = begun.text("auth_req_id");
            allow(alice(server));

            Heard push = listener.hears();
            assertThat(push.authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(push.json())
                    .containsOnlyKeys(
                            "auth_req_id",
                            "access_token",
                            "token_type",
                            "expires_in",
                            "refresh_token",
                            "id_token",
                            "scope")
                    .containsEntry("auth_req_id", id)
                    .containsEntry("token_type", "Bearer");
            assertThat(App.claims(push.text("id_token")))
                    .containsEntry("aud", app.clientId())
                    .containsEntry("urn:openid:params:jwt:claim:auth_req_id", id)
                    .containsEntry("at_hash", half(push.text("access_token")))
                    .containsEntry(
                            "urn:openid:params:jwt:claim:rt_hash",
                            half(push.text("refresh_token")));
            assertThat(app.userinfo(push.text("access_token")).json())
                    .containsEntry("given_name", "alice");
            app.refresh(push.text("refresh_token")).expectsStatus(200);
            assertThat(listener.hearsNothing()).isTrue();
            until(server, "confirmed 1");
        }
    }

    private static String half(String token) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(token.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }

    @Test
    @DisplayName("§11 unauthorized_client: a client with push fetches nothing")
    void pushedOnly() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "push");
            String id = ask(app).text("auth_req_id");
            app.answered(id).expectsError("unauthorized_client").naming("ciba.not-pushed");
            allow(alice(server));
            app.answered(id).expectsError("unauthorized_client");
            listener.hears();
            app.answered(id).expectsError("unauthorized_client");
        }
    }

    @Test
    @DisplayName(
            "§10.3 push: tried again it sends the same tokens, with what is left of their time")
    void pushAgain() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "push");
            listener.answering(503);
            ask(app);
            allow(alice(server));
            Heard first = listener.hears();
            until(server, "answered 503 1 sealed");
            listener.answering(200);
            server.clock().advance(Duration.ofSeconds(6));

            Heard second = listener.hears();
            for (String same : List.of("access_token", "refresh_token", "id_token")) {
                assertThat(second.text(same)).isEqualTo(first.text(same));
            }
            assertThat(Integer.parseInt(first.text("expires_in")))
                    .isEqualTo(Integer.parseInt(second.text("expires_in")) + 6);
            until(server, "confirmed 2");
            app.userinfo(second.text("access_token")).expectsStatus(200);
        }
    }

    @Test
    @DisplayName("§10.3 push: tokens whose arrival nobody confirmed end with the last try")
    void pushedInVain() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "push");
            listener.answering(500);
            ask(app);
            allow(alice(server));
            Heard push = listener.hears();
            app.userinfo(push.text("access_token")).expectsStatus(200);
            for (int i = 0; i < 5; i++) {
                settled(server);
                server.clock().advance(Duration.ofSeconds(81));
                listener.hears();
            }
            until(server, "answered 500 6");
            app.refresh(push.text("refresh_token")).expectsError("invalid_grant");
        }
    }

    @Test
    @DisplayName("§12 push: access_denied, expired_token, transaction_failed")
    void pushedErrors() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "push");
            Browser alice = alice(server);
            String refused = ask(app).text("auth_req_id");
            alice.deny(look(alice));
            Heard error = listener.hears();
            assertThat(error.authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(error.json())
                    .containsOnlyKeys("auth_req_id", "error", "error_description")
                    .containsEntry("auth_req_id", refused)
                    .containsEntry("error", "access_denied");

            ask(app);
            server.clock().advance(Duration.ofMinutes(10));
            assertThat(listener.hears().text("error")).isEqualTo("expired_token");

            listener.answering(503);
            ask(app);
            allow(alice);
            String token = listener.hears().text("access_token");
            // Its first try has been noted by then.
            assertThat(listener.hearsNothing()).isTrue();
            server.disable("alice");
            server.clock().advance(Duration.ofSeconds(6));
            assertThat(listener.hears().text("error")).isEqualTo("transaction_failed");
            app.userinfo(token).expectsStatus(401);
        }
    }

    @Test
    @DisplayName("the address of a neighbour that was not allowed is not asked (CWE-918)")
    void guarded() throws Exception {
        try (TestServer server = TestServer.start()) {
            ask(app(server, "ping"));
            allow(alice(server));
            assertThat(listener.hearsNothing()).isTrue();
            assertThat(kept(server.database())).containsExactly("unreachable 1 sealed");
        }
    }

    @Test
    @DisplayName("a client that was removed is told nothing, and nothing is kept for it")
    void removed() throws Exception {
        try (TestServer server = server()) {
            App app = app(server, "push");
            ask(app);
            server.removeClient(app.clientId());
            server.clock().advance(Duration.ofMinutes(10));
            assertThat(listener.hearsNothing()).isTrue();
            assertThat(kept(server.database())).containsExactly("not wanted any more 1");
        }
    }

    @Test
    @DisplayName("the inspector shows what was sent in the flow, without what opens anything")
    void inspected() throws Exception {
        try (TestServer server = server()) {
            server.administrator("root");
            Browser root = server.browser().signedIn("root", TestServer.PASSWORD);
            App app = app(server, "push");
            ask(app);
            allow(alice(server));
            Heard push = listener.hears();
            String flow = "";
            for (int i = 0; i < 100 && !flow.contains("Sends the app the answer"); i++) {
                Thread.sleep(Duration.ofMillis(50));
                String list = root.get("/inspect?client=" + app.clientId()).body();
                int at = list.indexOf("/inspect/flows/");
                flow = at < 0 ? "" : root.get(list.substring(at, at + 31)).body();
            }
            assertThat(flow)
                    .contains(
                            "Asks a person who is elsewhere",
                            "Sends the app the answer",
                            "backchannel.notification-confirmed",
                            listener.address().toString(),
                            "at_hash")
                    .doesNotContain(
                            push.text("access_token"),
                            push.text("refresh_token"),
                            push.text("auth_req_id"),
                            TOKEN);
        }
    }
}
