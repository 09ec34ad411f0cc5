package dev.symbolon.protocol.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.html.Assets;
import dev.symbolon.base.html.Languages;
import dev.symbolon.base.html.Pages;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.browser.SiteSettings;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.SpecificationAddress;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The pages behind error_uri (RFC 6749 §5.2)")
class RulePageTest {

    private final Screen screen =
            new Screen(new Pages(new Languages(), new Assets()), SiteSettings.DEFAULTS);
    private final RulePage page =
            new RulePage(screen, new ErrorPage(screen), List.of(BrowserRules.values()));
    private final Exchange exchange =
            new Exchange(
                    new Tenant(Tenant.FIRST, URI.create("https://id.example")),
                    new Request(
                            "GET",
                            "https",
                            "id.example",
                            "/rules",
                            "",
                            Map.of("accept-language", List.of("de")),
                            "127.0.0.1",
                            new byte[0]),
                    new Trace(FlowId.random()));

    @ParameterizedTest
    @EnumSource(BrowserRules.class)
    @DisplayName("each rule says what must hold, where that comes from and how to mend it")
    void one(BrowserRules rule) {
        assertThat(body(page.one(exchange, rule.id())))
                .contains(rule.card().statement(), rule.card().mend(), rule.card().source())
                .contains("<code>" + rule.error().wire() + "</code>", "Unsere eigene Regel");
    }

    @Test
    @DisplayName("the catalogue has all of them")
    void all() {
        assertThat(body(page.all(exchange)))
                .contains("id=\"group-form\"", "id=\"group-interaction\"")
                .contains("href=\"/rules/form.token\"", "href=\"/rules/interaction.open\"");
    }

    @Test
    @DisplayName("a rule that does not exist is not there")
    void missing() {
        assertThat(page.one(exchange, "<script>").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("no two rules have the same id")
    void twice() {
        List<BrowserRules> twice = List.of(BrowserRules.FORM_TOKEN, BrowserRules.FORM_TOKEN);
        assertThatThrownBy(() -> new RulePage(screen, new ErrorPage(screen), twice))
                .hasMessageContaining("form.token");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RFC 7636 §4.6, https://www.rfc-editor.org/rfc/rfc7636#section-4.6",
                "RFC 9068, https://www.rfc-editor.org/rfc/rfc9068",
                "Core §3.1.2.1, https://openid.net/specs/openid-connect-core-1_0.html",
                "OpenID Connect Registration §2, https://openid.net/specs/openid-connect-registration-1_0.html",
                "Somebody's blog §2.4, -"
            })
    @DisplayName("a source leads to where it is published")
    void source(String source, @Nullable String address) {
        assertThat(SpecificationAddress.of(source).orElse(null)).isEqualTo(address);
    }

    private static String body(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
