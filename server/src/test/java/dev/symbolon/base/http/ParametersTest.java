package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("WHATWG URL §5.1 application/x-www-form-urlencoded")
class ParametersTest {

    @Test
    @DisplayName("names and values are decoded; what repeats is kept in order")
    void parse() {
        Parameters read = Parameters.parse("a=1&b=x%20y+z&a=2&c&d=&&%C3%A9=%E2%82%AC&=e&f=g=h");

        assertThat(read.values())
                .containsExactly(
                        Map.entry("a", List.of("1", "2")),
                        Map.entry("b", List.of("x y z")),
                        Map.entry("c", List.of("")),
                        Map.entry("d", List.of("")),
                        Map.entry("é", List.of("€")),
                        Map.entry("", List.of("e")),
                        Map.entry("f", List.of("g=h")));
        assertThat(read.repeated()).containsExactly("a");
        assertThat(read.first("a")).contains("1");
        assertThat(read.first("z")).isEmpty();
    }

    @Test
    @DisplayName("those without a value can be left out; a repetition counts them still")
    void withoutEmpty() {
        Parameters sent = Parameters.parse("a=&a=1&b=&c&d=2&d=3");

        assertThat(sent.withoutEmpty().values())
                .containsExactly(Map.entry("a", List.of("1")), Map.entry("d", List.of("2", "3")));
        assertThat(sent.repeated()).containsExactly("a", "d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%4g",
                "%",
                "a=%+1",
                "a=%-1",
                "a=%ff",
                "a=%c3",
                "a=%c0%80",
                "a=%ed%a0%80",
                "a=%f5%80%80%80"
            })
    @DisplayName("broken escapes and what is no UTF-8 are refused, not guessed at")
    void broken(String encoded) {
        assertThatThrownBy(() -> Parameters.parse(encoded))
                .isInstanceOfSatisfying(
                        HttpError.class, error -> assertThat(error.status()).isEqualTo(400));
    }
}
