package dev.symbolon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.browser.FormGuard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Cross-site request forgery (RFC 9700 §4.7), on every form")
class FormsTest {

    private final PeopleSite site = new PeopleSite();
    private Browser victim = site.browser();
    private Browser attacker = site.browser();

    @BeforeEach
    void people() {
        site.person("alice");
        site.person("mallory");
        victim = site.signedIn("alice");
        attacker = site.signedIn("mallory");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "/sign-in, sign-in",
        "/sign-in, cancel",
        "/sign-in, continue",
        "/sign-up, sign-up",
        "/sign-up, cancel",
        "/consent, allow",
        "/consent, deny",
        "/account, sign-out",
        "/account, sign-out-everywhere",
        "/account, end-session",
        "/account, disconnect"
    })
    @DisplayName("nothing happens without this browser's token, or at another site's wish")
    void forged(String path, String action) {
        Browser.Page page = shown(victim, path);
        Map<String, String> form = new LinkedHashMap<>(page.hidden());
        form.put("action", action);
        form.put("login", path.equals("/sign-up") ? "new" : "mallory");
        form.put("password", "correct horse");
        String session = victim.cookies.getOrDefault("sym_session", "");

        Map<String, String> without = new LinkedHashMap<>(form);
        without.remove(FormGuard.FIELD);
        assertRefused(victim.post(path, without), "form.token");

        for (String foreign : List.of("", "x", shown(attacker, path).token())) {
            Map<String, String> forged = new LinkedHashMap<>(form);
            forged.put(FormGuard.FIELD, foreign);
            assertRefused(victim.post(path, forged), "form.token");
        }

        for (String from : List.of("cross-site", "same-site", "none")) {
            victim.headers.put("Sec-Fetch-Site", from);
            assertRefused(victim.post(path, form), "form.same-origin");
        }
        victim.headers.clear();
        for (String origin : List.of("null", "https://evil.example", "http://127.0.0.1")) {
            victim.headers.put("Origin", origin);
            assertRefused(victim.post(path, form), "form.same-origin");
        }
        victim.headers.clear();

        assertThat(victim.cookies.get("sym_session")).isEqualTo(session);
        assertThat(victim.get("/account").status()).isEqualTo(200);
        assertThat(site.consents.listOf(site.tenant, aliceId())).isEmpty();

        victim.headers.put("Sec-Fetch-Site", "same-origin");
        victim.headers.put("Origin", site.tenant.origin());
        assertThat(victim.post(path, form).status()).isIn(200, 303);
    }

    @ParameterizedTest
    @CsvSource({
        "/consent, /account",
        "/account, /consent",
        "/sign-in, /account",
        "/sign-up, /sign-in"
    })
    @DisplayName("a token for one form does not open another")
    void otherForm(String shown, String posted) {
        Map<String, String> form = new LinkedHashMap<>(shown(victim, posted).hidden());
        form.put(FormGuard.FIELD, shown(victim, shown).token());
        assertRefused(victim.post(posted, form), "form.token");
    }

    @Test
    @DisplayName("nobody can be signed in to a stranger's account (login CSRF)")
    void loginCsrf() {
        Browser fresh = site.browser();
        Browser.Page page = attacker.follow(attacker.get("/begin"));
        Map<String, String> form = new LinkedHashMap<>(page.hidden());
        form.put("login", "mallory");
        form.put("password", "correct horse");
        assertRefused(fresh.post("/sign-in", form), "form.token");
        assertThat(fresh.cookies).doesNotContainKey("sym_session");
    }

    private Browser.Page shown(Browser browser, String path) {
        if (path.equals("/account")) {
            return browser.get("/account");
        }
        String address = browser.get("/begin").location();
        return browser.get(address.replace("/sign-in", path));
    }

    private static void assertRefused(Browser.Page answer, String rule) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("This page was out of date", rule);
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
    }

    private String aliceId() {
        return site.accounts.findByLogin(site.tenant, "alice").orElseThrow().id();
    }
}
