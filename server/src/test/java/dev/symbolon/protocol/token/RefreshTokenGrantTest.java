package dev.symbolon.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.LinkedHashMap;
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

    private static final String API = TestServer.API;
    private static final String BOATS = "https://boats.example";

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
    @DisplayName("a scope that is no list of words is refused (§3.3)")
    void malformedScope() {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("scope", "openid \""));
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", tokens().text("refresh_token"));

        app.token(form).expectsError("invalid_scope").naming("token.scope-well-formed");
    }

    @Test
    @DisplayName("an API that was not granted is refused (RFC 8707 §2.2)")
    void foreignResource() {
        App fleet = fleet("boats", "jwt");
        Map<String, Object> form = new LinkedHashMap<>(Map.of("resource", BOATS));
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", granted(fleet, "openid api:read").text("refresh_token"));

        fleet.token(form).expectsError("invalid_target").naming("token.resource-granted");
    }

    @Test
    @DisplayName(
            "the audience is what resource names, each once, or else what the scopes are for (RFC 8707 §2.2, RFC 9068 §3)")
    void audience() {
        App fleet = fleet("boats", "jwt");
        Answer tokens = granted(fleet, "openid api:read boats:read");
        String issuer = server.issuer().toString();
        assertThat(audience(tokens)).containsExactlyInAnyOrder(API, BOATS, issuer);

        tokens = refreshed(fleet, tokens, Map.of("resource", List.of(API, API)));
        assertThat(audience(tokens)).containsExactly(API, issuer);
        tokens = refreshed(fleet, tokens, Map.of("scope", "boats:read"));
        assertThat(audience(tokens)).containsExactly(BOATS);
        tokens = refreshed(fleet, tokens, Map.of("scope", "openid"));
        assertThat(audience(tokens)).containsExactly(issuer);
        tokens = refreshed(fleet, tokens, Map.of());
        assertThat(audience(tokens)).containsExactlyInAnyOrder(API, BOATS, issuer);
    }

    @Test
    @DisplayName("an API that was named without any scope stays the audience of fewer scopes")
    void audienceWithoutScopes() {
        App fleet = fleet("boats", "jwt");
        App.Request request = fleet.request().with("resource", BOATS);
        Answer tokens = fleet.redeem(App.code(alice.allow(alice.get(request.uri()))));

        assertThat(audience(refreshed(fleet, tokens, Map.of("scope", "openid")))).contains(BOATS);
    }

    @Test
    @DisplayName(
            "one token is not for APIs that read different ones; a refused request leaves the code usable")
    void mixedFormats() {
        App fleet = fleet("crews", "opaque");
        App.Request request = fleet.request().with("scope", "api:read crews:read");
        Map<String, Object> exchange =
                fleet.exchange(App.code(alice.allow(alice.get(request.uri()))));

        fleet.token(exchange).expectsError("invalid_target").naming("resource.one-kind-of-token");

        exchange.put("resource", API);
        Answer tokens = fleet.token(exchange);
        assertThat(audience(tokens)).containsExactly(API);
        tokens = refreshed(fleet, tokens, Map.of("scope", "crews:read"));
        assertThat(tokens.text("access_token")).doesNotContain(".");
    }

    private static App fleet(String name, String format) {
        server.api(
                Map.of(
                        "identifier",
                        "https://" + name + ".example",
                        "name",
                        name,
                        "token_format",
                        format,
                        "scopes",
                        Map.of(name + ":read", "Read")));
        return server.app(Map.of("scope", "openid api:read " + name + ":read"));
    }

    private static Answer granted(App client, String scope) {
        App.Request request = client.request().with("scope", scope);
        return client.redeem(App.code(alice.allow(alice.get(request.uri()))));
    }

    private static Answer refreshed(App client, Answer tokens, Map<String, ?> narrowing) {
        Map<String, Object> form = new LinkedHashMap<>(narrowing);
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", tokens.text("refresh_token"));
        Answer answer = client.token(form);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<String> audience(Answer tokens) {
        Object audience = App.claims(tokens.text("access_token")).getOrDefault("aud", "");
        return audience instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(audience));
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
