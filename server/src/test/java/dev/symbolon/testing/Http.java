package dev.symbolon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends requests as they are given; follows nothing, adds nothing. */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /** From here on a sender asks before it sends a body (RFC 9110 §10.1.1). */
    private static final int LARGE = 1 << 15;

    private static final String LOST = "header parser received no bytes";

    private Http() {}

    public static Answer get(URI uri, Map<String, String> headers) {
        return send("GET", uri, "", headers);
    }

    public static Answer post(URI uri, String form, Map<String, String> headers) {
        return send("POST", uri, form, headers);
    }

    public static Answer send(String method, URI uri, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        // Else a refusal may get lost behind the rest of the body, RFC 9112 §9.6.
                        .expectContinue(body.length() > LARGE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(request::header);
        try {
            return Answer.of(exchange(request.build()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * The JDK's client now and then loses a connection that it had kept, before it sends anything
     * on it. It tries again by itself for methods that are idempotent, and is made to for the
     * others here.
     */
    private static HttpResponse<String> exchange(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException broken) {
            if (!String.valueOf(broken.getMessage()).contains(LOST)) {
                throw broken;
            }
            return CLIENT.send(request, BodyHandlers.ofString());
        }
    }

    /** As a form or a query; a value that is a collection is sent several times. */
    public static String encode(Map<String, ?> parameters) {
        return parameters.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue() instanceof Collection<?> several
                                ? several.stream().map(one -> pair(parameter.getKey(), one))
                                : java.util.stream.Stream.of(
                                        pair(parameter.getKey(), parameter.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, Object value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }
}
