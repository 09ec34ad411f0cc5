package dev.symbolon.browser;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Pages on the way to an account")
@ExtendWith(Stage.Builder.class)
class SignInPagesTest {

    /** RFC 7636, Appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @ParameterizedTest
    @EnumSource
    @DisplayName("An app that lets people choose is told who was chosen (Core §3.1.2.1)")
    void choosing(Look look, Stage stage) {
        stage.forgetApps("bob");
        try (Visitor visitor = stage.visitor(look)) {
            visitor.open("/account").signIn("alice").at("Your account");
            visitor.open(choice(stage))
                    .at("Choose an account")
                    .sees("Alice Anker")
                    .examine("choose-account")
                    .press("Use another account")
                    .at("Sign in")
                    .signIn("bob")
                    .at("Mooring Dashboard asks for access to your account")
                    .sees("Bob Bootsmann")
                    .content();
            visitor.open(choice(stage))
                    .press("Continue as Bob Bootsmann")
                    .at("Mooring Dashboard asks for access to your account");
            visitor.open("/account").sees("bob@example.com").content();
        }
    }

    private static String choice(Stage stage) {
        return "/oauth/authorize?client_id=mooring-dashboard&response_type=code&scope=openid"
                + "&prompt=select_account&code_challenge_method=S256&code_challenge="
                + CHALLENGE
                + "&redirect_uri="
                + URLEncoder.encode(stage.demo().dashboard() + "/", StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whoever is invited makes an account of their own and is signed in")
    void invitation(Look look, Stage stage) throws IOException {
        URI link = URI.create(stage.demo().command("account", "invite"));
        String name = "dora-" + look.name().toLowerCase(java.util.Locale.ROOT);
        try (Visitor dora = stage.visitor(look).expecting(422).expecting(400)) {
            dora.open(link).at("Make your account").examine("invitation");
            dora.page().locator("#name").fill("alice");
            dora.page().locator("#password").fill("dora-sails-at-night");
            dora.press("Make my account")
                    .sees("Somebody signs in with that name or email already")
                    .examine("invitation-taken");
            dora.page().locator("#name").fill(name);
            dora.page().locator("#password").fill("dora-sails-at-night");
            dora.press("Make my account").at("Your account").sees(name).content();
            dora.open(link).at("This invitation is closed").examine("invitation-used");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Mooring says what it is to whoever opens it")
    void mooring(Look look, Stage stage) {
        try (Visitor visitor = stage.visitor(look)) {
            visitor.open(stage.demo().mooring()).at("Mooring runs your apps").examine("mooring");
        }
    }
}
