package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requests, responses, cookies, settings")
class MessagesTest {

    private static Request request(String header, String value, String body) {
        return new Request(
                "POST",
                "https",
                "op",
                "/",
                "",
                Map.of(header, List.of(value)),
                "::1",
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("RFC 6265 §5.4 the first cookie of a name counts; names are compared whole")
    void cookies() {
        Request request = request("cookie", "ab=0;a=1; a=2 ;b = x=y;c=;d", "");

        assertThat(request.cookie("a")).contains("1");
        assertThat(request.cookie("b")).contains("x=y");
        assertThat(request.cookie("c")).contains("");
        assertThat(request.cookie("d")).isEmpty();
        assertThat(request.cookie("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded|true",
                "Application/X-WWW-Form-Urlencoded ; charset=UTF-8|true",
                "application/json|false",
                "application/x-www-form-urlencoded2|false",
            })
    @DisplayName("a form is what says that it is one")
    void forms(String type, boolean form) {
        Request request = request("content-type", type, "a=1");
        assertThat(request.hasForm()).isEqualTo(form);
        assertThat(request.form().first("a").isPresent()).isEqualTo(form);
    }

    @Test
    @DisplayName("a form that is no UTF-8 is refused")
    void formBytes() {
        Request request =
                new Request(
                        "POST",
                        "https",
                        "op",
                        "/",
                        "",
                        Map.of("content-type", List.of(Request.FORM)),
                        "::1",
                        new byte[] {'a', '=', (byte) 0xff});
        assertThatThrownBy(request::form).isInstanceOf(HttpError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nB: c", "a\nb", "a\rb", "a\0b", "a\u007fb", "é", "a\u2028b"})
    @DisplayName("RFC 9110 §5.5 no header value can end its line")
    void headerValues(String value) {
        assertThatThrownBy(() -> Response.empty(204).with("X", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(value);
        assertThatThrownBy(() -> Response.redirect(value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\nb", "é"})
    @DisplayName("RFC 9110 §5.1 a header's name is a token")
    void headerNames(String name) {
        assertThatThrownBy(() -> Response.empty(204).with(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName(
            "RFC 6265bis §4.1 a cookie is HttpOnly, Lax, and bound to the host where it can be")
    void cookie() {
        assertThat(
                        Response.empty(204)
                                .with(new Cookie("s", "v", true, Duration.ofHours(1)))
                                .header("set-cookie"))
                .contains("__Host-s=v; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax");
        assertThat(new Cookie("s", "v", false, null).header())
                .isEqualTo("s=v; Path=/; HttpOnly; SameSite=Lax");
        for (String value : List.of("a;b", "a b", "a,b", "a\"b", "a\r\nb", "é")) {
            assertThatThrownBy(() -> new Cookie("s", value, true, null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("what is wrong with the settings is told all at once, each with its key")
    void problems() {
        HttpSettings wrong =
                new HttpSettings(
                        " ",
                        70_000,
                        1,
                        1,
                        1,
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(-1),
                        new TlsSettings(java.nio.file.Path.of("cert.pem"), null),
                        List.of("nonsense"),
                        ForwardedHeader.FORWARDED,
                        false,
                        true);

        assertThat(wrong.problems())
                .map(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly(
                        "host",
                        "port",
                        "max-body-bytes",
                        "max-header-bytes",
                        "max-headers",
                        "max-connections",
                        "request-timeout",
                        "idle-timeout",
                        "shutdown-timeout",
                        "tls.private-key",
                        "trusted-proxies");
        assertThat(HttpSettings.defaults().problems()).isEmpty();
    }
}
