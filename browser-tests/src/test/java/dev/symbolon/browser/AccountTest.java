package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The account page")
@ExtendWith(Stage.Builder.class)
class AccountTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("An app that is disconnected there gets no new access")
    void disconnecting(Look look, Stage stage) {
        stage.forgetApps("carol");
        try (Visitor carol = stage.visitor(look)) {
            carol.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .signIn("carol")
                    .press("Allow")
                    .press("Connect Mooring")
                    .press("Allow")
                    .sees("What Slipway holds");
            carol.open("/account")
                    .at("Your account")
                    .sees("Carol Capitán")
                    .sees("this browser")
                    .sees("Put new versions of your Mooring apps online")
                    .examine("account-connected")
                    .press("Disconnect Slipway")
                    .sees("The app is disconnected.")
                    .sees("No app is connected to your account.")
                    .examine("account-disconnected")
                    .press("Sign out")
                    .examine("account-signed-out");
            carol.open("/account").at("Sign in").sees("to your account at").content();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What an app asks from elsewhere is looked at and answered there")
    void answering(Look look, Stage stage, @TempDir Path directory) throws Exception {
        CallCentre centre = CallCentre.registered(stage.demo(), directory);
        try (Visitor carol = stage.visitor(look)) {
            centre.asks("carol", "Call 4711");
            carol.open("/account")
                    .signIn("carol")
                    .at("Your account")
                    .sees("Waiting for your answer")
                    .sees("Call 4711")
                    .examine("account-asked");
            carol.follow("Look at what Harbour call centre asks")
                    .at("Harbour call centre asks for access to your account")
                    .sees("This was asked elsewhere")
                    .sees("Call 4711")
                    .examine("consent-elsewhere");
            carol.press("Allow")
                    .at("Your account")
                    .sees("You allowed it.")
                    .seesNothingOf("Waiting for your answer")
                    .examine("account-answered");
        }
        stage.forgetApps("carol");
    }

    @Test
    @DisplayName("So it is in German")
    void answeringInGerman(Stage stage, @TempDir Path directory) throws Exception {
        CallCentre centre = CallCentre.registered(stage.demo(), directory);
        try (Visitor carol = stage.visitor(Look.DARK_PHONE, "de-DE")) {
            centre.asks("carol", "Anruf 4712");
            carol.open("/account").signIn("carol").sees("Anruf 4712").examine("account-asked-de");
            carol.page().locator("a[href*='/account/requests/']").first().click();
            carol.sees("Anruf 4712").examine("consent-elsewhere-de").press("Erlauben");
            carol.seesNothingOf("Anruf 4712");
        }
        stage.forgetApps("carol");
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, names = "LIGHT_DESK")
    @DisplayName("A session that is ended there is over in its browser")
    void endingASession(Look look, Stage stage) {
        try (Visitor elsewhere = stage.visitor(look);
                Visitor here = stage.visitor(look)) {
            elsewhere.open("/account").signIn("carol").at("Your account");
            here.open("/account").signIn("carol").at("Your account");
            var others = here.page().locator("li:has(button[value=end-session])");
            // Whatever other sessions there are, the one from elsewhere is among them.
            for (int left = others.count(); left > 1; left--) {
                here.page()
                        .locator("li:has(button[value=end-session]):not(:has(.tag))")
                        .first()
                        .locator("button")
                        .click();
                here.sees("The session has ended.");
                assertThat(others).hasCount(left - 1);
            }
            here.content();
            elsewhere.open("/account").at("Sign in").content();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, names = "LIGHT_DESK")
    @DisplayName("Whoever signs out everywhere is signed out in the other browsers, too")
    void signingOutEverywhere(Look look, Stage stage) {
        try (Visitor elsewhere = stage.visitor(look);
                Visitor here = stage.visitor(look)) {
            elsewhere.open("/account").signIn("carol").at("Your account");
            here.open("/account").signIn("carol").at("Your account");
            here.press("Sign out everywhere").at("You are signed out").content();
            here.open("/account").at("Sign in").content();
            elsewhere.open("/account").at("Sign in").content();
        }
    }
}
