package dev.symbolon.base.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What an address answered.
 *
 * @param headers by name in lower case; of several the first
 */
public record Fetched(int status, Map<String, String> headers, byte[] body) {

    public Fetched {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
