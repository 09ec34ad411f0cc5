package dev.symbolon.protocol.checksession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Session Management 1.0")
class CheckSessionTest {

    private static final Pattern SCRIPT =
            Pattern.compile("<script src=\"(/assets/checkSession-[^\"]+)\" data-cookie=\"(.*?)\">");

    private static TestServer server;
    private static App app;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "sessions.check-iframe", "true",
                                "clients.front-channel", "id-tokens"));
        app = server.app(Map.of("first_party", true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Browser alice() {
        return server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    private static String state(Parameters answer) {
        return answer.first("session_state").orElseThrow();
    }

    /** What the script says, reckoned as it does. */
    private static boolean isUnchanged(Browser browser, App whose, String origin, String state) {
        String salt = state.substring(state.indexOf('.') + 1);
        String browserState = browser.cookies().get("sym_state");
        String all = String.join(" ", whose.clientId(), origin, browserState, salt);
        return state.equals(OpaqueValue.sha256(all) + "." + salt);
    }

    @Test
    @DisplayName("§2 the answer has a session_state of this client, origin and browser, salted")
    void sessionState() {
        Browser alice = alice();
        String first = state(alice.get(app.request().uri()).sent());
        String second = state(alice.get(app.request().uri()).sent());

        assertThat(first).doesNotContain(" ").isNotEqualTo(second);
        for (String state : List.of(first, second)) {
            assertThat(isUnchanged(alice, app, "https://app.example", state)).isTrue();
            assertThat(isUnchanged(alice, app, "https://evil.example", state)).isFalse();
        }
        assertThat(isUnchanged(alice(), app, "https://app.example", first))
                .as("another browser")
                .isFalse();
    }

    @Test
    @DisplayName("§3.1 it is another after sign-out, and with somebody else signed in")
    void changes() {
        Browser browser = alice();
        Answer landed = browser.get(app.request().uri());
        String state = state(landed.sent());
        browser.get(app.request().with("prompt", "none").uri());
        assertThat(isUnchanged(browser, app, "https://app.example", state)).isTrue();

        String idToken = app.redeem(App.code(landed)).text("id_token");
        browser.get("/oauth/logout?id_token_hint=" + idToken);
        assertThat(isUnchanged(browser, app, "https://app.example", state)).isFalse();
        assertThat(browser.cookies()).containsEntry("sym_state", "none");

        browser.signedIn("bob", TestServer.PASSWORD);
        assertThat(isUnchanged(browser, app, "https://app.example", state)).isFalse();
        String ofBob = state(browser.get(app.request().uri()).sent());
        assertThat(isUnchanged(browser, app, "https://app.example", ofBob)).isTrue();
    }

    @Test
    @DisplayName("§2 it comes in every mode: posted, signed, in the fragment")
    void modes() {
        Browser alice = alice();
        Answer posted = alice.get(app.request().with("response_mode", "form_post").uri());
        assertThat(posted.form().fields()).containsKey("session_state");
        Answer signed = alice.get(app.request().with("response_mode", "jwt").uri());
        assertThat(App.claims(signed.sent().first("response").orElseThrow()))
                .containsKey("session_state");
        assertThat(
                        state(
                                alice.get(app.request().with("response_mode", "fragment").uri())
                                        .inFragment()))
                .isNotEmpty();
    }

    @Test
    @DisplayName("an app without pages, or that signs nobody in, gets none")
    void without() {
        Browser alice = alice();
        App device =
                server.app(
                        Map.of(
                                "first_party",
                                true,
                                "application_type",
                                "native",
                                "redirect_uris",
                                List.of("com.example.app:/callback")));
        Answer landed =
                alice.get(device.request().with("redirect_uri", "com.example.app:/callback").uri());
        assertThat(landed.sent().names()).contains("code").doesNotContain("session_state");
        Answer noOpenid = alice.get(app.request().with("scope", "profile").uri());
        assertThat(noOpenid.sent().names()).contains("code").doesNotContain("session_state");
    }

    @Test
    @DisplayName("RFC 6454 §6.2 the origin is written as browsers do: without the standard port")
    void origins() {
        Browser alice = alice();
        Map<String, String> origins = new LinkedHashMap<>();
        origins.put("https://app.example:443/cb", "https://app.example");
        origins.put("https://app.example:8443/cb", "https://app.example:8443");
        origins.put("http://localhost:3000/cb", "http://localhost:3000");
        origins.forEach((redirectUri, origin) -> {
            App other =
                    server.app(Map.of("first_party", true, "redirect_uris", List.of(redirectUri)));
            Answer landed = alice.get(other.request().with("redirect_uri", redirectUri).uri());
            assertThat(isUnchanged(alice, other, origin, state(landed.sent()))).isTrue();
        });
    }

    @Test
    @DisplayName(
            "§3.2 the page may stand in any frame, runs our script alone, and no other page may")
    void page() {
        Object address = server.metadata().get("check_session_iframe");
        Answer page = server.browser().get(URI.create(String.valueOf(address)));

        page.expectsStatus(200);
        assertThat(page.header("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors *");
        assertThat(page.header("x-frame-options")).isEmpty();
        Matcher script = SCRIPT.matcher(page.body());
        assertThat(script.find()).as(page.body()).isTrue();
        assertThat(script.group(2)).isEqualTo("sym_state");
        Answer code = server.browser().get(script.group(1)).expectsStatus(200);
        assertThat(code.header("content-type").orElseThrow()).startsWith("text/javascript");
        assertThat(code.header("x-frame-options")).contains("DENY");
        assertThat(server.browser().get("/sign-in").header("x-frame-options")).contains("DENY");
        assertThat(server.browser().get("/oauth/jwks").header("x-frame-options")).contains("DENY");
    }

    @Test
    @DisplayName("the cookie is for scripts, and neither it nor its like opens anything")
    void cookie() {
        Browser alice = alice();
        Answer landed = alice.get(app.request().uri());
        String set =
                landed.headers().getOrDefault("set-cookie", List.of()).stream()
                        .filter(cookie -> cookie.startsWith("sym_state="))
                        .findFirst()
                        .orElseThrow();
        // Over TLS it is SameSite=None and Secure, see CookieTest.
        assertThat(set).doesNotContain("HttpOnly").contains("SameSite=Lax");
        Browser thief =
                server.browser()
                        .having(
                                Map.of(
                                        "sym_state", alice.cookies().get("sym_state"),
                                        "sym_session", alice.cookies().get("sym_state")));
        assertThat(thief.get(app.request().with("prompt", "none").uri()).sent().first("error"))
                .contains("login_required");
    }

    @Test
    @DisplayName("where it is not switched on there is nothing of it")
    void off() {
        try (TestServer other = TestServer.start()) {
            App plain = other.app(Map.of("first_party", true));
            Browser alice = other.browser().signedIn("alice", TestServer.PASSWORD);
            Answer landed = alice.get(plain.request().uri());

            assertThat(landed.sent().names()).doesNotContain("session_state");
            assertThat(alice.cookies()).doesNotContainKey("sym_state");
            assertThat(other.metadata()).doesNotContainKey("check_session_iframe");
            other.browser().get(CheckSessionEndpoint.PATH).expectsStatus(404);
        }
    }
}
