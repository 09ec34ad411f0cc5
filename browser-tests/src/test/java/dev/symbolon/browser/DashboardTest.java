package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.WaitUntilState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The demo: the single-page app")
@ExtendWith(Stage.Builder.class)
class DashboardTest {

    private static final String REMEMBER_BAD_NOTES =
            """
            new MutationObserver(() => {
              const bad = document.querySelector("#note.bad");
              if (bad) sessionStorage.setItem("bad", bad.textContent);
            }).observe(document, { subtree: true, childList: true, attributes: true });
            """;

    @Test
    @DisplayName("Whoever waits for the library is told why after five seconds, and not before")
    void waiting(Stage stage) {
        try (Visitor bob = stage.visitor(Look.LIGHT_DESK)) {
            bob.page().route("**/oauth4webapi.js", _ -> {});
            bob.page()
                    .navigate(
                            stage.demo().dashboard().toString(),
                            new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(bob.page().locator("#note")).containsText("Loading");
            assertThat(bob.page().locator(".late")).isHidden();
            assertThat(bob.page().locator(".late"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(10_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("bob signs in, sees userinfo, reads his apps and a file at Mooring, signs out")
    void theWholeApp(Look look, Stage stage) {
        stage.forgetApps("bob");
        try (Visitor bob = stage.visitor(look)) {
            bob.page().addInitScript(REMEMBER_BAD_NOTES);
            bob.open(stage.demo().dashboard())
                    .at("Your Mooring apps, in one page")
                    .examine("dashboard-1-welcome")
                    .press("Sign in with Symbolon")
                    .at("Sign in")
                    .signIn("bob")
                    .at("Mooring Dashboard asks for access to your account")
                    .examine("consent-dashboard")
                    .press("Allow")
                    .at("Hello, Bob Bootsmann");
            assertThat(bob.page().locator("#userinfo")).containsText("bob@example.com");
            assertThat(bob.page().locator("#apps li").first()).containsText("version");
            bob.examine("dashboard-2-signed-in");

            // The token may not read files: Mooring says so, and the app asks for more. That is
            // no failure, and does not look like one while the browser leaves.
            bob.expecting(403).page().locator("#apps button").first().click();
            bob.at("Mooring Dashboard asks for access to your account")
                    .sees("Download the files stored in your Mooring account")
                    .press("Allow")
                    .at("Hello, Bob Bootsmann");
            assertThat(bob.page().evaluate("sessionStorage.getItem('bad')")).isNull();
            bob.page().locator("#apps button").first().click();
            assertThat(bob.page().locator("#file-text")).containsText("was online");
            bob.examine("dashboard-3-file");

            bob.press("Sign out").at("Your Mooring apps, in one page").content();
            bob.open("/account").at("Sign in").content();
        }
    }
}
