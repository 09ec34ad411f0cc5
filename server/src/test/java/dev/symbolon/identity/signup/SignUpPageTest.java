package dev.symbolon.identity.signup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.identity.PeopleSite;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sign-up page")
class SignUpPageTest {

    private static final String PASSWORD = "sails at night";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of("sign-up.enabled", "true", "sign-up.per-address", "900"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer.Form filled(Answer page, String login) {
        return page.form()
                .with("login", login)
                .with("password", PASSWORD)
                .with("name", "")
                .with("email", "")
                .with("action", "sign-up");
    }

    @Test
    @DisplayName("is not there where it is not switched on, and nothing leads to it")
    void off() {
        try (TestServer closed = TestServer.start()) {
            Browser browser = closed.browser();
            assertThat(browser.get("/sign-up").status()).isEqualTo(404);
            assertThat(browser.post(URI.create(closed.issuer() + "/sign-up"), Map.of()).status())
                    .isEqualTo(404);
            assertThat(browser.get("/account").body()).doesNotContain("sign-up");
            assertThat(browser.get("/").body()).doesNotContain("sign-up");
        }
    }

    @Test
    @DisplayName("makes an account for whoever comes by themselves, and leads to it")
    void byThemselves() {
        Browser browser = server.browser();
        assertThat(browser.get("/").body()).contains("href=\"/sign-up\"");
        Answer account =
                browser.submit(
                        filled(browser.get("/sign-up"), "dora")
                                .with("name", "Dora Delft")
                                .with("email", "dora@example.org"));
        assertThat(account.asked().getPath()).isEqualTo("/account");
        assertThat(account.expectsStatus(200).body()).contains("Dora Delft", "dora@example.org");
        server.browser().signedIn("DORA", PASSWORD);
    }

    @Test
    @DisplayName("is a way that the sign-in page shows, and leads where that would have led")
    void fromSignIn() {
        App app = server.confidentialApp();
        Browser browser = server.browser();
        Answer signIn = browser.get(app.request().uri());
        String interaction = signIn.form().fields().get("interaction");
        assertThat(signIn.body())
                .contains("id=\"sign-up\" href=\"/sign-up?interaction=" + interaction);

        Answer page = browser.get("/sign-up?interaction=" + interaction);
        assertThat(page.body()).contains("to continue to <b>An app</b>");
        Answer consent = browser.submit(filled(page, "emma"));
        assertThat(App.code(browser.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("says beside each field what is wrong with it, and keeps what was typed")
    void wrong() {
        Browser browser = server.browser();
        Answer again =
                browser.submit(
                                browser.get("/sign-up")
                                        .form()
                                        .with("login", "two words")
                                        .with("password", "sh0rt-!")
                                        .with("name", "x".repeat(201))
                                        .with("email", "nowhere"))
                        .expectsStatus(422);
        assertThat(again.body())
                .contains(
                        "id=\"login-problem\">A name has 1 to 254 characters",
                        "id=\"password-problem\">Please choose a password of at least 8",
                        "id=\"name-problem\">That has more than 200",
                        "id=\"email-problem\">That is not an email address",
                        "aria-describedby=\"login-hint login-problem\"",
                        "value=\"two words\"",
                        "value=\"nowhere\"")
                .as("the password is typed again")
                .doesNotContain("sh0rt-!");
        assertThat(browser.get("/account").asked().getPath()).isEqualTo("/sign-in");
        for (String password : List.of("x".repeat(257), "tab\tand more", "")) {
            assertThat(
                            browser.submit(
                                            filled(browser.get("/sign-up"), "franz")
                                                    .with("password", password))
                                    .expectsStatus(422)
                                    .body())
                    .contains("id=\"password-problem\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", " alice ", "ａｌｉｃｅ", "𝐚𝐥𝐢𝐜𝐞"})
    @DisplayName("gives nobody a name that is another's, however it is written")
    void taken(String login) {
        Browser browser = server.browser();
        assertThat(browser.submit(filled(browser.get("/sign-up"), login)).expectsStatus(422).body())
                .contains("id=\"login-problem\">Somebody has that name already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "new@example.net", "alice＠example.com", "@", "x@"})
    @DisplayName("takes no name that could be an email: whether one is known is not told")
    void nameWithAt(String login) {
        Browser browser = server.browser();
        assertThat(browser.submit(filled(browser.get("/sign-up"), login)).expectsStatus(422).body())
                .contains("id=\"login-problem\">A name has no @");
    }

    @Test
    @DisplayName(
            "answers the same whether an email is somebody's or nobody's, and takes it from nobody")
    void knownEmail() {
        Browser first = server.browser();
        Browser second = server.browser();
        Answer known =
                first.submit(
                        filled(first.get("/sign-up"), "mallory1")
                                .with("email", "alice@example.com"));
        Answer unknown =
                second.submit(
                        filled(second.get("/sign-up"), "mallory2")
                                .with("email", "nobody@example.com"));
        assertThat(known.expectsStatus(200).asked()).isEqualTo(unknown.expectsStatus(200).asked());

        server.browser().signedIn("alice@example.com", TestServer.PASSWORD);
        for (String email : List.of("alice@example.com", "nobody@example.com")) {
            Browser thief = server.browser();
            Answer refused = thief.signIn(thief.get("/account"), email, PASSWORD);
            assertThat(refused.status()).isEqualTo(422);
        }
    }

    @Test
    @DisplayName("lets the person go back to the app without an account (RFC 6749 §4.1.2.1)")
    void cancel() {
        Browser browser = server.browser();
        Answer page =
                browser.get(server.confidentialApp().request().with("prompt", "create").uri());
        assertThat(page.body()).contains("Cancel and go back to An app");
        Answer back = browser.submit(page.form().with("action", "cancel"));
        assertThat(back.sent().first("error")).contains("access_denied");
        assertThat(back.sent().first("state")).contains("state-1");
    }

    @Test
    @DisplayName("begins a session of its own: a cookie that was planted is worth nothing")
    void fixation() {
        Browser attacker = server.browser().signedIn("bob", TestServer.PASSWORD);
        String planted = attacker.cookies().get("sym_session");
        Browser victim = server.browser().having(attacker.cookies());
        victim.submit(filled(victim.get("/sign-up"), "gerda")).expectsStatus(200);
        assertThat(victim.cookies().get("sym_session")).isNotBlank().isNotEqualTo(planted);
        assertThat(attacker.get("/account").body()).doesNotContain("gerda");
    }

    @Test
    @DisplayName("nobody can be made to sign up, or be signed in, by another site (RFC 9700 §4.7)")
    void forged() {
        Browser victim = server.browser();
        Browser attacker = server.browser();
        Answer page = victim.get("/sign-up");
        Answer.Form form = filled(page, "heidi");
        String foreign = attacker.get("/sign-up").form().fields().get("form_token");
        String other =
                victim.get(server.confidentialApp().request().with("prompt", "create").uri())
                        .form()
                        .fields()
                        .get("form_token");
        for (String token : List.of("", "x", foreign, other)) {
            assertThat(victim.submit(form.with("form_token", token)).expectsStatus(403).body())
                    .contains("form.token");
        }
        assertThat(victim.submit(form.without("form_token")).status()).isEqualTo(403);
        Browser sent = server.browser().having(victim.cookies());
        sent.sending("Origin", "https://evil.example");
        assertThat(sent.submit(form).expectsStatus(403).body()).contains("form.same-origin");
        assertThat(victim.cookies()).doesNotContainKey("sym_session");
        victim.submit(form).expectsStatus(200);
    }

    @Test
    @DisplayName("belongs to the browser that began it, and ends with what it was for")
    void otherBrowser() {
        Browser browser = server.browser();
        Answer page =
                browser.get(server.confidentialApp().request().with("prompt", "create").uri());
        String interaction = page.form().fields().get("interaction");
        for (String open : List.of(interaction, "x", "")) {
            assertThat(server.browser().get("/sign-up?interaction=" + open).status())
                    .isEqualTo(400);
        }
        browser.submit(page.form().with("action", "cancel"));
        assertThat(browser.submit(filled(page, "ingo")).expectsStatus(400).body())
                .contains("interaction.open");
        Browser ingo = server.browser();
        assertThat(ingo.signIn(ingo.get("/account"), "ingo", PASSWORD).status())
                .as("nothing was made")
                .isEqualTo(422);
    }

    @Test
    @DisplayName("shows hostile texts as what they are")
    void hostile() {
        Browser browser = server.browser();
        String hostile = "\"><script>alert(1)</script>{site}";
        Answer again =
                browser.submit(
                        filled(browser.get("/sign-up"), "a b" + hostile)
                                .with("email", hostile)
                                .with("name", hostile));
        assertThat(again.expectsStatus(422).body())
                .doesNotContain("<script")
                .contains("&#34;>&lt;script>alert(1)&lt;/script>{site}\"");
        for (String name : List.of("turned \u202e around", "two\nlines", "\u2066x")) {
            assertThat(
                            browser.submit(
                                            filled(browser.get("/sign-up"), "jan")
                                                    .with("name", name))
                                    .expectsStatus(422)
                                    .body())
                    .contains("id=\"name-problem\"");
        }
        for (String login : List.of("zero\u200bwidth", "a\u202eb", "x".repeat(255))) {
            assertThat(
                            browser.submit(filled(browser.get("/sign-up"), login))
                                    .expectsStatus(422)
                                    .body())
                    .contains("id=\"login-problem\"");
        }
    }

    @Test
    @DisplayName("cannot be framed, cached or scripted, and may lead to the app only")
    void headers() {
        Answer page =
                server.browser()
                        .get(server.confidentialApp().request().with("prompt", "create").uri());
        assertThat(page.header("content-security-policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("script-src", "unsafe");
        assertThat(page.header("x-frame-options")).contains("DENY");
        assertThat(page.header("cache-control")).contains("no-store");
        assertThat(page.body()).doesNotContain("style=", "<style", "<script");
    }

    @Test
    @DisplayName("is counted by what came of it, never by who it was")
    void counted() {
        try (PeopleSite site = new PeopleSite()) {
            var browser = site.browser();
            var page = browser.get("/sign-up");
            browser.submit(page, "/sign-up", "login", "dora", "password", "short");
            browser.submit(page, "/sign-up", "login", "dora", "password", PASSWORD);
            site.hasher.close();
            assertThat(
                            browser.submit(page, "/sign-up", "login", "emil", "password", PASSWORD)
                                    .status())
                    .isEqualTo(503);
            String counts = "symbolon_sign_up_attempts_total{symbolon_sign_up_outcome=\"%s\"} 1.0";
            assertThat(site.metrics.scrape())
                    .contains(
                            counts.formatted("wrong"),
                            counts.formatted("success"),
                            counts.formatted("busy"))
                    .doesNotContain("dora", "emil");
        }
    }

    @Test
    @DisplayName("tells a browser's password manager what is what, and keeps its names")
    void autocomplete() {
        assertThat(server.browser().get("/sign-up").body())
                .contains("id=\"login\" name=\"login\" type=\"text\"", "autocomplete=\"username\"")
                .contains("id=\"password\" name=\"password\"", "autocomplete=\"new-password\"")
                .contains("id=\"name\" name=\"name\"", "autocomplete=\"name\"")
                .contains("id=\"email\" name=\"email\" type=\"email\"", "autocomplete=\"email\"")
                .contains("id=\"sign-in\" href=\"/account\"");
    }

    @ParameterizedTest
    @CsvSource({"dora@example.com, email", "dora, login"})
    @DisplayName("fills in what the app says about the person (login_hint)")
    void hint(String hint, String field) {
        App.Request request =
                server.confidentialApp()
                        .request()
                        .with("prompt", "create")
                        .with("login_hint", hint);
        assertThat(server.browser().get(request.uri()).body())
                .containsPattern(
                        "name=\"%s\" type=\"(text|email)\" value=\"%s\"".formatted(field, hint));
    }

    @Test
    @DisplayName("speaks the language that the app asks for (ui_locales)")
    void german() {
        App.Request request =
                server.confidentialApp()
                        .request()
                        .with("prompt", "create")
                        .with("ui_locales", "de");
        assertThat(server.browser().get(request.uri()).body())
                .contains("<html lang=\"de\">", "Ihr Konto einrichten", "Stattdessen anmelden");
    }

    @Test
    @DisplayName(
            "after too many accounts from one network answers 429 with Retry-After (RFC 6585 §4)")
    void full() {
        try (TestServer narrow =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of("sign-up.enabled", "true", "sign-up.per-address", "1"))) {
            Browser first = narrow.browser();
            first.submit(filled(first.get("/sign-up"), "dora")).expectsStatus(200);
            Browser second = narrow.browser();
            Answer late = second.submit(filled(second.get("/sign-up"), "emil"));
            assertThat(late.expectsStatus(429).header("retry-after")).contains("86400");
            assertThat(late.body())
                    .contains("Many accounts were made from your network today", "value=\"emil\"")
                    .as("nothing is wrong with what was typed")
                    .doesNotContain("aria-invalid");
        }
    }
}
