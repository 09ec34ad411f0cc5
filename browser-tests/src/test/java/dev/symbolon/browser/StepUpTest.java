package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("RFC 9470 step-up: Mooring wants a recent sign-in for deploying")
@ExtendWith(Stage.Builder.class)
class StepUpTest {

    /** Long enough to come back from Symbolon and deploy, on a slow machine too. */
    private static final int RECENT_SECONDS = 6;

    @Test
    @DisplayName("Slipway has alice type her password again, and then deploys")
    void deploying(Stage stage) throws IOException {
        Map<String, String> environment =
                Map.of("MOORING_RECENT_SIGN_IN", Integer.toString(RECENT_SECONDS));
        Path module = Path.of("").toAbsolutePath();
        try (RunningDemo strict = RunningDemo.start(module, "demo-step-up", environment);
                Visitor alice = stage.visitor(Look.LIGHT_DESK, strict)) {
            alice.open(strict.slipway())
                    .press("Sign in with Symbolon")
                    .signIn("alice")
                    .press("Allow")
                    .press("Connect Mooring")
                    .press("Allow")
                    .sees("What Slipway holds");
            alice.page().waitForTimeout((RECENT_SECONDS + 1) * 1000.0);

            alice.page().locator("button:has-text('Deploy')").first().click();
            Locator login = alice.page().locator("input[name=login]");
            assertThat(login).hasValue("alice");
            alice.examine("step-up");
            alice.page().locator("input[name=password]").fill(strict.passwordOf("alice"));
            alice.page().keyboard().press("Enter");

            alice.at("Hello, Alice Anker")
                    .sees("Mooring accepted Slipway's token and put version 2 of Lighthouse online")
                    .content();
        }
    }
}
