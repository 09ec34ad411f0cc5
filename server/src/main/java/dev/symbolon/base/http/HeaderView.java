package dev.symbolon.base.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request, names in small letters, read from the library's only when asked for:
 * most requests carry ten and are asked for two.
 */
final class HeaderView extends AbstractMap<String, List<String>> {

    private final Headers headers;

    HeaderView(Headers headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable List<String> get(@Nullable Object name) {
        return name instanceof String text && isLowerCase(text)
                ? headers.all(HeaderNames.createFromLowercase(text), () -> null)
                : null;
    }

    @Override
    public List<String> getOrDefault(@Nullable Object name, List<String> otherwise) {
        List<String> values = get(name);
        return values == null ? otherwise : values;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return headers.size();
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Header header : headers) {
            all.put(header.headerName().lowerCase(), List.copyOf(header.allValues()));
        }
        return Map.copyOf(all).entrySet();
    }

    private static boolean isLowerCase(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT));
    }
}
