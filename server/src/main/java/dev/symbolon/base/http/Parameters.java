package dev.symbolon.base.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query or a form, in the order they came, repeated ones kept: OAuth has to see
 * a repetition to refuse it.
 *
 * @param values every value of every name
 */
public record Parameters(Map<String, List<String>> values) {

    public static final Parameters NONE = new Parameters(Map.of());

    /** One value for each name. */
    public static Parameters of(Map<String, String> values) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return new Parameters(all);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded} text, as UTF-8 (WHATWG URL §5.1).
     *
     * @throws HttpError 400 where a percent sign is not followed by two hex digits, or the bytes
     *     are no UTF-8
     */
    public static Parameters parse(String encoded) {
        if (encoded.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int start = 0;
        while (start <= encoded.length()) {
            int end = encoded.indexOf('&', start);
            if (end < 0) {
                end = encoded.length();
            }
            if (end > start) {
                int equals = encoded.indexOf('=', start);
                boolean bare = equals < 0 || equals > end;
                String name = PercentEncoding.decode(encoded, start, bare ? end : equals);
                String value = bare ? "" : PercentEncoding.decode(encoded, equals + 1, end);
                values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
            start = end + 1;
        }
        return new Parameters(values);
    }

    /** The first value; nothing where the name is absent. */
    public Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** These and no others. */
    public Parameters only(Collection<String> names) {
        Map<String, List<String>> kept = new LinkedHashMap<>(values);
        kept.keySet().retainAll(names);
        return new Parameters(kept);
    }

    /** These but for those that were sent without a value. */
    public Parameters withoutEmpty() {
        if (values.values().stream().noneMatch(all -> all.contains(""))) {
            return this;
        }
        Map<String, List<String>> kept = new LinkedHashMap<>();
        values.forEach((name, all) -> {
            List<String> filled = all.stream().filter(value -> !value.isEmpty()).toList();
            if (!filled.isEmpty()) {
                kept.put(name, filled);
            }
        });
        return new Parameters(kept);
    }

    /** The names that occur more than once, with a value or without. */
    public List<String> repeated() {
        List<String> repeated = new ArrayList<>();
        values.forEach((name, all) -> {
            if (all.size() > 1) {
                repeated.add(name);
            }
        });
        return repeated;
    }

    /**
     * The address with these parameters added to its query; what it has already stays (RFC 6749
     * §3.1.2).
     */
    public String appendedTo(String uri) {
        char joint = uri.indexOf('?') < 0 ? '?' : '&';
        return uri + joint + encoded();
    }

    /** Back to form encoding; what {@link #parse} read comes out with the same meaning. */
    public String encoded() {
        StringBuilder encoded = new StringBuilder();
        values.forEach((name, all) -> {
            for (String value : all) {
                encoded.append(encoded.isEmpty() ? "" : "&")
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return encoded.toString();
    }
}
