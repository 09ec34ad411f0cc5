package dev.symbolon.base.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8259 JSON of others")
class JsonTest {

    private static Json.Malformed refused(String text) {
        return catchThrowableOfType(Json.Malformed.class, () -> Json.object(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"a\": hunter2}",
                "{\"hunter2\": 1, \"hunter2\": 2}",
                "{\"a\": \"hunter2",
                "{\"a\": 'hunter2'}",
                "{hunter2: 1}",
                "{\"a\": 1} hunter2",
                "{\"hunter2\\n\": 1, \"hunter2\\n\": 2}"
            })
    @DisplayName("what is wrong with it is told without repeating it")
    void quotesNothing(String text) {
        assertThat(refused(text)).isNotNull();
        assertThat(refused(text).getMessage()).doesNotContain("hunter2").isNotBlank();
    }

    @Test
    @DisplayName("where it is wrong is told by line and column")
    void place() {
        assertThat(refused("{\n \"a\": hunter2}").getMessage()).contains("line 2");
    }

    @Test
    @DisplayName("however long and odd a name is, its repetition is told at once (CWE-1333)")
    void hostileName() {
        String name = "\"" + "(".repeat(30_000) + "\\n\"";
        String text = "{" + name + ": 1, " + name + ": 2}";
        assertTimeout(
                Duration.ofMillis(500),
                () -> assertThat(refused(text).getMessage()).doesNotContain("(("));
    }
}
