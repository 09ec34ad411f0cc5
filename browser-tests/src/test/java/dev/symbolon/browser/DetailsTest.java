package dev.symbolon.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 9396: people read what exactly they allow")
@ExtendWith(Stage.Builder.class)
class DetailsTest {

    /** RFC 7636, Appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @ParameterizedTest
    @EnumSource
    @DisplayName("A payment stands on the consent page in a sentence, with its fields below")
    void payment(Look look, Stage stage, @TempDir Path directory) throws IOException {
        String name = look.name().toLowerCase(Locale.ROOT).replace('_', '-');
        add(stage, directory, "resource", "--definition", bank(name));
        add(stage, directory, "client", "--metadata", shop(name));
        try (Visitor carol = stage.visitor(look)) {
            carol.open(request(name, ""))
                    .signIn("carol")
                    .at("Example Shop asks for access to your account")
                    .sees("Pay EUR 123.50 to Chandlery Anchor & Sons")
                    .sees("DE02100100109307118603")
                    .examine("consent-details");
            carol.open(request(name, "&ui_locales=de"))
                    .sees("123.50 EUR an Chandlery Anchor & Sons zahlen")
                    .sees("Verwendungszweck")
                    .examine("consent-details-de");
        }
    }

    private static String bank(String name) {
        return """
        {
          "identifier": "https://%1$s.bank.example/payments",
          "name": "Example Bank",
          "authorization_details_types": {
            "payment-%1$s": {
              "description": "Pay {amount.currency} {amount.value} to {creditor}",
              "description#de": "{amount.value} {amount.currency} an {creditor} zahlen",
              "ask_each_time": true,
              "schema": {
                "type": "object",
                "required": ["amount", "creditor"],
                "properties": {
                  "amount": {
                    "type": "object",
                    "required": ["currency", "value"],
                    "properties": {
                      "currency": {"type": "string", "format": "currency"},
                      "value": {"type": "string", "format": "decimal"}
                    }
                  },
                  "creditor": {"type": "string", "minLength": 1, "maxLength": 70},
                  "account": {"title": "Account", "title#de": "Konto", "type": "string", "format": "iban"},
                  "reference": {"title": "Reference", "title#de": "Verwendungszweck", "type": "string"}
                }
              }
            }
          }
        }
        """
                .formatted(name);
    }

    private static String shop(String name) {
        return """
        {
          "client_id": "shop-%1$s",
          "client_name": "Example Shop",
          "redirect_uris": ["http://127.0.0.1:9/callback"],
          "token_endpoint_auth_method": "none",
          "scope": "openid",
          "authorization_details_types": ["payment-%1$s"]
        }
        """
                .formatted(name);
    }

    private static String payment(String name) {
        return """
        [{"type": "payment-%s", "amount": {"currency": "EUR", "value": "123.50"},
          "creditor": "Chandlery Anchor & Sons",
          "account": "DE02100100109307118603",
          "reference": "A reference that is as long as people like to make them: 4711-0815"}]
        """
                .formatted(name);
    }

    private static void add(Stage stage, Path directory, String what, String from, String text)
            throws IOException {
        Path file = Files.writeString(directory.resolve(what + ".json"), text);
        stage.demo().command(what, "add", from, file.toString());
    }

    private static String request(String name, String more) {
        return "/oauth/authorize?response_type=code&scope=openid&code_challenge_method=S256"
                + "&code_challenge="
                + CHALLENGE
                + "&client_id=shop-"
                + name
                + "&redirect_uri="
                + URLEncoder.encode("http://127.0.0.1:9/callback", UTF_8)
                + "&authorization_details="
                + URLEncoder.encode(payment(name), UTF_8)
                + more;
    }
}
