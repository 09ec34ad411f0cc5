package dev.symbolon.operator.telemetry;

import dev.symbolon.base.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One POST to the collector, and what its answer means (OTLP §OTLP/HTTP Response). */
final class Post implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final long MOST_ANSWERED = 1 << 16;

    private final TelemetrySettings.Collector collector;

    /** Made at the first request: a start does not wait for it. */
    private @Nullable HttpClient client;

    Post(TelemetrySettings.Collector collector) {
        this.collector = collector;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /** The rest must not be sent again. */
        record TakenInPart(long rejected, String why) implements Outcome {}

        /** It must not be sent again. */
        record Refused(String why) implements Outcome {}

        /** It may be sent again, after this time where the collector named one. */
        record Later(String why, @Nullable Duration after) implements Outcome {}
    }

    Outcome send(byte[] spans) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(collector.traces())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(spans));
        collector.headers().forEach((name, value) -> request.header(name, value.value()));
        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(
                                request.build(),
                                BodyHandlers.limiting(BodyHandlers.ofString(), MOST_ANSWERED));
        try {
            return outcome(answer.get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException broken) {
            return new Outcome.Later(collector.traces() + ": " + broken.getCause(), null);
        } catch (TimeoutException slow) {
            return new Outcome.Later(collector.traces() + " did not answer in time", null);
        } finally {
            answer.cancel(true);
        }
    }

    private Outcome outcome(HttpResponse<String> answer) {
        int status = answer.statusCode();
        String why = collector.traces() + " answered " + status;
        return switch (status) {
            case 200, 202, 204 -> taken(answer.body(), why);
            case 429, 502, 503, 504 -> new Outcome.Later(why, after(answer));
            default -> new Outcome.Refused(why);
        };
    }

    private static Outcome taken(String body, String why) {
        try {
            if (Json.object(body).get("partialSuccess") instanceof Map<?, ?> part) {
                long rejected = Long.parseLong(String.valueOf(part.get("rejectedSpans")));
                return rejected > 0
                        ? new Outcome.TakenInPart(
                                rejected, why + ", but not to all: " + part.get("errorMessage"))
                        : new Outcome.Taken();
            }
        } catch (Json.Malformed | NumberFormatException other) {
            // It says nothing about parts, so it took the whole.
        }
        return new Outcome.Taken();
    }

    /** RFC 9110 §10.2.3, in seconds; a date is not waited for. */
    private static @Nullable Duration after(HttpResponse<?> answer) {
        String value = answer.headers().firstValue("retry-after").orElse("");
        if (!value.matches("\\d{1,6}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(value));
        return asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }

    private HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(TO_CONNECT)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build();
        }
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
