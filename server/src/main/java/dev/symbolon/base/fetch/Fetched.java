package dev.symbolon.base.fetch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an address answered.
 *
 * @param headers by name in lower case; of several the first
 */
public record Fetched(int status, Map<String, String> headers, byte[] body) {

    private static final Pattern MAX_AGE = Pattern.compile("max-age=\"?([0-9]{1,9})\"?");

    public Fetched {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** For how long it may be kept (RFC 9111 §5.2.2); absent where it does not say. */
    Optional<Duration> maxAge() {
        List<String> directives =
                Arrays.stream(header("cache-control").orElse("").split(","))
                        .map(directive -> directive.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (directives.contains("no-store") || directives.contains("no-cache")) {
            return Optional.of(Duration.ZERO);
        }
        return directives.stream()
                .map(MAX_AGE::matcher)
                .filter(Matcher::matches)
                .map(age -> Duration.ofSeconds(Long.parseLong(age.group(1))))
                .findFirst();
    }
}
