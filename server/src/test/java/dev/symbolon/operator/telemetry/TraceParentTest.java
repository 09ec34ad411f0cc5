package dev.symbolon.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("W3C Trace Context §3.2 traceparent")
class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private static Optional<TraceParent> read(String... headers) {
        return TraceParent.of(
                new Request(
                        "GET",
                        "https",
                        "id.example",
                        "/",
                        "",
                        Map.of("traceparent", List.of(headers)),
                        "127.0.0.1",
                        new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03, true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe, false",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes, true",
    })
    @DisplayName("is read, of later versions what is known")
    void wellFormed(String header, boolean sampled) {
        assertThat(read(header)).contains(new TraceParent(TRACE, SPAN, sampled));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bx-01",
            })
    @DisplayName("begins a new trace where it is not well-formed")
    void malformed(String header) {
        assertThat(read(header)).isEmpty();
    }

    @Test
    @DisplayName("begins a new trace where it is missing, or there twice")
    void count() {
        String header = "00-%s-%s-01".formatted(TRACE, SPAN);
        assertThat(read()).isEmpty();
        assertThat(read(header, header)).isEmpty();
    }
}
