package dev.symbolon.operator.telemetry;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.operator.inspector.Answered;
import dev.symbolon.operator.inspector.Step;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a span of what was answered, in OTLP's JSON: a server span by the semantic conventions for
 * HTTP, with an event for each rule that was checked. It is made of the inspector's step, so what
 * must not be seen is gone before; addresses are given as they were mounted, since the last part of
 * one may open an interaction.
 */
final class SpanWriter {

    private static final int SERVER = 2;
    private static final int ERROR = 2;

    /** OTLP: it is known whether the parent is another process, and here it is. */
    private static final int PARENT_IS_REMOTE = 0x300;

    private static final int SAMPLED = 1;

    private final SecureRandom random = new SecureRandom();

    byte[] span(Answered answered) {
        Step step = answered.step();
        long end = nanos(answered.at());
        Map<String, Object> span = new LinkedHashMap<>();
        Optional<TraceParent> parent = TraceParent.of(answered.exchange().request());
        span.put("traceId", parent.map(TraceParent::traceId).orElseGet(() -> randomId(16)));
        span.put("spanId", randomId(8));
        parent.ifPresent(known -> span.put("parentSpanId", known.spanId()));
        span.put("flags", parent.isPresent() ? PARENT_IS_REMOTE | SAMPLED : SAMPLED);
        // Method and route: the conventions' name for a server span.
        span.put("name", step.route());
        span.put("kind", SERVER);
        span.put("startTimeUnixNano", Long.toString(end - answered.nanos()));
        span.put("endTimeUnixNano", Long.toString(end));
        span.put("attributes", attributes(answered, step));
        span.put("events", step.checks().stream().map(check -> event(check, end)).toList());
        if (step.answer().status() >= 500) {
            span.put("status", Map.of("code", ERROR));
        }
        return Json.bytes(span);
    }

    private static List<Map<String, Object>> attributes(Answered answered, Step step) {
        Request request = answered.exchange().request();
        Tenant tenant = answered.exchange().tenant();
        URI issuer = tenant.issuer();
        int status = step.answer().status();
        Step.Check failure = step.failure();
        Attributes attributes =
                new Attributes()
                        .string("http.request.method", request.method())
                        .string("http.route", answered.route())
                        .string("url.scheme", request.scheme())
                        .string("url.path", tenant.basePath() + answered.route())
                        .string("server.address", issuer.getHost())
                        .number("server.port", port(issuer))
                        .number("http.response.status_code", status)
                        .string("error.type", status >= 500 ? Integer.toString(status) : null)
                        .string("symbolon.flow.id", answered.exchange().trace().flow().value())
                        .string("symbolon.flow.kind", small(step.kind()))
                        .string("symbolon.flow.state", small(step.state()))
                        .string("symbolon.step", small(step.act()))
                        .string("symbolon.tenant.id", tenant.id())
                        .string("symbolon.client.id", step.facts().get("client_id"))
                        .string("symbolon.failed_rule.id", failure == null ? null : failure.rule());
        answered.spent()
                .nanos()
                .forEach((part, nanos) ->
                        attributes.fraction(
                                "symbolon.%s.duration".formatted(small(part)), nanos / 1e9));
        return attributes.all();
    }

    /** When within the request a rule was checked is not known; their order is. */
    private static Map<String, Object> event(Step.Check check, long at) {
        return Map.of(
                "name",
                "symbolon.rule",
                "timeUnixNano",
                Long.toString(at),
                "attributes",
                new Attributes()
                        .string("symbolon.rule.id", check.rule())
                        .string("symbolon.rule.verdict", check.holds() ? "holds" : "fails")
                        .string("symbolon.rule.source", check.source())
                        .string("symbolon.rule.expected", check.expected())
                        .string("symbolon.rule.received", check.received())
                        .all());
    }

    private String randomId(int length) {
        byte[] id = new byte[length];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static int port(URI issuer) {
        if (issuer.getPort() >= 0) {
            return issuer.getPort();
        }
        return "https".equals(issuer.getScheme()) ? 443 : 80;
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000 + at.getNano();
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
