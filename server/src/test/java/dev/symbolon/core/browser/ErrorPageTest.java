package dev.symbolon.core.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.html.Assets;
import dev.symbolon.base.html.Languages;
import dev.symbolon.base.html.Pages;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The error page, and the page that carries an answer as a form")
class ErrorPageTest {

    private final Screen screen =
            new Screen(new Pages(new Languages(), new Assets()), SiteSettings.DEFAULTS);
    private final ErrorPage errors = new ErrorPage(screen);
    private final Exchange exchange =
            new Exchange(
                    new Tenant("b", URI.create("https://id.example/t/b")),
                    new Request(
                            "GET",
                            "https",
                            "id.example",
                            "/",
                            "",
                            Map.of(),
                            "127.0.0.1",
                            new byte[0]),
                    new Trace(FlowId.random()));

    @Test
    @DisplayName("names the rule for developers and the flow for those who help")
    void rule() {
        var refusal =
                exchange.trace()
                        .refusal(BrowserRules.FORM_TOKEN, "expected-value", "received-value")
                        .with("WWW-Authenticate", "Basic")
                        .with("Retry-After", "3");
        Response page = errors.of(exchange, refusal);
        assertThat(page.status()).isEqualTo(403);
        assertThat(body(page))
                .contains("This page was out of date")
                .contains(exchange.trace().flow().value())
                .contains(BrowserRules.FORM_TOKEN.card().mend())
                .contains("<a href=\"/t/b/rules/form.token\">")
                .doesNotContain("expected-value", "received-value");
        assertThat(page.headers()).contains(new Response.Header("Retry-After", "3"));
        assertThat(page.headers()).noneMatch(header -> header.name().startsWith("WWW-"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, This link or form", "403, That is not allowed", "404, There is nothing here",
        "405, There is nothing here", "413, This link or form", "429, Too many attempts",
        "500, Something went wrong", "503, Too much to do"
    })
    @DisplayName("speaks of the status in plain words")
    void status(int status, String title) {
        Response page = errors.of(exchange, status);
        assertThat(page.status()).isEqualTo(status);
        assertThat(body(page)).contains("<h1>" + title);
        assertThat(body(page).contains(exchange.trace().flow().value()))
                .as("a reference, which only finds what was logged")
                .isEqualTo(status >= 500);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    @DisplayName("has a text for every error, and never promises a challenge (RFC 9110 §15.5.2)")
    void everyError(ErrorCode error) {
        Rule rule = () -> Rule.must("a.b", "RFC 6749 §1", error, "It must hold.", "Mend it.");
        Response page = errors.of(exchange, exchange.trace().refusal(rule));
        assertThat(page.status()).isNotEqualTo(401);
        assertThat(body(page)).contains("It must hold.", error.wire());
    }

    @Test
    @DisplayName("Form Post Response Mode §2: our script sends it, a button where scripts are off")
    void formPost() {
        Response page =
                screen.show(
                        exchange,
                        new FormPostView(
                                URI.create("com.example.app:/cb?a=1&b=2"),
                                List.of(
                                        Map.entry("code", "sym_ac_x"),
                                        Map.entry("state", "\"><script>alert(1)</script>"))));
        assertThat(body(page))
                .contains("action=\"com.example.app:/cb?a=1&amp;b=2\"")
                .contains("name=\"code\" value=\"sym_ac_x\"")
                .contains("<script src=\"/t/b/assets/submit-")
                .doesNotContain("\"><script>")
                .contains("<button");
        assertThat(page.headers())
                .anySatisfy(header -> {
                    assertThat(header.name()).isEqualTo("Content-Security-Policy");
                    assertThat(header.value())
                            .contains("script-src 'self'; form-action 'self' https: com.example");
                });
    }

    @Test
    @DisplayName("RP-Initiated Logout 1.0 §2: asks before it signs out, and says what became of it")
    void signOut() {
        var ask =
                new SignOutView(
                        "/oauth/logout",
                        "token",
                        List.of(Map.entry("id_token_hint", "a\"b")),
                        "Slipway",
                        "Alice",
                        null,
                        URI.create("http://127.0.0.1/bye"));
        assertThat(body(screen.show(exchange, ask)))
                .contains("<b>Slipway</b> asks to sign you out of <b>id.example</b>")
                .contains("action=\"/t/b/oauth/logout\"")
                .contains("name=\"id_token_hint\" value=\"a&#34;b\"");
        assertThat(ask.policy().header()).contains("http://127.0.0.1:*");
        var done =
                new SignedOutView(
                        true, "Slipway", URI.create("https://slipway.example/"), List.of());
        assertThat(body(screen.show(exchange, done)))
                .contains("You are signed out", "href=\"https://slipway.example/\"");
        assertThat(body(screen.show(exchange, new SignedOutView(false, null, null, List.of()))))
                .contains("You are still signed in", "href=\"/t/b/\"");
    }

    private static String body(Response page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }
}
