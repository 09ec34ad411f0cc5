package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every endpoint of tenant B, asked with the handles of tenant A")
class TenantIsolationTest {

    private static TestServer server;
    private static Tenant other;
    private static App app;
    private static App foreign;
    private static Browser alice;
    private static Answer tokens;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabases.fresh(), Map.of("sign-up.enabled", "true"));
        other = server.tenant("other");
        app = server.confidentialApp();
        foreign = server.app(other, Map.of());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        tokens = app.redeem(App.code(alice.allow(alice.get(app.request().uri()))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static URI at(String path) {
        return URI.create(other.url(path));
    }

    @Test
    @DisplayName("a client of A is unknown at B's token endpoint")
    void client() {
        Answer answer =
                Http.post(
                        at("/oauth/token"),
                        Http.encode(Map.of("grant_type", "client_credentials")),
                        Map.of("Authorization", App.basic(app.clientId(), app.secret())));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "a code, a refresh token and an access token of A are nothing at B, even to B's clients")
    void handles() {
        String code = App.code(alice.get(app.request().uri()));
        foreign.redeem(code).expectsError("invalid_grant").naming("code.known");
        foreign.refresh(tokens.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("refresh.known");
        assertThat(foreign.introspect(tokens.text("access_token")).json())
                .containsExactly(Map.entry("active", false));
        assertThat(foreign.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(foreign.revoke(tokens.text("refresh_token")).status()).isEqualTo(200);

        assertThat(app.redeem(code).status()).as("nothing was used up").isEqualTo(200);
        assertThat(app.introspect(tokens.text("access_token")).json())
                .containsEntry("active", true);
        assertThat(app.introspect(tokens.text("refresh_token")).json())
                .containsEntry("active", true);
    }

    @Test
    @DisplayName("a session of A signs nobody in at B, even under B's cookie name")
    void session() {
        Map<String, String> cookies = new LinkedHashMap<>(alice.cookies());
        String value = cookies.get("sym_session");
        cookies.put("sym_session_other", value);
        cookies.put("sym_session-other", value);
        Answer page = server.browser().having(cookies).get(at("/account"));

        assertThat(page.body()).contains("name=\"password\"");
    }

    @Test
    @DisplayName("a person of A cannot sign in at B")
    void account() {
        Browser browser = server.browser();
        Answer page = browser.signIn(browser.get(at("/account")), "alice", TestServer.PASSWORD);

        assertThat(page.body()).contains("name=\"password\"");
    }

    @Test
    @DisplayName("an interaction and a form of A are nothing at B")
    void interaction() {
        Browser browser = server.browser();
        Answer page = browser.get(app.request().uri());
        String query = page.asked().getRawQuery();

        assertThat(browser.get(at("/sign-in?" + query)).status()).isBetween(400, 499);
        Answer.Form form = page.form().with("login", "alice").with("password", TestServer.PASSWORD);
        assertThat(browser.post(at("/sign-in"), form.with("action", "sign-in").fields()).status())
                .isBetween(400, 499);
        assertThat(browser.get(at("/sign-up?" + query)).status()).isEqualTo(400);
        assertThat(browser.post(at("/sign-up"), form.fields()).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("a name of A is free at B, and who signs up there has no account at A")
    void signUp() {
        Browser browser = server.browser();
        Answer.Form form =
                browser.get(at("/sign-up"))
                        .form()
                        .with("login", "alice")
                        .with("password", "sails at night");
        Answer account = browser.submit(form).expectsStatus(200);
        assertThat(account.asked()).isEqualTo(at("/account"));
        assertThat(browser.get("/account").body()).contains("name=\"password\"");
        Browser first = server.browser();
        assertThat(first.signIn(first.get("/account"), "alice", "sails at night").status())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("an ID token of A is no hint at B")
    void hint() {
        assertThat(
                        server.browser()
                                .get(at("/oauth/logout?id_token_hint=" + tokens.text("id_token")))
                                .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("a client of A has no authorization endpoint at B")
    void authorize() {
        Answer answer =
                alice.get(at("/oauth/authorize?" + Http.encode(app.request().parameters())));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
    }

    @Test
    @DisplayName("the keys of A and B are different keys")
    void keys() {
        assertThat(Http.get(at("/oauth/jwks"), Map.of()).body())
                .isNotEqualTo(
                        Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).body());
    }
}
