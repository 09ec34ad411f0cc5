package dev.symbolon.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.base.json.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** An OpenTelemetry collector that reads OTLP/HTTP in JSON by OTLP's own schema, strictly. */
public final class TraceCollector implements AutoCloseable {

    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Reply reply = new Reply(200, Map.of(), "{}");
    private volatile boolean stalls;

    /** What came. */
    public record Request(String path, Map<String, List<String>> headers, String body) {

        public ExportTraceServiceRequest read() {
            ExportTraceServiceRequest.Builder read = ExportTraceServiceRequest.newBuilder();
            try {
                JsonFormat.parser().merge(Json.text(asProtobuf(Json.object(body))), read);
            } catch (InvalidProtocolBufferException wrong) {
                throw new AssertionError(body, wrong);
            }
            return read.build();
        }
    }

    /** What is answered. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    public static TraceCollector start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TraceCollector collector = new TraceCollector(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", collector::take);
            server.start();
            return collector;
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(
                    new Request(
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            body));
            while (stalls) {
                pause();
            }
            Reply answer = reply;
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public TraceCollector answering(int status, Map<String, String> headers, String body) {
        reply = new Reply(status, headers, body);
        return this;
    }

    /** From here on it reads, and does not answer. */
    public TraceCollector stalling() {
        stalls = true;
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    /** All that came, as text. */
    public String received() {
        return requests.stream().map(Request::body).collect(Collectors.joining("\n"));
    }

    public List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.read().getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** Waits for so many spans, and gives all that came. */
    public List<Span> spans(int count) {
        await(() -> spans().size() >= count);
        return spans();
    }

    /** Looks again and again until it is so. */
    public static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("Waited in vain");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Attributes by name, as text, a number or a fraction. */
    public static Map<String, Object> attributes(List<KeyValue> attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (KeyValue attribute : attributes) {
            var value = attribute.getValue();
            Object read =
                    switch (value.getValueCase()) {
                        case STRING_VALUE -> value.getStringValue();
                        case INT_VALUE -> value.getIntValue();
                        case DOUBLE_VALUE -> value.getDoubleValue();
                        default -> throw new AssertionError(attribute);
                    };
            if (values.put(attribute.getKey(), read) != null) {
                throw new AssertionError("twice: " + attribute);
            }
        }
        return values;
    }

    /** OTLP writes ids in hexadecimal digits, where protobuf's JSON has base64. */
    private static Map<String, Object> asProtobuf(Map<String, Object> message) {
        Map<String, Object> read = new LinkedHashMap<>();
        message.forEach((name, value) ->
                read.put(
                        name,
                        IDS.contains(name)
                                ? Base64.getEncoder()
                                        .encodeToString(
                                                HexFormat.of().parseHex(String.valueOf(value)))
                                : within(value)));
        return read;
    }

    @SuppressWarnings("unchecked")
    private static Object within(Object value) {
        return switch (value) {
            case Map<?, ?> message -> asProtobuf((Map<String, Object>) message);
            case List<?> list -> list.stream().map(TraceCollector::within).toList();
            default -> value;
        };
    }

    @Override
    public void close() {
        stalls = false;
        server.stop(0);
    }
}
