package dev.symbolon.base.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Content Security Policy Level 3")
class ContentPolicyTest {

    @Test
    @DisplayName("a page has our style and images only, no script, no frame, no other form target")
    void strict() {
        assertThat(ContentPolicy.STRICT.header())
                .isEqualTo(
                        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action"
                                + " 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    @Test
    @DisplayName("only a page that has a script of ours allows it")
    void script() {
        assertThat(ContentPolicy.STRICT.withScript().header()).contains("; script-src 'self'; ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "https://app.example/cb|'self' https:",
                "http://127.0.0.1:4711/cb|'self' https: http://localhost:* http://127.0.0.1:*",
                "http://LOCALHOST/cb|'self' https: http://localhost:* http://127.0.0.1:*",
                "http://[::1]:4711/cb|'self' https: http:",
                "http://intranet.example:8080/cb|'self' https: http://intranet.example:8080",
                "http://user;x@intranet.example/cb|'self' https: http:",
                "com.example.app:/cb|'self' https: com.example.app:",
                "/relative|'self' https:"
            })
    @DisplayName("a form that ends at an app may lead there, and nowhere that is not needed")
    void leadingTo(URI target, String sources) {
        assertThat(ContentPolicy.leadingTo(target).header())
                .contains("form-action " + sources + "; base-uri");
    }
}
