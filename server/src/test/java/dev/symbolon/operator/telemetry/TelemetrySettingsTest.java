package dev.symbolon.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where traces are sent")
class TelemetrySettingsTest {

    private static TelemetrySettings at(String endpoint) {
        return new TelemetrySettings(URI.create(endpoint), List.of(), "symbolon");
    }

    private static TelemetrySettings with(String header) {
        return new TelemetrySettings(
                URI.create("http://localhost:4318"), List.of(new Secret(header)), "symbolon");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4318, http://localhost:4318/v1/traces",
        "http://localhost:4318/, http://localhost:4318/v1/traces",
        "https://otlp.example/otlp, https://otlp.example/otlp/v1/traces",
    })
    @DisplayName("an address to which the signal's path is added")
    void right(String endpoint, String traces) {
        TelemetrySettings settings = at(endpoint);
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.collector().orElseThrow().traces()).hasToString(traces);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4318, must be an address",
        "ftp://localhost, must be an address",
        "http:, must be an address",
        "http://localhost:4318?a=b, neither query nor fragment",
        "http://a:b@localhost:4318, no password",
        "http://localhost:4318/v1/traces, is added to it",
        "http://localhost:4318/v1/traces/, is added to it",
        "http://localhost:4317, is the port for gRPC",
    })
    @DisplayName("what would not work is told at the start")
    void wrong(String endpoint, String complaint) {
        URI address = URI.create(endpoint.equals("http:") ? "http:/x" : endpoint);
        assertThat(new TelemetrySettings(address, List.of(), "symbolon").problems())
                .anyMatch(problem -> problem.contains(complaint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-key-without-name",
                ": secret",
                "X-Key:",
                "X Key: secret",
                "Host: secret",
                "Content-Length: 7",
                "content-type: text/plain",
                "X-Key: secret\r\nX-Other: secret",
            })
    @DisplayName("a header that cannot be sent is told without what stands in it")
    void headers(String header) {
        assertThat(with(header).problems())
                .singleElement()
                .asString()
                .startsWith("headers: each must be written")
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("headers are hidden where settings are shown")
    void hidden() {
        TelemetrySettings settings = with("Authorization: Basic c2VjcmV0OnNlY3JldA==");
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.toString()).doesNotContain("c2VjcmV0");
        assertThat(settings.collector().orElseThrow().headers())
                .isEqualTo(Map.of("Authorization", new Secret("Basic c2VjcmV0OnNlY3JldA==")));
        assertThat(settings.collector().orElseThrow().toString()).doesNotContain("c2VjcmV0");
    }
}
