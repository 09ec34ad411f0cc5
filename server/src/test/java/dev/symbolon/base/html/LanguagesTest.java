package dev.symbolon.base.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A page speaks the person's language")
class LanguagesTest {

    private final Languages languages = new Languages();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT|en|de",
                "fr de|en|de",
                "fr-CA|de-CH,de;q=0.9,en;q=0.8|de",
                "|en-GB,en;q=0.9,de;q=0.5|en",
                "|de;q=0.3,en;q=0.9|en",
                "|fr|en",
                "||en",
                "no_such_tag!|de|de"
            })
    @DisplayName("ui_locales first (Core §3.1.2.1), then Accept-Language (RFC 9110 §12.5.4)")
    void order(@Nullable String uiLocales, @Nullable String accept, String expected) {
        List<String> tags = uiLocales == null ? List.of() : List.of(uiLocales.split(" "));
        assertThat(languages.choose(tags, accept).locale().getLanguage()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {";;;", "q=", "*", "en;q=a", "\u0000", "-", "de-", "x-"})
    @DisplayName("a broken header is passed over")
    void broken(String accept) {
        assertThat(languages.choose(List.of(accept), accept)).isNotNull();
    }

    @Test
    @DisplayName("a header of any length is read in no time")
    void long_() {
        assertThat(languages.choose(List.of(), "de,".repeat(100_000)).locale().getLanguage())
                .isEqualTo("en");
    }

    @Test
    @DisplayName("a value that looks like a place is no place")
    void valuesAreNotRead() {
        Texts texts = languages.choose(List.of("en"), null);
        assertThat(texts.text("signout.asked", "app", "{site}", "site", "id.example"))
                .isEqualTo("{site} asks to sign you out of id.example in this browser.");
    }

    @Test
    @DisplayName("a message that does not exist is a bug")
    void missing() {
        Texts texts = languages.choose(List.of("en"), null);
        assertThatThrownBy(() -> texts.text("no.such.thing"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(texts.find("no.such.thing")).isEmpty();
    }

    @Test
    @DisplayName("moments are written as the language has them")
    void moments() {
        Instant instant = Instant.parse("2026-11-22T14:03:59Z");
        assertThat(languages.choose(List.of("en"), null).moment(instant))
                .isEqualTo("22 November 2026, 14:03 UTC");
        assertThat(languages.choose(List.of("de"), null).moment(instant))
                .isEqualTo("22. November 2026, 14:03 UTC");
    }
}
