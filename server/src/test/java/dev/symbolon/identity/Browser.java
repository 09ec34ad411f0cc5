package dev.symbolon.identity;

import dev.symbolon.core.browser.FormGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as forms and cookies go: it follows no redirect unless told to. */
public final class Browser {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final URI site;

    /** What it holds, by name; tests may change it. */
    public final Map<String, String> cookies = new LinkedHashMap<>();

    /** What it sends with every request; tests may change it. */
    public final Map<String, String> headers = new LinkedHashMap<>();

    Browser(URI site) {
        this.site = site;
    }

    /** An answer. */
    public record Page(int status, HttpResponse<String> response) {
        public String body() {
            return response.body();
        }

        public String header(String name) {
            return String.join(", ", response.headers().allValues(name));
        }

        public String location() {
            return header("location");
        }

        /** The hidden fields of the page's first form. */
        public Map<String, String> hidden() {
            Map<String, String> hidden = new LinkedHashMap<>();
            Matcher field = FIELD.matcher(body());
            while (field.find()) {
                hidden.putIfAbsent(field.group(1), field.group(2));
            }
            return hidden;
        }

        public String token() {
            return hidden().getOrDefault(FormGuard.FIELD, "");
        }
    }

    public Page get(String path) {
        return send(HttpRequest.newBuilder(site.resolve(path)).GET());
    }

    public Page follow(Page page) {
        return get(page.location());
    }

    /** Sends a form. */
    public Page post(String path, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(site.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends the form of a page with its hidden fields and these. */
    public Page submit(Page page, String path, String... fields) {
        Map<String, String> form = new LinkedHashMap<>(page.hidden());
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return post(path, form);
    }

    private Page send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            keep(response.headers().allValues("set-cookie"));
            return new Page(response.statusCode(), response);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(List<String> setCookies) {
        for (String line : setCookies) {
            String pair = line.substring(0, line.indexOf(';'));
            int equals = pair.indexOf('=');
            if (line.contains("Max-Age=0")) {
                cookies.remove(pair.substring(0, equals));
            } else {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
