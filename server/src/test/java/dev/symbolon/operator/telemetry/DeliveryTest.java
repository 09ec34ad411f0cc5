package dev.symbolon.operator.telemetry;

import static dev.symbolon.testing.TraceCollector.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.TraceCollector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OTLP §OTLP/HTTP: what the collector answers, and what comes of it")
class DeliveryTest {

    private static final byte[] SPAN = "{\"name\":\"one\"}".getBytes(StandardCharsets.US_ASCII);

    private final TraceCollector collector = TraceCollector.start();

    @AfterEach
    void stop() {
        collector.close();
    }

    private Delivery delivery(String endpoint, Duration patience) {
        var to = new TelemetrySettings.Collector(URI.create(endpoint + "/v1/traces"), Map.of());
        return new Delivery(new Post(to), new Envelope("test", "1"), patience);
    }

    private Delivery delivery() {
        return delivery(collector.endpoint(), Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("spans go together, in batches of a bounded size")
    void batches() {
        Delivery delivery = delivery();
        for (int i = 0; i < 1200; i++) {
            delivery.add(SPAN);
        }
        collector.spans(1200);
        assertThat(collector.requests()).hasSize(3);
        assertThat(delivery.lost()).isZero();
        delivery.close(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    @DisplayName("what may be tried again is, when the collector asked for it")
    void again(int status) {
        collector.answering(status, Map.of("Retry-After", "1"), "");
        Delivery delivery = delivery();
        delivery.add(SPAN);
        await(() -> collector.requests().size() == 1);
        long refused = System.nanoTime();
        collector.answering(200, Map.of(), "{}");
        await(() -> collector.requests().size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - refused))
                .isGreaterThan(Duration.ofMillis(900));
        delivery.close(Duration.ofSeconds(2));
        assertThat(delivery.lost()).isZero();
        assertThat(collector.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 413, 500, 501})
    @DisplayName("what must not be tried again is lost, and counted")
    void refused(int status) {
        collector.answering(status, Map.of("Location", "/"), "");
        Delivery delivery = delivery();
        delivery.add(SPAN);
        delivery.add(SPAN);
        await(() -> delivery.lost() == 2);
        delivery.close(Duration.ofSeconds(2));
        assertThat(collector.requests()).hasSize(1);
    }

    @Test
    @DisplayName("what was taken in part is not sent again; the rest is counted")
    void partly() {
        collector.answering(
                200,
                Map.of(),
                """
                {"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}\
                """);
        Delivery delivery = delivery();
        for (int i = 0; i < 3; i++) {
            delivery.add(SPAN);
        }
        await(() -> delivery.lost() == 2);
        delivery.close(Duration.ofSeconds(2));
        assertThat(collector.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "ok", "{\"partialSuccess\":{}}", "{\"partialSuccess\":3}"})
    @DisplayName("an answer that says nothing about parts took the whole")
    void taken(String body) {
        collector.answering(200, Map.of(), body);
        Delivery delivery = delivery();
        delivery.add(SPAN);
        collector.spans(1);
        delivery.close(Duration.ofSeconds(2));
        assertThat(delivery.lost()).isZero();
    }

    @Test
    @DisplayName("a collector that stays away is waited for, for a while")
    void away() {
        int port = TestServer.freePort();
        Delivery delivery = delivery("http://127.0.0.1:" + port, Duration.ofMillis(1500));
        long began = System.nanoTime();
        delivery.add(SPAN);
        await(() -> delivery.lost() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(900));
        delivery.close(Duration.ofSeconds(2));
    }

    @Test
    @DisplayName("what does not fit while nothing is taken is lost, and counted")
    void full() {
        collector.stalling();
        Delivery delivery = delivery();
        byte[] large =
                ("{\"name\":\"" + "a".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20; i++) {
            delivery.add(large);
        }
        assertThat(delivery.lost()).isEqualTo(5);
        delivery.close(Duration.ofMillis(100));
    }

    @Test
    @DisplayName("to close takes no longer than it may, and counts what was left")
    void closing() {
        collector.stalling();
        Delivery delivery = delivery();
        delivery.add(SPAN);
        await(() -> collector.requests().size() == 1);
        delivery.add(SPAN);
        long began = System.nanoTime();
        delivery.close(Duration.ofMillis(500));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        await(() -> delivery.lost() == 2);
    }
}
