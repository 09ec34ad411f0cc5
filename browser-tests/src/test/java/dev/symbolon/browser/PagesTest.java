package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Pages that explain")
@ExtendWith(Stage.Builder.class)
class PagesTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("A wrong password is told on the page, and the name need not be typed again")
    void wrongPassword(Look look, Stage stage) {
        try (Visitor somebody = stage.visitor(look).expecting(422)) {
            somebody.open("/account")
                    .at("Sign in")
                    .types("mallory-" + look, "a guess")
                    .sees("That name and password do not go together.")
                    .examine("sign-in-wrong");
            assertThat(somebody.page().locator("#login")).hasValue("mallory-" + look);
            assertThat(somebody.page().locator("#password")).isFocused();
            somebody.signIn("alice").at("Your account").content();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("An unknown client ends on a page of ours, which names the rule to developers")
    void unknownClient(Look look, Stage stage) {
        try (Visitor somebody = stage.visitor(look).expecting(400)) {
            somebody.open("/oauth/authorize?client_id=nobody&redirect_uri=https://evil.example")
                    .at("This link or form does not work")
                    .examine("error");
            assertThat(stage.demo().said())
                    .contains("[" + somebody.page().locator(".reference").textContent() + "]")
                    .contains("fails authorize.client-known");
            somebody.page().locator("summary").click();
            somebody.sees("For developers").examine("error-developers");
            somebody.page().locator("details a").click();
            assertThat(somebody.page().locator("h2").first()).hasText("How to mend it");
            somebody.examine("rule");
            somebody.follow("All rules").at("The rules").examine("rules");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The start page says what this is, and a wrong address that there is nothing")
    void startAndMissing(Look look, Stage stage) {
        try (Visitor somebody = stage.visitor(look).expecting(404)) {
            somebody.open("/")
                    .sees("Apps that you connect never see your password")
                    .examine("home");
            somebody.open("/nothing").at("There is nothing here").examine("missing");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A person whose browser speaks German reads German from sign-in to sign-out")
    void german(Look look, Stage stage) {
        stage.forgetApps("bob");
        try (Visitor bob = stage.visitor(look, "de-DE").expecting(400)) {
            bob.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .at("Anmelden")
                    .examine("de-sign-in");
            assertThat(bob.page().locator("html")).hasAttribute("lang", "de");
            bob.signIn("bob")
                    .at("Slipway bittet um Zugriff auf Ihr Konto")
                    .press("Erlauben")
                    .press("Connect Mooring")
                    .sees("Neue Versionen Ihrer Mooring-Apps online stellen")
                    .examine("de-consent")
                    .press("Erlauben")
                    .sees("What Slipway holds");
            bob.open("/account").at("Ihr Konto").examine("de-account");
            bob.open("/oauth/authorize?client_id=nobody").examine("de-error");
            bob.open("/oauth/logout").at("Abmelden?").examine("de-sign-out").press("Abmelden");
            bob.at("Sie sind abgemeldet").examine("de-signed-out");
        }
    }
}
