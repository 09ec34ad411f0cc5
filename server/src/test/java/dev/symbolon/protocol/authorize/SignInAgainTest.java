package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Core §3.1.2.1 who signs in again, and who chooses an account")
class SignInAgainTest {

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void error(Answer answer, String error) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(303);
        assertThat(answer.sent().first("error")).contains(error);
    }

    /** Does what each page offers, as a person would, until the app has its answer. */
    private static Answer walk(Browser browser, Answer page, String login) {
        Answer at = page;
        for (int pages = 0; at.status() == 200; pages++) {
            assertThat(pages).as("pages, and again %s", at.body()).isLessThan(4);
            if (at.body().contains("name=\"password\"")) {
                at = browser.signIn(at, login, TestServer.PASSWORD);
            } else if (at.body().contains("value=\"continue\"")) {
                at = browser.submit(at.form().with("action", "continue"));
            } else {
                at = browser.allow(at);
            }
        }
        return at;
    }

    @Test
    @DisplayName(
            "prompt=login asks again, and auth_time is that of the new sign-in (Core §3.1.2.1)")
    void promptLogin() {
        server.clock().advance(Duration.ofMinutes(5));
        Answer page = alice.get(app.request().with("prompt", "login").uri());
        assertThat(page.body()).contains("name=\"password\"", "value=\"alice\"");

        String code = App.code(alice.signIn(page, "alice", TestServer.PASSWORD));

        assertThat(App.claims(app.redeem(code).text("id_token")))
                .containsEntry(
                        "auth_time", Math.toIntExact(server.clock().instant().getEpochSecond()));
    }

    @Test
    @DisplayName(
            "max_age asks again once the sign-in is older, and prompt=none with it is login_required")
    void maxAge() {
        Browser browser = server.browser().signedIn("alice", TestServer.PASSWORD);
        server.clock().advance(Duration.ofSeconds(61));

        error(
                browser.get(app.request().with("max_age", "60").with("prompt", "none").uri()),
                "login_required");
        Answer page = browser.get(app.request().with("max_age", "60").uri());
        assertThat(page.body()).contains("name=\"password\"", "value=\"alice\"");
        assertThat(App.code(browser.signIn(page, "alice", TestServer.PASSWORD))).isNotEmpty();
        assertThat(App.code(browser.get(app.request().with("max_age", "60").uri()))).isNotEmpty();
    }

    @Test
    @DisplayName("prompt=select_account asks who, though one is signed in")
    void promptSelectAccount() {
        Answer page = alice.get(app.request().with("prompt", "select_account").uri());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("alice").doesNotContain("name=\"password\"");
        assertThat(App.code(walk(alice, page, "alice"))).isNotEmpty();
    }

    @Test
    @DisplayName("prompt=login with select_account asks for the password, once")
    void promptLoginAndSelectAccount() {
        Answer page = alice.get(app.request().with("prompt", "login select_account").uri());

        assertThat(page.body()).contains("name=\"password\"");
        assertThat(App.code(alice.signIn(page, "alice", TestServer.PASSWORD))).isNotEmpty();
    }

    @Test
    @DisplayName("whoever asks for the other page by hand is asked for the password all the same")
    void otherPageByHand() {
        Answer page = alice.get(app.request().with("prompt", "login").uri());
        Answer chooser = alice.get(URI.create(page.asked() + "&ask=choose"));

        assertThat(walk(alice, chooser, "alice").sent().first("code")).isPresent();
    }

    @Test
    @DisplayName("max_age=0 asks once, however long the person reads the consent page")
    void maxAgeZero() {
        App fresh = server.confidentialApp();
        Browser browser = server.browser();
        Answer signIn = browser.get(fresh.request().with("max_age", "0").uri());
        Answer consent = browser.signIn(signIn, "alice", TestServer.PASSWORD);
        server.clock().advance(Duration.ofMinutes(2));

        assertThat(App.code(browser.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("who leaves the consent page open past max_age signs in again (Core §3.1.2.1)")
    void maxAgeAfterConsent() {
        App fresh = server.confidentialApp();
        Browser browser = server.browser();
        Answer signIn = browser.get(fresh.request().with("max_age", "60").uri());
        Answer consent = browser.signIn(signIn, "alice", TestServer.PASSWORD);
        server.clock().advance(Duration.ofMinutes(50));

        Answer again = browser.allow(consent);
        assertThat(again.body()).contains("name=\"password\"", "value=\"alice\"");
        String code = App.code(browser.signIn(again, "alice", TestServer.PASSWORD));

        assertThat(App.claims(fresh.redeem(code).text("id_token")))
                .containsEntry(
                        "auth_time", Math.toIntExact(server.clock().instant().getEpochSecond()));
    }

    @Test
    @DisplayName("an acr that nobody reaches is asked for once, then told (Core §5.5.1.1)")
    void essentialAcr() {
        App.Request request =
                app.request()
                        .with(
                                "claims",
                                "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"urn:none\"}}}");
        Answer page = alice.get(request.uri());

        assertThat(page.body()).contains("name=\"password\"", "value=\"alice\"");
        error(walk(alice, page, "alice"), "unmet_authentication_requirements");
    }

    @Test
    @DisplayName(
            "acr_values and default_acr_values that no sign-in reaches stop nobody; the acr that was reached is told (Core §3.1.2.1, §5.5.1.1)")
    void voluntaryAcr() {
        App strict = server.app(Map.of("default_acr_values", List.of("urn:example:gold")));
        alice.allow(alice.get(strict.request().uri()));

        for (App.Request request :
                List.of(
                        strict.request(),
                        strict.request().with("acr_values", "urn:example:silver urn:example:gold"),
                        strict.request()
                                .with(
                                        "claims",
                                        "{\"id_token\":{\"acr\":{\"value\":\"urn:example:gold\"}}}"))) {
            Answer tokens =
                    strict.redeem(App.code(alice.get(request.with("prompt", "none").uri())));
            assertThat(App.claims(tokens.text("id_token")))
                    .containsEntry("acr", "urn:symbolon:acr:password");
        }
    }

    @Test
    @DisplayName("an essential acr that the sign-in has reached asks nobody again (Core §5.5.1.1)")
    void reachedAcr() {
        App.Request request =
                app.request()
                        .with("prompt", "none")
                        .with(
                                "claims",
                                """
                                {"id_token":{"acr":{"essential":true,"values":\
                                ["urn:example:gold","urn:symbolon:acr:password"]}}}
                                """);

        assertThat(App.code(alice.get(request.uri()))).isNotEmpty();
    }

    @Test
    @DisplayName(
            "an id_token_hint of another person is login_required with prompt=none (Core §3.1.2.2)")
    void foreignHint() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        String bobs =
                app.redeem(App.code(bob.allow(bob.get(app.request().uri())))).text("id_token");

        error(
                alice.get(app.request().with("id_token_hint", bobs).with("prompt", "none").uri()),
                "login_required");
        meant(app.request().with("id_token_hint", bobs));
        Object sub = App.claims(bobs).get("sub");
        meant(app.request().with("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + sub + "\"}}}"));
    }

    /** Bob is meant, and alice is signed in. */
    private static void meant(App.Request request) {
        Browser shared = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer page = shared.get(request.uri());
        assertThat(page.body()).contains("name=\"password\"").doesNotContain("value=\"alice\"");
        error(walk(shared, page, "alice"), "login_required");

        Answer again = shared.get(request.uri());
        assertThat(App.code(walk(shared, again, "bob"))).isNotEmpty();
    }
}
