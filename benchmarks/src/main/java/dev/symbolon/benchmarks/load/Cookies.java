package dev.symbolon.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A virtual user's cookies for the one provider. Paths and domains are not looked at: all of a
 * provider's cookies go with every request to it.
 */
final class Cookies {

    private final Map<String, String> values = new LinkedHashMap<>();
    private String header = "";

    /** The Cookie header's value; empty where there are none. */
    String header() {
        return header;
    }

    void take(List<String> set) {
        if (set.isEmpty()) {
            return;
        }
        for (String cookie : set) {
            take(cookie);
        }
        header =
                values.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .collect(Collectors.joining("; "));
    }

    private void take(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            return;
        }
        String attributes = cookie.substring(pair.length()).toLowerCase(Locale.ROOT);
        // A server removes a cookie by an end in the past (RFC 6265 §3.1).
        boolean removed =
                attributes.contains("max-age=0")
                        || attributes.contains("01-jan-1970")
                        || attributes.contains("01 jan 1970");
        if (removed) {
            values.remove(pair.substring(0, equals).strip());
        } else {
            values.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
    }
}
