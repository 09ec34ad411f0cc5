package dev.symbolon.examples.http;

import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to one of the apps, read whole.
 *
 * @param headers by name; the map ignores case
 * @param query parameters of the URL
 * @param form parameters of a urlencoded body; empty for every other body
 */
public record Call(
        String method,
        URI uri,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        Map<String, List<String>> form) {

    private static final int MOST_BYTES = 64 * 1024;

    /** Reads at most 64 KiB of the body: no form of these apps is larger. */
    static Call of(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MOST_BYTES);
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean isForm = type != null && type.startsWith("application/x-www-form-urlencoded");
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                URLUtils.parseParameters(exchange.getRequestURI().getRawQuery()),
                isForm
                        ? URLUtils.parseParameters(new String(body, StandardCharsets.UTF_8))
                        : Map.of());
    }

    public String path() {
        return uri.getPath();
    }

    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** The first value of a form field. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(MultivaluedMapUtils.getFirstValue(form, name));
    }

    public Optional<String> cookie(String name) {
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> List.of(line.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /**
     * Whether one of the app's own pages sent it. A form on another site cannot pretend to: the
     * browser writes both headers.
     */
    public boolean isFrom(URI origin) {
        return header("Sec-Fetch-Site")
                .map("same-origin"::equals)
                .orElseGet(() -> header("Origin").map(origin.toString()::equals).orElse(false));
    }
}
