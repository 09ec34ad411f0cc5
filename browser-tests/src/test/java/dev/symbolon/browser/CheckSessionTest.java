package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("OpenID Connect Session Management, in a browser that enforces our policy")
@ExtendWith(Stage.Builder.class)
class CheckSessionTest {

    private static final String CLIENT = "mooring-dashboard";

    /** Of the verifier in RFC 7636, appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /** An app that shows what the frame answers; the test asks. */
    private static final String APP =
            """
            <!DOCTYPE html>
            <html lang="en">
            <link rel="icon" href="data:,">
            <title>App</title>
            <h1>Nothing yet</h1>
            <iframe src="ISSUER/oauth/check-session"></iframe>
            <script>
              const state = new URLSearchParams(location.search).get("session_state");
              const frame = document.querySelector("iframe");
              const ask = (words) => frame.contentWindow.postMessage(words, "ISSUER");
              addEventListener("message", (event) => {
                if (event.origin === "ISSUER") document.querySelector("h1").textContent = event.data;
              });
              frame.addEventListener("load", () => ask("CLIENT " + state));
            </script>
            </html>
            """;

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    @Test
    @DisplayName("§3.2 a page hears unchanged, changed after sign-out, and error for nonsense")
    void asks(Stage stage) throws IOException {
        Path module = Path.of("").toAbsolutePath();
        Map<String, String> environment = Map.of("SYMBOLON_SESSIONS_CHECK_IFRAME", "true");
        try (RunningDemo demo = RunningDemo.start(module, "demo-check-session", environment);
                Visitor alice = stage.visitor(Look.LIGHT_DESK, demo)) {
            String issuer = origin(demo.symbolon());
            String redirect = origin(demo.dashboard()) + "/";
            String app = APP.replace("ISSUER", issuer).replace("CLIENT", CLIENT);
            Page page = alice.page();
            page.context()
                    .route(
                            address -> address.startsWith(redirect + "?"),
                            route ->
                                    route.fulfill(
                                            new Route.FulfillOptions()
                                                    .setContentType("text/html; charset=utf-8")
                                                    .setBody(app)));
            alice.open(
                            demo.symbolon()
                                    .resolve(
                                            "/oauth/authorize?response_type=code&scope=openid&client_id="
                                                    + CLIENT
                                                    + "&code_challenge_method=S256&code_challenge="
                                                    + CHALLENGE
                                                    + "&redirect_uri="
                                                    + URLEncoder.encode(
                                                            redirect, StandardCharsets.UTF_8)))
                    .signIn("alice")
                    .press("Allow")
                    .at("unchanged");

            page.evaluate("ask('nonsense')");
            assertThat(page.locator("h1")).hasText("error");
            page.evaluate("ask('another-app ' + state)");
            assertThat(page.locator("h1")).hasText("changed");
            page.evaluate("ask('" + CLIENT + " ' + state)");
            assertThat(page.locator("h1")).hasText("unchanged");

            Page account = page.context().newPage();
            account.navigate(issuer + "/account");
            account.locator("button:text-is('Sign out')").first().click();
            assertThat(account.locator("h1")).hasText("You are signed out");
            page.evaluate("ask('" + CLIENT + " ' + state)");
            assertThat(page.locator("h1")).hasText("changed");
        }
    }
}
