package dev.symbolon.base.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenTelemetry HTTP metrics in Prometheus' format")
class MetricsTest {

    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    @DisplayName("http.server.request.duration counts seconds by method, route and status")
    void requests() {
        metrics.request("POST", "https", "/oauth/token", 200, 20_000_000);
        metrics.request("POST", "https", "/oauth/token", 200, 60_000_000);
        metrics.request("BREW", "http", "", 503, 1_000);

        assertThat(metrics.scrape())
                .contains(
                        """
                        http_server_request_duration_seconds_count{error_type="",\
                        http_request_method="POST",http_response_status_code="200",\
                        http_route="/oauth/token",url_scheme="https"} 2\
                        """)
                .contains(
                        """
                        http_server_request_duration_seconds_bucket{error_type="",\
                        http_request_method="POST",http_response_status_code="200",\
                        http_route="/oauth/token",url_scheme="https",le="0.025"} 1\
                        """)
                .contains("error_type=\"503\"")
                .contains("http_request_method=\"_OTHER\"")
                .doesNotContain("BREW");
    }

    @Test
    @DisplayName("the JVM's memory, threads, classes and processor have OpenTelemetry's names")
    void machine() {
        assertThat(metrics.scrape())
                .contains(
                        "jvm_memory_used_bytes{jvm_memory_pool_name=",
                        "jvm_memory_limit_bytes{",
                        "jvm_thread_count{jvm_thread_state=",
                        "jvm_class_count ",
                        "jvm_cpu_time",
                        "jvm_cpu_recent_utilization",
                        "jvm_gc_",
                        "process_uptime_seconds")
                .doesNotContain("jvm_threads_live", "process_cpu_usage");
    }

    @Test
    @DisplayName("a gauge and a counter show what is true when somebody looks")
    void gauges() {
        AtomicInteger value = new AtomicInteger(1);
        metrics.gauge("symbolon.waiting", "Hashes that wait.", value::get, "kind", "password");
        metrics.counter("symbolon.hashes", "Hashes.", value::get);
        metrics.count("symbolon.sign_in.attempts", "symbolon.sign_in.outcome", "wrong");
        value.set(7);

        assertThat(metrics.scrape())
                .contains("symbolon_waiting{kind=\"password\"} 7.0")
                .contains("symbolon_hashes_total 7.0")
                .contains(
                        "symbolon_sign_in_attempts_total{symbolon_sign_in_outcome=\"wrong\"} 1.0");
    }
}
