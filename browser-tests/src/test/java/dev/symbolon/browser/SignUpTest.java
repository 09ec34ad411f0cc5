package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("People who make accounts themselves")
@ExtendWith(Stage.Builder.class)
class SignUpTest {

    /** RFC 7636, Appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "An app that wants people to make an account gets one who just did (prompt=create)")
    void create(Look look, Stage stage) {
        String name = "dora-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
        try (Visitor dora = stage.visitor(look).expecting(422)) {
            dora.open(create(stage, "&ui_locales=de"))
                    .at("Ihr Konto einrichten")
                    .examine("sign-up-de");
            dora.open(create(stage, "")).at("Make your account").examine("sign-up");
            dora.page().locator("#login").fill("alice");
            dora.page().locator("#email").fill("dora@");
            dora.page().locator("#password").fill("short");
            dora.press("Make my account")
                    .sees("Please choose a password of at least 8 characters")
                    .sees("That is not an email address")
                    .examine("sign-up-wrong");
            assertThat(dora.page().locator("#password")).isFocused();
            dora.page().locator("#password").fill("dora-sails-at-night");
            dora.page().locator("#email").fill("dora@example.com");
            dora.press("Make my account")
                    .sees("Somebody has that name already")
                    .examine("sign-up-taken");
            assertThat(dora.page().locator("#login")).isFocused();
            dora.page().locator("#name").fill("Dora Delft");
            dora.types(name, "dora-sails-at-night")
                    .at("Mooring Dashboard asks for access to your account")
                    .sees("Dora Delft")
                    .content();
            dora.open("/account").at("Your account").sees("dora@example.com").content();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The sign-in page and the start page lead there, and it leads back")
    void ways(Look look, Stage stage) {
        try (Visitor visitor = stage.visitor(look)) {
            visitor.open("/").examine("home-sign-up");
            visitor.open("/account").at("Sign in").examine("sign-in-new");
            visitor.follow("Make an account").at("Make your account").follow("Sign in instead");
            visitor.at("Sign in").signIn("alice").at("Your account");
            visitor.open(create(stage, "")).at("Make your account").follow("Sign in instead");
            visitor.at("Choose an account").press("Continue as Alice Anker");
            visitor.at("Mooring Dashboard asks for access to your account").content();
        }
    }

    private static String create(Stage stage, String more) {
        return "/oauth/authorize?client_id=mooring-dashboard&response_type=code&scope=openid"
                + "&prompt=create&code_challenge_method=S256&code_challenge="
                + CHALLENGE
                + "&redirect_uri="
                + URLEncoder.encode(stage.demo().dashboard() + "/", StandardCharsets.UTF_8)
                + more;
    }
}
