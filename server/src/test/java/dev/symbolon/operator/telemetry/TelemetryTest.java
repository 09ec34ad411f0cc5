package dev.symbolon.operator.telemetry;

import static dev.symbolon.testing.TraceCollector.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.TraceCollector;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("OpenTelemetry: requests as server spans, by OTLP/HTTP")
class TelemetryTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final int management = TestServer.freePort();
    private final TraceCollector collector = TraceCollector.start();

    @AfterEach
    void stop() {
        collector.close();
    }

    private TestServer server(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("management.port", String.valueOf(management));
        return TestServer.start(TestDatabases.fresh(), settings);
    }

    private TestServer exporting() {
        return server(Map.of("telemetry.otlp-endpoint", collector.endpoint()));
    }

    private String metrics() {
        return Http.get(URI.create("http://127.0.0.1:" + management + "/metrics"), Map.of()).body();
    }

    private double lost() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("symbolon_telemetry_lost"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static Span only(List<Span> spans, String name) {
        List<Span> named = spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(named).hasSize(1);
        return named.getFirst();
    }

    private static List<Map<String, Object>> rules(Span span) {
        assertThat(span.getEventsList())
                .allMatch(event -> event.getName().equals("symbolon.rule"))
                .allMatch(event -> event.getTimeUnixNano() == span.getEndTimeUnixNano());
        return span.getEventsList().stream()
                .map(event -> attributes(event.getAttributesList()))
                .toList();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Test
    @DisplayName("a code flow is a span for each step, with its rules")
    void codeFlow() {
        try (TestServer server = exporting()) {
            App app = server.confidentialApp();
            var alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            var redirect = alice.allow(alice.get(app.request().uri()));
            app.redeem(App.code(redirect)).expectsStatus(200);

            collector.spans(6);
            TraceCollector.await(() -> collector.received().contains("POST /oauth/token"));
            Span token = only(collector.spans(), "POST /oauth/token");
            assertThat(token.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(token.getTraceId().size()).isEqualTo(16);
            assertThat(token.getSpanId().size()).isEqualTo(8);
            assertThat(token.getParentSpanId()).isEqualTo(ByteString.EMPTY);
            assertThat(token.getFlags()).isEqualTo(1);
            assertThat(token.getStatus()).isEqualTo(Status.getDefaultInstance());
            assertThat(Duration.ofNanos(token.getEndTimeUnixNano() - token.getStartTimeUnixNano()))
                    .isBetween(Duration.ofNanos(10_000), Duration.ofSeconds(20));
            assertThat(Duration.ofNanos(token.getEndTimeUnixNano()).toSeconds())
                    .isEqualTo(server.clock().instant().getEpochSecond());
            Map<String, Object> told = attributes(token.getAttributesList());
            assertThat(told)
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("http.route", "/oauth/token")
                    .containsEntry("http.response.status_code", 200L)
                    .containsEntry("url.scheme", "http")
                    .containsEntry("url.path", "/oauth/token")
                    .containsEntry("server.address", "localhost")
                    .containsEntry("server.port", (long) server.issuer().getPort())
                    .containsEntry("symbolon.tenant.id", "main")
                    .containsEntry("symbolon.client.id", app.clientId())
                    .containsEntry("symbolon.step", "token")
                    .containsEntry("symbolon.flow.kind", "code")
                    .containsEntry("symbolon.flow.state", "done")
                    .containsKeys("symbolon.database.duration", "symbolon.signing.duration")
                    .doesNotContainKeys("error.type", "symbolon.failed_rule.id");
            assertThat(rules(token))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(rule ->
                            assertThat(rule).containsEntry("symbolon.rule.verdict", "holds"))
                    .anySatisfy(rule ->
                            assertThat(rule)
                                    .containsEntry("symbolon.rule.id", "pkce.verifier-matches")
                                    .containsEntry("symbolon.rule.source", "RFC 7636 §4.6")
                                    .containsKeys(
                                            "symbolon.rule.expected", "symbolon.rule.received"));

            Span authorize = only(collector.spans(), "GET /oauth/authorize");
            assertThat(attributes(authorize.getAttributesList()))
                    .containsEntry("symbolon.flow.id", told.get("symbolon.flow.id"));
            // The last part of the address opens the interaction.
            Span resumed = only(collector.spans(), "GET /oauth/authorize/resume/{id}");
            assertThat(attributes(resumed.getAttributesList()))
                    .containsEntry("url.path", "/oauth/authorize/resume/{id}");
        }
    }

    @Test
    @DisplayName("it is sent to /v1/traces with the headers that were set, by a named service")
    void envelope() {
        try (TestServer server =
                server(
                        Map.of(
                                "telemetry.otlp-endpoint",
                                collector.endpoint() + "/otlp/",
                                "telemetry.headers",
                                "X-Key: a b=c, Authorization: Basic eDp5",
                                "telemetry.service-name",
                                "login"))) {
            server.machine().token(Map.of("grant_type", "client_credentials"));
            collector.spans(1);
            TraceCollector.Request request = collector.requests().getFirst();
            assertThat(request.path()).isEqualTo("/otlp/v1/traces");
            assertThat(request.headers())
                    .containsEntry("Content-type", List.of("application/json"))
                    .containsEntry("X-key", List.of("a b=c"))
                    .containsEntry("Authorization", List.of("Basic eDp5"));
            ResourceSpans sent = request.read().getResourceSpans(0);
            assertThat(attributes(sent.getResource().getAttributesList()))
                    .containsEntry("service.name", "login")
                    .containsKeys("service.version", "service.instance.id");
            assertThat(sent.getScopeSpans(0).getScope().getName()).isEqualTo("dev.symbolon");
        }
    }

    @Test
    @DisplayName("a refused request names the rule, what was expected and what came")
    void refused() {
        try (TestServer server = exporting()) {
            App app = server.confidentialApp();
            server.browser().get(app.request().with("redirect_uri", "https://evil.example").uri());
            Span span = collector.spans(1).getFirst();
            // By the conventions a request that is at fault is no error of the server.
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
            assertThat(attributes(span.getAttributesList()))
                    .containsEntry("http.response.status_code", 400L)
                    .containsEntry("symbolon.flow.state", "refused")
                    .containsEntry("symbolon.failed_rule.id", "authorize.redirect-uri-registered")
                    .doesNotContainKey("error.type");
            assertThat(rules(span).getLast())
                    .containsEntry("symbolon.rule.id", "authorize.redirect-uri-registered")
                    .containsEntry("symbolon.rule.verdict", "fails")
                    .containsEntry("symbolon.rule.expected", App.CALLBACK)
                    .containsEntry("symbolon.rule.received", "https://evil.example");
        }
    }

    @Test
    @DisplayName("a failure of ours is an error")
    void failure() {
        try (TestServer server = exporting()) {
            App app = server.machine();
            server.database().close();
            app.token(Map.of("grant_type", "client_credentials"));
            Span span = collector.spans(1).getFirst();
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            Map<String, Object> told = attributes(span.getAttributesList());
            assertThat((Long) told.get("http.response.status_code")).isGreaterThanOrEqualTo(500);
            assertThat(told)
                    .containsEntry(
                            "error.type", String.valueOf(told.get("http.response.status_code")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Trace Context §3.2: version, trace, span, flags.
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "nonsense, false"
    })
    @DisplayName("a well-formed traceparent is continued, another one is not")
    void continued(String traceparent, boolean continued) {
        try (TestServer server = exporting()) {
            token(server, traceparent);
            Span span = collector.spans(1).getFirst();
            assertThat(hex(span.getTraceId()).equals(TRACE)).isEqualTo(continued);
            assertThat(hex(span.getParentSpanId())).isEqualTo(continued ? SPAN : "");
            assertThat(span.getFlags()).isEqualTo(continued ? 0x301 : 1);
        }
    }

    @Test
    @DisplayName("what its sender does not keep is not told, but where it failed")
    void unsampled() {
        try (TestServer server = exporting()) {
            token(server, "00-%s-%s-00".formatted(TRACE, SPAN));
            Http.post(
                    URI.create(server.issuer() + "/oauth/token"),
                    "grant_type=none",
                    Map.of("traceparent", "00-%s-%s-00".formatted(TRACE, SPAN)));
        }
        assertThat(collector.spans()).hasSize(1);
        assertThat(attributes(collector.spans().getFirst().getAttributesList()))
                .containsEntry("symbolon.flow.state", "refused");
    }

    private static void token(TestServer server, String traceparent) {
        App app = server.machine();
        Http.post(
                        URI.create(server.issuer() + "/oauth/token"),
                        "grant_type=client_credentials",
                        Map.of(
                                "Authorization",
                                App.basic(app.clientId(), app.secret()),
                                "traceparent",
                                traceparent))
                .expectsStatus(200);
    }

    @Test
    @DisplayName("what waits is sent before the server ends")
    void flushed() {
        try (TestServer server = exporting()) {
            server.machine().token(Map.of("grant_type", "client_credentials"));
        }
        assertThat(collector.spans()).hasSize(1);
    }

    @Test
    @DisplayName("style sheets, keys and rehearsals are no requests to tell of")
    void others() {
        try (TestServer server = exporting()) {
            server.administrator("root");
            server.browser().get("/oauth/jwks");
            var root = server.browser().signedIn("root", TestServer.PASSWORD);
            root.submit(root.get("/inspect/learn").form());
        }
        assertThat(collector.spans())
                .extracting(Span::getName)
                .isNotEmpty()
                .allMatch(name -> name.endsWith(" /sign-in"));
    }

    @Test
    @DisplayName("off where no collector is named: nothing is sent, nothing is counted")
    void off() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (TestServer server = server(Map.of())) {
            server.machine().token(Map.of("grant_type", "client_credentials"));
            assertThat(metrics()).doesNotContain("telemetry");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("telemetry"));
        }
        assertThat(collector.requests()).isEmpty();
    }

    @Test
    @DisplayName("a collector that answers 500 changes nothing but the count of what was lost")
    void failing() {
        collector.answering(500, Map.of(), "");
        try (TestServer server = exporting()) {
            App app = server.machine();
            for (int i = 0; i < 3; i++) {
                app.token(Map.of("grant_type", "client_credentials")).expectsStatus(200);
            }
            TraceCollector.await(() -> lost() == 3);
            collector.answering(200, Map.of(), "{}");
            app.token(Map.of("grant_type", "client_credentials")).expectsStatus(200);
            TraceCollector.await(() -> collector.spans().size() == 4);
            assertThat(lost()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("requests wait neither for a collector that is away nor for one that is slow")
    void away() {
        collector.stalling();
        String nowhere = "http://127.0.0.1:" + TestServer.freePort();
        long closing;
        try (TestServer slow = exporting();
                TestServer away =
                        TestServer.start(
                                TestDatabases.fresh(),
                                Map.of("telemetry.otlp-endpoint", nowhere))) {
            for (App app : List.of(slow.machine(), away.machine())) {
                app.token(Map.of("grant_type", "client_credentials")).expectsStatus(200);
                app.token(Map.of("grant_type", "client_credentials")).expectsStatus(200);
            }
            collector.spans(2);
            slow.machine().token(Map.of("grant_type", "client_credentials")).expectsStatus(200);
            closing = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(6));
    }
}
