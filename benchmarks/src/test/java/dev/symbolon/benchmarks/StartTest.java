package dev.symbolon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A measured start")
class StartTest {

    @Test
    @DisplayName("is a line for people, or a line of JSON for programs")
    void told() {
        Start start = new Start(412, 70_656);
        assertThat(start).hasToString("ready after 412 ms, 69.0 MiB resident");
        assertThat(start.json("median"))
                .isEqualTo("{\"measured\":\"median\",\"ready_ms\":412,\"resident_kib\":70656}");
    }
}
