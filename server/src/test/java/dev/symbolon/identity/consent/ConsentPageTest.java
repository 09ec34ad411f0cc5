package dev.symbolon.identity.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.html.Languages;
import dev.symbolon.base.html.Texts;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.identity.Browser;
import dev.symbolon.identity.PeopleSite;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.StandardClaims;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The consent page (Core §3.1.2.4)")
class ConsentPageTest {

    private final PeopleSite site = new PeopleSite();
    private final Account alice = site.person("alice");
    private final Browser browser = site.signedIn("alice");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("says who asks, for what in plain words, and where the browser goes")
    void says() {
        assertThat(consent(PeopleSite.SLIPWAY).body())
                .contains("<b>Slipway</b> asks for access to your account")
                .contains("<p class=\"host\">slipway.example</p>")
                .contains("Slipway will be able to")
                .contains("know who you are when you sign in", "see your email address")
                .contains("At Mooring", "See your apps")
                .contains("The app keeps this access while you are away")
                .contains("alice@example.com", "Not you?")
                .contains("https://slipway.example/privacy", "https://slipway.example/terms");
    }

    @Test
    @DisplayName("names an API that no scope opens, one that is gone too")
    void apiWithoutScope() {
        List<String> apis = List.of("https://mooring.example", "https://gone.example");
        assertThat(consent(asking(Scope.of("openid"), apis)).body())
                .contains("At Mooring", "At https://gone.example", "reach it in your name");
    }

    @Test
    @DisplayName("says so where there is nothing to name")
    void nothing() {
        assertThat(consent(asking(Scope.NONE, List.of())).body())
                .contains("<li>know that you allowed it, and nothing else</li>");
    }

    private static Ask asking(Scope scope, List<String> apis) {
        return asking(scope, apis, List.of());
    }

    private static Ask asking(Scope scope, List<String> apis, List<String> claims) {
        Ask all = PeopleSite.SLIPWAY;
        return new Ask(
                all.clientId(),
                all.clientName(),
                null,
                null,
                null,
                null,
                all.redirectUri(),
                null,
                List.of(),
                null,
                scope,
                apis,
                claims,
                AuthorizationDetails.NONE,
                null);
    }

    @Test
    @DisplayName("speaks the person's language, the API's own words included")
    void german() {
        browser.headers.put("Accept-Language", "de");
        assertThat(consent(PeopleSite.SLIPWAY).body())
                .contains("bittet um Zugriff", "Ihre Apps sehen", "Ablehnen");
    }

    @Test
    @DisplayName("marks what comes to what was allowed before")
    void comesToIt() {
        String mark = " <span class=\"new\">new</span>";
        Browser.Page first = consent(asking(Scope.of("openid"), List.of()));
        browser.submit(first, "/consent", "action", "allow");

        assertThat(first.body()).doesNotContain(mark);
        assertThat(consent(PeopleSite.SLIPWAY).body())
                .contains("see your email address" + mark, "See your apps" + mark)
                .contains("<li>know who you are when you sign in</li>");
    }

    @Test
    @DisplayName("does not mark a claim that an allowed scope brings with it (Core §5.4)")
    void broughtByScope() {
        String mark = " <span class=\"new\">new</span>";
        Browser.Page first = consent(asking(Scope.of("openid", "profile"), List.of()));
        browser.submit(first, "/consent", "action", "allow");
        Ask narrow = asking(Scope.of("openid"), List.of(), List.of("birthdate", "phone_number"));

        String page = consent(narrow).body();

        assertThat(page)
                .contains("<li>see your date of birth</li>")
                .contains("see your phone number" + mark)
                .contains("<li>know who you are when you sign in</li>");
    }

    @Test
    @DisplayName("remembers what was allowed")
    void allow() {
        Browser.Page page = consent(PeopleSite.SLIPWAY);
        Browser.Page answer = browser.submit(page, "/consent", "action", "allow");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(browser.follow(answer).body()).contains("consented=true declined=false");
        assertThat(remembered()).isTrue();
    }

