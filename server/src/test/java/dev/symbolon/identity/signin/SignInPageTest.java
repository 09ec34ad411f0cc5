package dev.symbolon.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.identity.Browser;
import dev.symbolon.identity.PeopleSite;
import dev.symbolon.identity.account.Account;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The sign-in page (Core §3.1.2.3)")
class SignInPageTest {

    private final PeopleSite site = new PeopleSite();
    private final Account alice = site.person("alice");
    private final Browser browser = site.browser();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("signs in with name and password, and returns to whoever asked")
    void signsIn() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("to continue to <b>Slipway</b>")
                .contains("autocomplete=\"username\"")
                .contains("autocomplete=\"current-password\"");

        Browser.Page answer = signIn(page, "ALICE@example.com ", "correct horse");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(browser.follow(answer).body())
                .isEqualTo(
                        "account=%s signedIn=true chosen=true consented=false declined=false",
                        alice.id());
    }

    @Test
    @DisplayName("gives the session cookie a new value at each sign-in (CWE-384)")
    void fixation() {
        signIn(browser.follow(browser.get("/begin")), "alice", "correct horse");
        String first = browser.cookies.getOrDefault("sym_session", "");
        assertThat(first).startsWith("sym_ss_");

        signIn(browser.follow(browser.get("/begin")), "alice", "correct horse");
        assertThat(browser.cookies.get("sym_session")).startsWith("sym_ss_").isNotEqualTo(first);

        Browser thief = site.browser();
        thief.cookies.put("sym_session", first);
        assertThat(thief.get("/account").status()).isEqualTo(303);
    }

    @Test
    @DisplayName("says the same of an unknown name and of a wrong password, and keeps the name")
    void wrong() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        Browser.Page unknown = signIn(page, "nobody", "correct horse");
        Browser.Page wrong = signIn(page, "alice", "wrong horse");
        assertThat(List.of(unknown.status(), wrong.status())).containsOnly(422);
        assertThat(wrong.body())
                .contains("role=\"alert\" id=\"problem\"")
                .contains("aria-describedby=\"problem\"")
                .contains("value=\"alice\"")
                .contains("<title>Problem: Sign in")
                .doesNotContain("wrong horse")
                .isEqualTo(unknown.body().replace("value=\"nobody\"", "value=\"alice\""));
        assertThat(browser.cookies).doesNotContainKey("sym_session");
    }

    @Test
    @DisplayName("names the rule in the trace and nowhere else, and nothing that was typed")
    void traced() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        for (String login : List.of("nobody", "alice")) {
            assertThat(signIn(page, login, "wrong horse").body()).doesNotContain("sign-in.");
            assertThat(failed()).containsExactly(SignInRule.CREDENTIALS);
        }
        for (int i = 0; i < 9; i++) {
            signIn(page, "alice", "wrong horse");
        }
        assertThat(signIn(page, "alice", "wrong horse").status()).isEqualTo(429);
        assertThat(failed()).containsExactly(SignInRule.THROTTLED);

        site.person("bob");
        site.accounts.disable(
                site.tenant, site.accounts.findByLogin(site.tenant, "bob").orElseThrow().id());
        Browser.Page disabled = signIn(page, "bob", "correct horse");
        assertThat(disabled.body()).contains("do not go together").doesNotContain("sign-in.");
        assertThat(failed()).containsExactly(SignInRule.ACCOUNT_ENABLED);

        assertThat(site.traces)
                .allSatisfy(trace ->
                        assertThat(trace.facts() + " " + trace.checks())
                                .doesNotContain("nobody", "wrong horse", "correct horse"));
        assertThat(site.traces)
                .flatExtracting(Trace::facts)
                .contains(Map.entry("account", alice.id()));
    }

    @Test
    @DisplayName("counts attempts by what came of them, without a name")
    void counted() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        for (int i = 0; i < 11; i++) {
            signIn(page, "nobody", "wrong horse");
        }
        signIn(page, "alice", "correct horse");
        String counts = "symbolon_sign_in_attempts_total{symbolon_sign_in_outcome=\"%s\"} %s";
        assertThat(site.metrics.scrape())
                .contains(counts.formatted("wrong", "10.0"))
                .contains(counts.formatted("throttled", "1.0"))
                .contains(counts.formatted("success", "1.0"))
                .doesNotContain("alice", "nobody");
    }

    private List<Rule> failed() {
        return site.traces.getLast().checks().stream()
                .filter(check -> !check.holds())
                .map(Trace.Check::rule)
                .toList();
    }

    @Test
    @DisplayName("asks for what was left out")
    void missing() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        assertThat(signIn(page, "alice", "").body()).contains("Please enter");
        assertThat(signIn(page, " ", "x").body()).contains("Please enter");
    }

    @Test
    @DisplayName("after too many attempts answers 429 with Retry-After (RFC 6585 §4)")
    void throttled() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        Browser.Page answer = page;
        for (int i = 0; i < 200 && answer.status() != 429; i++) {
            answer = signIn(page, "alice", "wrong " + i);
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isEqualTo("2");
        assertThat(answer.body())
                .contains("too many attempts. Please wait 2 seconds before")
                .as("nothing is wrong with what was typed")
                .doesNotContain("aria-invalid");

        for (int i = 0; i < 6; i++) {
            site.pass(Duration.ofMinutes(5));
            answer = signIn(page, "alice", "wrong");
            answer = signIn(page, "alice", "wrong");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isEqualTo("128");
        assertThat(answer.body()).contains("Please wait 3 minutes before");
    }

    @Test
    @DisplayName("lets the person go back to the app without signing in")
    void cancel() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        assertThat(page.body()).contains("Cancel and go back to Slipway");
        Browser.Page answer = browser.submit(page, "/sign-in", "action", "cancel");
        assertThat(browser.follow(answer).body()).contains("signedIn=false", "declined=true");
    }

    @Test
    @DisplayName("offers to go on as who is signed in, or as somebody else (select_account)")
    void choose() {
        site.person("bob");
        Browser signedIn = site.signedIn("alice");
        site.asked = "&ask=choose";
        Browser.Page page = signedIn.follow(signedIn.get("/begin"));
        assertThat(page.body()).contains("Continue as alice", "Use another account");

        Browser.Page on = signedIn.submit(page, "/sign-in", "action", "continue");
        assertThat(signedIn.follow(on).body())
                .startsWith("account=" + alice.id() + " signedIn=false chosen=true");

        Browser.Page other = signedIn.submit(page, "/sign-in", "action", "other");
        assertThat(signedIn.follow(other).body()).contains("name=\"password\"");
    }

    @Test
    @DisplayName("goes on as nobody else than the page named, whoever signed in meanwhile")
    void chooseAnother() {
        site.asked = "&ask=choose";
        site.person("bob");
        Browser shared = site.signedIn("alice");
        Browser.Page page = shared.follow(shared.get("/begin"));
        assertThat(page.body()).contains("Continue as alice");
        String bob = site.signedIn("bob").cookies.getOrDefault("sym_session", "");
        shared.cookies.put("sym_session", bob);

        Browser.Page anew = shared.follow(shared.submit(page, "/sign-in", "action", "continue"));
        assertThat(anew.body()).contains("Continue as bob");
        Browser.Page on = shared.submit(anew, "/sign-in", "action", "continue");
        assertThat(shared.follow(on).body()).doesNotContain(alice.id()).contains("chosen=true");

        shared.cookies.remove("sym_session");
        Browser.Page left = shared.submit(anew, "/sign-in", "action", "continue");
        assertThat(shared.follow(left).body()).contains("name=\"password\"");
    }

    @Test
    @DisplayName("takes a form for its own interaction only, and for the account that it names")
    void formOfAnother() {
        Account bob = site.person("bob");
        Browser signedIn = site.signedIn("alice");
        Browser.Page first = signedIn.follow(signedIn.get("/begin"));
        Browser.Page second = signedIn.follow(signedIn.get("/begin"));
        String token = first.token();
        for (Browser.Page refused :
                List.of(
                        signedIn.submit(
                                second, "/sign-in", "form_token", token, "action", "cancel"),
                        signedIn.submit(
                                first, "/sign-in", "account", bob.id(), "action", "continue"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("form.token");
        }
    }

    @Test
    @DisplayName("asks for the password again where the app wishes it (prompt=login)")
    void again() {
        Browser signedIn = site.signedIn("alice");
        assertThat(signedIn.follow(signedIn.get("/begin")).body())
                .contains("name=\"password\"", "name=\"login\" type=\"text\" value=\"\"");

        site.asked = "&ask=again";
        assertThat(signedIn.follow(signedIn.get("/begin")).body())
                .contains("name=\"password\"", "value=\"alice\"");
        site.ask = asking("Slipway", "bob", List.of());
        assertThat(signedIn.follow(signedIn.get("/begin")).body())
                .as("what the app says comes first")
                .contains("value=\"bob\"");
    }

    @Test
    @DisplayName("asks who is not signed in for name and password, whatever the address says")
    void nobodyToChoose() {
        site.asked = "&ask=choose";
        assertThat(browser.follow(browser.get("/begin")).body()).contains("name=\"password\"");
        site.asked = "&ask=again";
        assertThat(browser.follow(browser.get("/begin")).body()).contains("name=\"password\"");
    }

    @Test
    @DisplayName("fills in what the app says about the person (login_hint)")
    void hint() {
        site.ask = asking("Slipway", "alice@example.com", List.of());
        assertThat(browser.follow(browser.get("/begin")).body())
                .contains("value=\"alice@example.com\"");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"de,en,de", "-,'de-AT,en;q=0.5',de", "-,fr,en", "-,-,en"})
    @DisplayName("speaks the language that the app asks for, else the browser's (ui_locales)")
    void language(@Nullable String uiLocales, @Nullable String accept, String language) {
        site.ask = asking("Slipway", null, uiLocales == null ? List.of() : List.of(uiLocales));
        if (accept != null) {
            browser.headers.put("Accept-Language", accept);
        }
        Browser.Page page = browser.follow(browser.get("/begin"));
        assertThat(page.body()).contains("<html lang=\"" + language + "\">");
        assertThat(page.header("content-language")).isEqualTo(language);
    }

    @Test
    @DisplayName("speaks that language when it refuses, too")
    void languageOfErrors() {
        site.ask = asking("Slipway", null, List.of("de"));
        Browser.Page page = browser.follow(browser.get("/begin"));
        Browser.Page refused = browser.submit(page, "/sign-in", "form_token", "x");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("<html lang=\"de\">", "nicht mehr aktuell");
    }

    @Test
    @DisplayName("shows hostile names as what they are")
    void hostile() {
        String hostile = "\"><script>alert(1)</script>{login}";
        site.ask = asking(hostile, hostile, List.of(hostile));
        Browser.Page page = browser.follow(browser.get("/begin"));
        assertThat(page.body())
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;{login}</b>");
        assertThat(signIn(page, hostile, "x").body()).doesNotContain("<script");
    }

    @Test
    @DisplayName("cannot be framed, cached or scripted, and may lead to the app only")
    void headers() {
        Browser.Page page = browser.follow(browser.get("/begin"));
        assertThat(page.header("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'self'")
                .contains("form-action 'self' https:; ", "frame-ancestors 'none'")
                .doesNotContain("script-src", "unsafe");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("referrer-policy")).isEqualTo("same-origin");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.body()).doesNotContain("style=", "<style", "<script");
    }

    @Test
    @DisplayName("belongs to the browser that began it")
    void otherBrowser() {
        String address = browser.get("/begin").location();
        Browser other = site.browser();
        other.get("/begin");
        Browser.Page page = other.get(address);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("This page is no longer open", "interaction.open");
        assertThat(site.browser().get("/sign-in").status()).isEqualTo(400);
    }

    private Browser.Page signIn(Browser.Page page, String login, String password) {
        return browser.submit(page, "/sign-in", "login", login, "password", password);
    }

    private static Ask asking(String app, @Nullable String hint, List<String> uiLocales) {
        return new Ask(
                "slipway",
                app,
                null,
                null,
                null,
                null,
                URI.create("https://slipway.example/callback"),
                hint,
                uiLocales,
                null,
                Scope.of("openid"),
                List.of(),
                List.of(),
                AuthorizationDetails.NONE,
                null);
    }
}
