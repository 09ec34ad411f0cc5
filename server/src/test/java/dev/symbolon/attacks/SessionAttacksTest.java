package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attacks on browsers: fixation, forgery, framing")
class SessionAttacksTest {

    private static TestServer server;
    private static App app;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName(
            "the session's cookie changes at every sign-in, and a planted one is worth nothing")
    void fixation() {
        Browser mallory = server.browser().signedIn("bob", TestServer.PASSWORD);
        Map<String, String> planted = Map.copyOf(mallory.cookies());

        Browser victim = server.browser().having(planted);
        Answer page = victim.get(app.request().with("prompt", "login").uri());
        victim.signIn(page, "alice", TestServer.PASSWORD);

        assertThat(victim.cookies().get("sym_session")).isNotEqualTo(planted.get("sym_session"));
        assertThat(server.browser().having(planted).get("/account").body())
                .contains("name=\"password\"");
    }

    @Test
    @DisplayName("an interaction works only in the browser that began it")
    void interactionOfAnotherBrowser() {
        Answer signIn = server.browser().get(app.request().uri());

        Answer elsewhere = server.browser().get(signIn.asked());

        assertThat(elsewhere.status()).isBetween(400, 499);
    }

    @Test
    @DisplayName(
            "each form is refused without its token, with another browser's token, and from another site")
    void forgery() {
        Browser alice = server.browser();
        Answer signIn = alice.get(app.request().uri());
        Answer.Form form =
                signIn.form()
                        .with("login", "alice")
                        .with("password", TestServer.PASSWORD)
                        .with("action", "sign-in");
        refused(alice, form);
        Answer consent = alice.submit(form);
        refused(alice, consent.form().with("action", "allow"));
        assertThat(App.code(alice.allow(consent))).isNotEmpty();
        refused(alice, alice.get("/account").form());
    }

    @Test
    @DisplayName("so is an invitation's form: nobody takes it up for another")
    void forgedInvitation() {
        URI invitation = server.invitation();
        Browser dave = server.browser();
        Answer.Form form =
                dave.get(invitation)
                        .form()
                        .with("name", "dave")
                        .with("email", "")
                        .with("password", TestServer.PASSWORD);
        refused(dave, form, token(server.browser().get(invitation)));

        assertThat(dave.submit(form).status()).as("it is still open").isEqualTo(200);
        assertThat(server.browser().signedIn("dave", TestServer.PASSWORD).cookies())
                .containsKey("sym_session");
    }

    @Test
    @DisplayName("so is the form that signs out: nobody is signed out by another site")
    void forgedSignOut() {
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Browser mallory = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer.Form form = alice.get("/oauth/logout").form().with("action", "sign-out");
        refused(alice, form, token(mallory.get("/oauth/logout")));

        assertThat(alice.get("/account").body()).doesNotContain("name=\"password\"");
        alice.submit(form);
        assertThat(alice.get("/account").body()).contains("name=\"password\"");
    }

    private static String token(Answer page) {
        return page.form().fields().get("form_token");
    }

    private static void refused(Browser browser, Answer.Form form) {
        refused(browser, form, token(server.browser().get(app.request().uri())));
    }

    private static void refused(Browser browser, Answer.Form form, String foreign) {
        assertThat(browser.submit(form.without("form_token")).status()).isEqualTo(403);
        assertThat(browser.submit(form.with("form_token", foreign)).status()).isEqualTo(403);
        Browser crossSite =
                server.browser().having(browser.cookies()).sending("Sec-Fetch-Site", "cross-site");
        assertThat(crossSite.submit(form).status()).isEqualTo(403);
        Browser otherOrigin =
                server.browser()
                        .having(browser.cookies())
                        .sending("Origin", "https://evil.example");
        assertThat(otherOrigin.submit(form).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("no page can be framed, sniffed or scripted")
    void headers() {
        Browser alice = server.browser();
        Answer signIn = alice.get(server.confidentialApp().request().uri());
        Answer consent = alice.signIn(signIn, "alice", TestServer.PASSWORD);
        for (Answer page :
                List.of(
                        signIn,
                        consent,
                        alice.get("/account"),
                        alice.get("/"),
                        alice.get("/rules"))) {
            String policy = page.header("content-security-policy").orElse("");
            assertThat(policy)
                    .contains("frame-ancestors 'none'")
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("x-frame-options")).contains("DENY");
            assertThat(page.header("x-content-type-options")).contains("nosniff");
            // Not no-referrer: browsers then send "Origin: null" with our own forms.
            assertThat(page.header("referrer-policy")).contains("same-origin");
        }
    }

    @Test
    @DisplayName("cookies are HttpOnly, SameSite and without a domain")
    void cookies() {
        Browser alice = server.browser();
        Answer signIn = alice.get(app.request().uri());
        Answer answer =
                alice.step(
                        "POST",
                        signIn.form().action(),
                        dev.symbolon.testing.Http.encode(
                                signIn.form()
                                        .with("login", "alice")
                                        .with("password", TestServer.PASSWORD)
                                        .with("action", "sign-in")
                                        .fields()));

        assertThat(answer.headers().get("set-cookie"))
                .isNotEmpty()
                .allSatisfy(cookie ->
                        assertThat(cookie)
                                .contains("HttpOnly")
                                .contains("SameSite=Lax")
                                .doesNotContain("Domain"));
    }

    @Test
    @DisplayName("an unknown name and a wrong password get the same page")
    void enumeration() {
        Browser one = server.browser();
        Answer wrong = one.signIn(one.get(app.request().uri()), "alice", "not the password");
        Browser two = server.browser();
        Answer unknown = two.signIn(two.get(app.request().uri()), "nobody", "not the password");

        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(masked(unknown.body(), "nobody")).isEqualTo(masked(wrong.body(), "alice"));
    }

    /** Without what differs between any two pages: handles, tokens, and the name that was typed. */
    private static String masked(String page, String login) {
        return page.replaceAll("value=\"[^\"]{20,}\"", "value=\"…\"").replace(login, "…");
    }
}