    @Test
    @DisplayName("remembers nothing where the person says no, or nothing clear")
    void deny() {
        for (String action : List.of("deny", "", "ALLOW")) {
            Browser.Page page = consent(PeopleSite.SLIPWAY);
            Browser.Page answer = browser.submit(page, "/consent", "action", action);
            assertThat(browser.follow(answer).body()).contains("consented=false declined=true");
        }
        assertThat(remembered()).isFalse();
    }

    @Test
    @DisplayName("does not take one person's answer for another's who signed in meanwhile")
    void anotherPerson() {
        Browser.Page page = consent(PeopleSite.SLIPWAY);
        site.person("bob");
        Browser bob = site.signedIn("bob");
        browser.cookies.put("sym_session", bob.cookies.getOrDefault("sym_session", ""));
        Browser.Page answer = browser.submit(page, "/consent", "action", "allow");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(remembered()).isFalse();
    }

    @Test
    @DisplayName("asks to sign in first where nobody is signed in any more")
    void signInFirst() {
        Browser.Page page = consent(PeopleSite.SLIPWAY);
        browser.cookies.remove("sym_session");
        assertThat(browser.submit(page, "/consent", "action", "allow").location())
                .startsWith("/sign-in?interaction=");
        assertThat(remembered()).isFalse();
    }

    @Test
    @DisplayName(
            "names a scope that nobody has words for, and says claims asked for one by one in its own words")
    void unknown() {
        Ask ask = asking("Slipway", "https://a.example/", Scope.of("openid", "x:y<z"));
        assertThat(consent(ask).body())
                .contains("use “x:y&lt;z”")
                .contains("see your date of birth", "see your time zone");
    }

    @Test
    @DisplayName("has words for every claim that can be told, in every language")
    void everyClaim() {
        for (Texts texts : new Languages().all()) {
            assertThat(StandardClaims.supported())
                    .filteredOn(claim -> !claim.equals("sub"))
                    .allSatisfy(claim -> assertThat(texts.find("claim." + claim)).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example:8443/cb, app.example:8443, ''",
        "http://127.0.0.1:4711/cb, 127.0.0.1:4711, This address is on your own device",
        "http://localhost:4711/cb, localhost:4711, This address is on your own device",
        "com.example.app:/cb, com.example.app, An app on this device"
    })
    @DisplayName("names the destination, and says where it is this device (RFC 8252 §7)")
    void destination(String redirectUri, String host, String note) {
        String body = consent(asking("Slipway", redirectUri, Scope.of("openid"))).body();
        assertThat(body).contains("<p class=\"host\">" + host + "</p>");
        assertThat(body.contains("device</p>")).isEqualTo(!note.isEmpty());
        assertThat(body).contains(note);
    }

    @Test
    @DisplayName("shows a hostile app as what it is, and no link that is not a page")
    void hostile() {
        String hostile = "<img src=x onerror=alert(1)>";
        assertThat(consent(asking(hostile, "https://a.example/", Scope.of("openid"))).body())
                .contains("<b>&lt;img src=x onerror=alert(1)&gt;</b>")
                .doesNotContain("<img src=x", "javascript:");
    }

    private Browser.Page consent(Ask ask) {
        site.ask = ask;
        return browser.get(browser.get("/begin").location().replace("/sign-in", "/consent"));
    }

    private boolean remembered() {
        return site.consents
                .allowed(site.tenant, alice.id(), "slipway")
                .covers(
                        new Permission(
                                PeopleSite.SLIPWAY.scope(),
                                List.of(),
                                PeopleSite.SLIPWAY.resources()));
    }

    private static Ask asking(String app, String redirectUri, Scope scope) {
        return new Ask(
                "slipway",
                app,
                null,
                null,
                URI.create("javascript:alert(1)"),
                null,
                URI.create(redirectUri),
                null,
                List.of(),
                null,
                scope,
                List.of(),
                List.of("birthdate", "zoneinfo"),
                AuthorizationDetails.NONE,
                null);
    }
}
