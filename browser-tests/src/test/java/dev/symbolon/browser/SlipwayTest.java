package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The demo: Slipway and Mooring")
@ExtendWith(Stage.Builder.class)
class SlipwayTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("alice signs in to Slipway, connects Mooring, deploys, disconnects and signs out")
    void theWholeDemo(Look look, Stage stage) {
        stage.forgetApps("alice");
        try (Visitor alice = stage.visitor(look)) {
            alice.open(stage.demo().slipway())
                    .at("Your apps, as web sites")
                    .examine("slipway-1-welcome")
                    .press("Sign in with Symbolon")
                    .at("Sign in")
                    .sees("to continue to Slipway")
                    .examine("sign-in")
                    .signIn("alice")
                    .at("Slipway asks for access to your account")
                    .sees("Alice Anker")
                    .sees("see your email address")
                    .seesNothingOf("Mooring")
                    .examine("consent-identity")
                    .press("Allow")
                    .at("Hello, Alice Anker")
                    .sees("alice@example.com")
                    .sees("Your number at Symbolon")
                    .examine("slipway-2-signed-in")
                    .press("Connect Mooring")
                    .at("Slipway asks for access to your account")
                    .sees("At Mooring")
                    .sees("Put new versions of your Mooring apps online")
                    .sees("The app keeps this access while you are away")
                    .examine("consent-mooring")
                    .press("Allow")
                    .at("Hello, Alice Anker")
                    .sees(
                            "It opens these alone, at Mooring; for openid, Symbolon tells who you are")
                    .examine("slipway-3-connected");

            alice.page().locator("button:has-text('Deploy')").first().click();
            alice.sees("Mooring accepted Slipway's token").examine("slipway-4-deployed");

            alice.page().locator("button:has-text('Show log')").first().click();
            alice.at("Slipway asks for access to your account")
                    .sees("Download the files stored in your Mooring account")
                    .examine("consent-more")
                    .press("Allow")
                    .sees("because you allowed it")
                    .examine("slipway-5-log")
                    .follow("Back");

            alice.press("Disconnect")
                    .sees("Symbolon revoked them")
                    .examine("slipway-6-disconnected");
            assertThat(alice.button("Connect Mooring")).isVisible();

            alice.press("Sign out")
                    .at("You are signed out of Slipway")
                    .examine("slipway-7-signed-out");
            alice.open("/account").at("Sign in").content();
        }
    }

    @Test
    @DisplayName(
            "Whoever signs out at Symbolon is signed out of Slipway a moment later, everywhere")
    void signedOutAtSymbolon(Stage stage) throws InterruptedException {
        stage.forgetApps("bob");
        try (Visitor bob = stage.visitor(Look.LIGHT_DESK)) {
            bob.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .signIn("bob")
                    .press("Allow");
            bob.at("Hello, Bob Bootsmann");
            bob.open("/account").press("Sign out").at("You are signed out");
            // The server looks each second.
            for (int i = 0; i < 20 && !bob.open(stage.demo().slipway()).isStranger(); i++) {
                Thread.sleep(Duration.ofMillis(500));
            }
            assertThat(bob.button("Sign in with Symbolon")).isVisible();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whoever disconnects Slipway at Symbolon: Mooring deploys nothing for it any more")
    void disconnectedAtSymbolon(Look look, Stage stage) {
        stage.forgetApps("bob");
        try (Visitor bob = stage.visitor(look)) {
            bob.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .signIn("bob")
                    .press("Allow")
                    .press("Connect Mooring")
                    .press("Allow")
                    .sees("What Slipway holds");
            bob.open("/account")
                    .press("Disconnect Slipway")
                    .sees("It gets no new access; what it holds ends within minutes.");

            // Reading needs the signature only.
            bob.open(stage.demo().slipway()).sees("Lighthouse");
            bob.page().locator("button:has-text('Deploy')").first().click();
            bob.sees("Slipway's access to Mooring has ended, so Slipway did nothing there.")
                    .examine("slipway-ended");
            assertThat(bob.button("Connect Mooring")).isVisible();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whoever says no comes back to Slipway, which got nothing")
    void sayingNo(Look look, Stage stage) {
        stage.forgetApps("carol");
        try (Visitor carol = stage.visitor(look)) {
            carol.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .signIn("carol")
                    .at("Slipway asks for access to your account")
                    .press("Don’t allow")
                    .at("Your apps, as web sites")
                    .sees("You said no")
                    .examine("slipway-denied");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Look.class, names = "LIGHT_DESK")
    @DisplayName("Slipway says signed out to nobody whom it still knows")
    void notSignedOut(Look look, Stage stage) {
        stage.forgetApps("alice");
        try (Visitor alice = stage.visitor(look)) {
            alice.open(stage.demo().slipway().resolve("/signed-out"))
                    .at("You are signed out of Slipway")
                    .seesNothingOf("ended");
            alice.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .signIn("alice")
                    .press("Allow")
                    .at("Hello, Alice Anker");
            alice.open(stage.demo().slipway().resolve("/signed-out"))
                    .at("Hello, Alice Anker")
                    .content();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whoever cancels at the sign-in page comes back to Slipway")
    void cancelling(Look look, Stage stage) {
        try (Visitor somebody = stage.visitor(look)) {
            somebody.open(stage.demo().slipway())
                    .press("Sign in with Symbolon")
                    .press("Cancel and go back to Slipway")
                    .at("Your apps, as web sites")
                    .sees("You said no")
                    .content();
        }
    }
}
