package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The inspector")
@ExtendWith(Stage.Builder.class)
class InspectorTest {

    @ParameterizedTest
    @EnumSource(Look.class)
    @DisplayName("A flow appears by itself while the list is open, and tells of every step")
    void live(Look look, Stage stage) {
        stage.forgetApps("alice");
        try (Visitor operator = stage.visitor(look);
                Visitor alice = stage.visitor(look)) {
            operator.open(stage.demo().inspector()).at("Flows").examine("inspector-1-flows");
            alice.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .signIn("alice")
                    .press("Allow")
                    .at("Hello, Alice Anker");
            Locator row = operator.page().locator("tbody tr").first();
            assertThat(row).containsText("done");
            assertThat(row).containsText("Slipway");
            assertThat(row).containsText("alice");

            row.getByRole(AriaRole.LINK).nth(1).click();
            operator.at("Authorization code").sees("Who spoke to whom");
            operator.page().locator("svg a").nth(0).click();
            operator.page().locator("#step-1 summary").click();
            operator.sees("the hash of a secret that only the app knows (PKCE)")
                    .sees("authorize.redirect-uri-registered")
                    .examine("inspector-2-flow");
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    @DisplayName("The reference of an error page finds what was expected and what arrived")
    void reference(Look look, Stage stage) {
        try (Visitor operator = stage.visitor(look).expecting(404);
                Visitor somebody = stage.visitor(look).expecting(400)) {
            somebody.open(
                    "/oauth/authorize?client_id=slipway&response_type=code&redirect_uri="
                            + stage.demo().slipway()
                            + "/calback");
            String reference = somebody.page().locator(".reference").textContent();
            operator.open(stage.demo().inspector());
            operator.page().waitForTimeout(500);
            operator.page().locator("#reference").fill(reference);
            operator.press("Show").at("Authorization code").sees("What to do:");
            assertThat(operator.page().locator("ins").first()).hasText("l");
            operator.examine("inspector-3-refused");
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    @DisplayName("The tour leads from the first question to the last without leaving the page")
    void tour(Look look, Stage stage) {
        try (Visitor newcomer = stage.visitor(look)) {
            newcomer.open(stage.demo().inspector())
                    .follow("Learn")
                    .at("Understand OAuth by watching it")
                    .examine("inspector-4-learn")
                    .press("Start the tour")
                    .sees("What is OAuth?")
                    .sees("What is OpenID Connect?")
                    .sees("Authentication and authorization")
                    .sees("The code flow, step by step")
                    .sees("Why PKCE: a stolen code");
            Locator steps = newcomer.page().locator("#code-flow details.step");
            assertThat(steps).hasCount(9);
            assertThat(newcomer.page().locator("#code-flow .state-refused")).hasCount(0);
            assertThat(newcomer.page().locator("#why-pkce .state-refused")).hasCount(1);
            assertThat(newcomer.page().locator("#refresh .state-refused")).hasCount(0);
            assertThat(newcomer.page().locator("#replayed-refresh .state-refused")).hasCount(2);
            assertThat(newcomer.page().locator("#client-credentials .state-refused")).hasCount(0);
            for (int i = 0; i < 9; i++) {
                steps.nth(i).locator("> summary").click();
                steps.nth(i).locator(".rules-held > summary").all().forEach(Locator::click);
            }
            newcomer.examine("inspector-5-tour");
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    @DisplayName("A request can be tried, an answer previewed, a client checked")
    void playground(Look look, Stage stage) {
        try (Visitor operator = stage.visitor(look)) {
            operator.open("/account").signIn("bob").at("Your account");
            operator.open(stage.demo().inspector()).follow("Try").at("Try");
            operator.page().locator("#client").fill("mooring-dashboard");
            operator.press("Begin")
                    .sees("As it will be sent")
                    .press("Send")
                    .sees("The answer: 303");
            operator.sees("pkce.method-s256").examine("inspector-6-try");

            operator.follow("Preview").at("Preview");
            operator.page().locator("#client").fill("slipway");
            operator.page().locator("#account").fill("bob");
            operator.press("Show").sees("bob@example.com").examine("inspector-7-preview");

            operator.follow("Check a client").at("Check a client");
            operator.page().locator("#client").fill("slipway");
            operator.press("Check").sees("FAPI 2.0 Security Profile").examine("inspector-8-check");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, names = "LIGHT_DESK")
    @DisplayName("Whoever is no administrator sees nothing of it")
    void nobody(Look look, Stage stage) {
        try (Visitor alice = stage.visitor(look).expecting(403)) {
            alice.open("/account").signIn("alice").at("Your account");
            alice.open("/inspect").at("That is not allowed").content();
        }
    }
}
