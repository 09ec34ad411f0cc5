package dev.symbolon.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 §6 refresh token grant")
class RefreshTokenGrantTest {

    private static TestServer server;
    private static App app;
    private static App other;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        other = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static App.Request request() {
        return app.request().with("scope", "openid profile email offline_access");
    }

    private static Answer tokens() {
        return app.redeem(App.code(alice.get(request().uri())));
    }

    @Test
    @DisplayName(
            "gives new tokens, a new refresh token, and an ID token without nonce (Core §12.2)")
    void refresh() {
        Answer first = tokens();

        Answer second = app.refresh(first.text("refresh_token"));

        assertThat(second.status()).as("%s", second.body()).isEqualTo(200);
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        Map<String, Object> before = App.claims(first.text("id_token"));
        assertThat(App.claims(second.text("id_token")))
                .doesNotContainKey("nonce")
                .containsEntry("sub", before.get("sub"))
                .containsEntry("auth_time", before.get("auth_time"))
                .containsEntry("iss", before.get("iss"))
                .containsEntry("aud", before.get("aud"));
    }

    @Test
    @DisplayName("a lost reply is given again: the same successor while it is unused")
    void lostReply() {
        Answer first = tokens();
        Answer second = app.refresh(first.text("refresh_token"));

        Answer again = app.refresh(first.text("refresh_token"));

        assertThat(again.text("refresh_token")).isEqualTo(second.text("refresh_token"));
        assertThat(app.refresh(second.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a replaced token whose successor is in use ends the grant (RFC 9700 §4.14.2)")
    void reuse() {
        Answer first = tokens();
        Answer second = app.refresh(first.text("refresh_token"));
        Answer third = app.refresh(second.text("refresh_token"));

        app.refresh(first.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.not-reused");

        app.refresh(third.text("refresh_token")).expectsError("invalid_grant");
        assertThat(app.userinfo(third.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("a replaced token after the replay window ends the grant")
    void lateReplay() {
        Answer first = tokens();
        Answer second = app.refresh(first.text("refresh_token"));
        server.clock().advance(Duration.ofSeconds(61));

        app.refresh(first.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.not-reused");

        app.refresh(second.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.grant-live");
    }

    @Test
    @DisplayName("32 at once all get the same successor, and it works")
    void concurrent() throws Exception {
        String token = tokens().text("refresh_token");
        Callable<Answer> refresh = () -> app.refresh(token);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(java.util.Collections.nCopies(32, refresh)).stream()
                            .map(java.util.concurrent.Future::resultNow)
                            .toList();
            assertThat(answers).allMatch(answer -> answer.status() == 200);
            assertThat(answers)
                    .extracting(answer -> answer.text("refresh_token"))
                    .containsOnly(answers.getFirst().text("refresh_token"));
            assertThat(app.refresh(answers.getFirst().text("refresh_token")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName(
            "may ask for fewer scopes, never for more; a refused request leaves the token usable (§6)")
    void scope() {
        String token = tokens().text("refresh_token");

        app.token(
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                token,
                                "scope",
                                "openid phone"))
                .expectsError("invalid_scope")
                .naming("refresh.scope-granted");

        Answer narrowed =
                app.token(
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                token,
                                "scope",
                                "openid"));
        assertThat(narrowed.text("scope")).isEqualTo("openid");
        Answer wide = app.refresh(narrowed.text("refresh_token"));
        assertThat(wide.text("scope")).isEqualTo("openid profile email offline_access");
    }

    @Test
    @DisplayName("another client's attempt is refused and changes nothing (§6)")
    void otherClient() {
        String token = tokens().text("refresh_token");

        other.refresh(token).expectsError("invalid_grant").naming("refresh.of-client");

        assertThat(app.refresh(token).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a token that was not used for 30 days has expired")
    void expiry() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer first = app.redeem(App.code(bob.allow(bob.get(request().uri()))));
        server.clock().advance(Duration.ofDays(31));
        app.refresh(first.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.not-expired");
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @Test
    @DisplayName(
            "a session's end ends what was granted in it, but not what was granted offline (Core §11)")
    void signOut() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        Answer online = app.redeem(App.code(carol.allow(carol.get(app.request().uri()))));
        Answer offline = app.redeem(App.code(carol.allow(carol.get(request().uri()))));

        carol.get("/oauth/logout?id_token_hint=" + online.text("id_token"));

        app.refresh(online.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.grant-live");
        assertThat(app.refresh(offline.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a client that was removed and registered again has no use for its old tokens")
    void removedClient() {
        App gone = server.app(java.util.Map.of("client_id", "gone"));
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        Answer tokens = gone.redeem(App.code(carol.allow(carol.get(gone.request().uri()))));
        server.removeClient("gone");

        App again = server.app(java.util.Map.of("client_id", "gone"));

        again.refresh(tokens.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.grant-live");
    }
}
