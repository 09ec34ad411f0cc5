package dev.symbolon.identity.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.oauth.Scope;
import dev.symbolon.identity.Browser;
import dev.symbolon.identity.PeopleSite;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.consent.Permission;
import dev.symbolon.identity.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The account page")
class AccountPageTest {

    private static final Scope SCOPE = Scope.of("email", "offline_access", "apps:read");

    private final PeopleSite site = new PeopleSite();
    private final Account alice = site.person("alice");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("asks to sign in first, and is shown afterwards")
    void signInFirst() {
        Browser browser = site.browser();
        Browser.Page page = browser.follow(browser.get("/account"));
        assertThat(page.body()).contains("name=\"password\"").doesNotContain("Cancel");
        Browser.Page answer =
                browser.submit(page, "/sign-in", "login", "alice", "password", "correct horse");
        Browser.Page account = browser.follow(browser.follow(answer));
        assertThat(account.status()).isEqualTo(200);
        assertThat(account.body()).contains("Your account", "alice@example.com");
    }

    @Test
    @DisplayName("lists sessions by what people know of them")
    void sessions() {
        Browser browser = site.browser();
        browser.headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0");
        browser.submit(
                browser.follow(browser.get("/begin")),
                "/sign-in",
                "login",
                "alice",
                "password",
                "correct horse");
        assertThat(browser.get("/account").body())
                .contains("Firefox on Linux", "this browser")
                .contains(
                        "Signed in on <time datetime=\"2026-11-22T14:03:00Z\">22 November 2026, 14:03 UTC</time>"
                                + " from 127.0.0.1 · active on <time");
        browser.headers.put("Accept-Language", "de");
        assertThat(browser.get("/account").body()).contains("Firefox auf Linux");
    }

    @Test
    @DisplayName("tells when and from where the person last signed in, not when a session began")
    void signedInAgain() {
        Browser browser = site.signedIn("alice");
        site.pass(Duration.ofHours(2));
        Browser.Page question = browser.get(browser.get("/begin").location() + "&other=1");
        browser.submit(question, "/sign-in", "login", "alice", "password", "correct horse");
        assertThat(browser.get("/account").body())
                .contains("Signed in on <time datetime=\"2026-11-22T16:03:00Z\">")
                .doesNotContain("14:03 UTC");
    }

    @Test
    @DisplayName("ends a session of the person's own, and no other's")
    void endSession() {
        Browser browser = site.signedIn("alice");
        Browser phone = site.signedIn("alice");
        site.person("bob");
        Browser bob = site.signedIn("bob");
        Browser.Page page = browser.get("/account");

        for (Session session : site.sessions.listOf(site.tenant, bobId())) {
            act(browser, page, "end-session", "session", session.id());
        }
        assertThat(bob.get("/account").status()).isEqualTo(200);

        String own = ownSession(browser);
        for (Session session : site.sessions.listOf(site.tenant, alice.id())) {
            if (!session.id().equals(own)) {
                Browser.Page done = act(browser, page, "end-session", "session", session.id());
                assertThat(browser.follow(done).body()).contains("The session has ended.");
            }
        }
        assertThat(phone.get("/account").status()).isEqualTo(303);
        assertThat(browser.get("/account").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("lists connected apps with what they may do, and disconnects them")
    void disconnect() {
        site.clients.register(
                site.tenant,
                Map.of(
                        "client_id", "slipway",
                        "client_name", "Slipway <b>",
                        "redirect_uris", List.of("https://slipway.example/callback")));
        site.consents.remember(
                site.tenant,
                alice.id(),
                "slipway",
                new Permission(SCOPE, List.of(), List.of("https://mooring.example")));
        Browser browser = site.signedIn("alice");
        Browser.Page page = browser.get("/account");
        assertThat(page.body())
                .contains("Slipway &lt;b&gt;", "see your email address")
                .contains("At Mooring", "<li>See your apps</li>")
                .contains("The app keeps this access while you are away, until you disconnect it.");

        Browser.Page done = act(browser, page, "disconnect", "app", "slipway");
        assertThat(browser.follow(done).body())
                .contains("The app is disconnected.", "No app is connected");
        assertThat(site.consents.listOf(site.tenant, alice.id())).isEmpty();
    }

    @Test
    @DisplayName("signs out here, or everywhere")
    void signOut() {
        Browser here = site.signedIn("alice");
        Browser there = site.signedIn("alice");
        Browser.Page out = act(here, here.get("/account"), "sign-out", "", "");
        assertThat(out.body()).contains("You are signed out");
        assertThat(here.cookies).doesNotContainKey("sym_session");
        assertThat(there.get("/account").status()).isEqualTo(200);

        Browser again = site.signedIn("alice");
        act(again, again.get("/account"), "sign-out-everywhere", "", "");
        assertThat(there.get("/account").status()).isEqualTo(303);
        assertThat(site.sessions.listOf(site.tenant, alice.id())).isEmpty();
    }

    @Test
    @DisplayName("says only what it can say, whatever its address holds")
    void done() {
        Browser browser = site.signedIn("alice");
        assertThat(browser.get("/account?done=%3Cscript%3E").body())
                .doesNotContain("notice-done", "<script");
    }

    @Test
    @DisplayName("the start page knows whether somebody is signed in")
    void home() {
        assertThat(site.browser().get("/").body()).contains("Sign in").doesNotContain("alice");
        assertThat(site.signedIn("alice").get("/").body()).contains("signed in as <b>alice</b>");
    }

    private String bobId() {
        return site.accounts.findByLogin(site.tenant, "bob").orElseThrow().id();
    }

    /** The session that the page marks as this browser's is the one that answers to its cookie. */
    private static String ownSession(Browser browser) {
        String body = browser.get("/account").body();
        int mark = body.indexOf("this browser");
        int field = body.indexOf("name=\"session\" value=\"", mark);
        int from = field + "name=\"session\" value=\"".length();
        return body.substring(from, body.indexOf('"', from));
    }

    private static Browser.Page act(
            Browser browser, Browser.Page page, String action, String field, String value) {
        return browser.post(
                "/account", Map.of("form_token", page.token(), "action", action, field, value));
    }
}
