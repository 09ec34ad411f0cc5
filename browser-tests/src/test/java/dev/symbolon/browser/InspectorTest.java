package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The inspector")
@ExtendWith(Stage.Builder.class)
class InspectorTest {

    private static final String[] DEVICES = {"Browser", "Symbolon", "Device", "Thief"};

    @ParameterizedTest
    @EnumSource
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
    @EnumSource
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
    @EnumSource
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
                    .sees("Why PKCE: a stolen code")
                    .sees("Signing in without a keyboard: devices");
            openAll(newcomer.page().locator("#code-flow details.step"));
            toured(newcomer, look, stage, "en");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "DARK_PHONE")
    @DisplayName("The tour is German for whoever reads German")
    void germanTour(Look look, Stage stage) {
        try (Visitor newcomer = stage.visitor(look, "de-DE")) {
            newcomer.open(stage.demo().inspector())
                    .follow("Learn")
                    .press("Führung beginnen")
                    .sees("Geräte");
            toured(newcomer, look, stage, "de");
        }
    }

    /** Steps and the rules in them, which are the same in every language. */
    private static void openAll(Locator steps) {
        assertThat(steps).hasCount(9);
        for (Locator step : steps.all()) {
            step.locator("> summary").click();
            step.locator(".rules-held > summary").all().forEach(Locator::click);
        }
    }

    /** Each chapter has its steps, and refuses what it is to show refused; every step opens. */
    private static void toured(Visitor newcomer, Look look, Stage stage, String language) {
        assertThat(newcomer.page().locator("#code-flow details.step")).hasCount(9);
        assertThat(newcomer.page().locator("#code-flow .state-refused")).hasCount(0);
        assertThat(newcomer.page().locator("#why-pkce .state-refused")).hasCount(1);
        assertThat(newcomer.page().locator("#refresh .state-refused")).hasCount(0);
        assertThat(newcomer.page().locator("#replayed-refresh .state-refused")).hasCount(2);
        assertThat(newcomer.page().locator("#client-credentials .state-refused")).hasCount(0);
        Locator device = newcomer.page().locator("#device");
        assertThat(device.locator(".who-name")).hasText(DEVICES);
        assertThat(device.locator("details.step")).hasCount(9);
        assertThat(device.locator(".state-refused")).hasCount(1);
        Locator bound = newcomer.page().locator("#dpop");
        assertThat(bound.locator("details.step")).hasCount(6);
        assertThat(bound.locator(".state-refused")).hasCount(3);
        for (Locator chapter : List.of(device, bound)) {
            chapter.locator("details.step > summary").all().forEach(Locator::click);
        }
        assertThat(bound).containsText("dpop.key-of-token");
        newcomer.examine("inspector-5-tour-" + language);
        device.screenshot(stage.shot(look, "inspector-11-device-" + language));
        bound.screenshot(stage.shot(look, "inspector-12-dpop-" + language));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A request can be tried, an answer previewed, a client checked")
    void playground(Look look, Stage stage) {
        try (Visitor operator = stage.visitor(look)) {
            operator.open("/account").signIn("bob").at("Your account");
            operator.open(stage.demo().inspector()).follow("Try").at("Try");
            operator.page().locator("#client").fill("mooring-dashboard");
            operator.press("Begin")
                    .sees("As it will be sent")
                    .press("Send")
                    .sees("Authorization request: 303");
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
    @EnumSource
    @DisplayName("A request is pushed, authorized and redeemed, with each trace beside its answer")
    void pushed(Look look, Stage stage) throws IOException {
        String trial = trial(stage);
        allow(stage, look, trial);
        try (Visitor operator = stage.visitor(look)) {
            operator.open("/account").signIn("bob").at("Your account");
            operator.open(stage.demo().inspector());
            begin(operator, trial);
            operator.page().locator("#kindOfRequest").selectOption("push");
            operator.press("Send")
                    .sees("Pushed authorization request: 201")
                    .press("Send the browser with its request_uri")
                    .press("Send")
                    .sees("Authorization request: 303")
                    .press("Exchange the code for tokens")
                    .press("Send")
                    .sees("Token request: 200")
                    .sees("pkce.verifier-matches")
                    .press("Ask who the person is")
                    .press("Send")
                    .sees("Userinfo: 200");

            for (int i = 1; i <= 4; i++) {
                Locator answer = operator.page().locator("section:has(> #answer-" + i + ")");
                BoundingBox said = answer.locator(".beside > div").first().boundingBox();
                BoundingBox trace = answer.locator(".beside > div").last().boundingBox();
                assertThat(answer.locator(".step")).hasCount(1);
                Assertions.assertThat(trace.x > said.x && trace.y == said.y)
                        .as("whether the trace stands beside answer %d", i)
                        .isEqualTo(look.width() > 1000);
            }
            operator.examine("inspector-9-pushed");
        }
    }

    /** Bob allows it once, as the page of the playground leads him. */
    private static void allow(Stage stage, Look look, String trial) {
        try (Visitor bob = stage.visitor(look)) {
            bob.open("/account").signIn("bob").at("Your account");
            bob.open(stage.demo().inspector());
            begin(bob, trial);
            bob.press("Send").follow("Open its page").at("Trial asks for access to your account");
            // The app is not there; that the browser goes to it will do.
            bob.page().waitForRequest("https://trial.example/**", () -> bob.press("Allow"));
        }
    }

    private static void begin(Visitor operator, String client) {
        operator.follow("Try").at("Try");
        operator.page().locator("#client").fill(client);
        operator.press("Begin").sees("As it will be sent");
    }

    /** An app whose address nobody else can use: what was allowed is remembered. */
    private static String trial(Stage stage) throws IOException {
        return FaultyApp.register(
                        stage.demo(),
                        """
                        {"client_name": "Trial", "token_endpoint_auth_method": "none",
                         "redirect_uris": ["https://trial.example/callback"], "scope": "openid"}
                        """)
                .clientId();
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, names = "LIGHT_DESK")
    @DisplayName("A flow that is looked for no longer leaves the open list by itself")
    void leaves(Look look, Stage stage) {
        stage.forgetApps("alice");
        try (Visitor operator = stage.visitor(look);
                Visitor alice = stage.visitor(look)) {
            operator.open(stage.demo().inspector()).at("Flows");
            operator.page().locator("#client").fill("slipway");
            operator.page().locator("#state").selectOption("RUNNING");
            operator.press("Show").at("Flows");
            int before = operator.page().locator("#flows tr").count();
            alice.open(stage.demo().slipway()).press("Sign in with Symbolon").signIn("alice");
            assertThat(operator.page().locator("#flows tr")).hasCount(before + 1);
            String row = operator.page().locator("#flows tr").first().getAttribute("id");

            alice.press("Allow").at("Hello, Alice Anker");

            assertThat(operator.page().locator("#" + row)).hasCount(0);
            operator.content();
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
