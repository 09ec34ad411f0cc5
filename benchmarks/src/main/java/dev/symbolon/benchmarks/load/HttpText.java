package dev.symbolon.benchmarks.load;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests as bytes. */
final class HttpText {

    private HttpText() {}

    /**
     * A browser's navigation.
     *
     * @param cookies the Cookie header's value; empty for none
     */
    static byte[] get(URI url, String cookies) {
        return head("GET", url, cookies).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A browser that sends a form of a page of the same origin. */
    static byte[] postForm(URI url, String cookies, String form) {
        StringBuilder head =
                head("POST", url, cookies)
                        .append("Origin: ")
                        .append(Origin.of(url).header())
                        .append("\r\nSec-Fetch-Site: same-origin\r\n");
        return withBody(head, form);
    }

    /**
     * An app at the token endpoint.
     *
     * @param authorization the Authorization header's value; empty for none
     */
    static byte[] postToken(URI url, String authorization, String form) {
        StringBuilder head = head("POST", url, "");
        if (!authorization.isEmpty()) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        return withBody(head, form);
    }

    /** Parameters as a form or a query has them. */
    static String encode(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "&")
                        .append(encode(name))
                        .append('=')
                        .append(encode(value)));
        return text.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static StringBuilder head(String method, URI url, String cookies) {
        String query = url.getRawQuery();
        StringBuilder head =
                new StringBuilder(512)
                        .append(method)
                        .append(' ')
                        .append(url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                        .append(query == null ? "" : "?" + query)
                        .append(" HTTP/1.1\r\nHost: ")
                        .append(Origin.of(url).authority())
                        .append("\r\nAccept: text/html,application/json\r\n");
        if (!cookies.isEmpty()) {
            head.append("Cookie: ").append(cookies).append("\r\n");
        }
        return head;
    }

    private static byte[] withBody(StringBuilder head, String form) {
        // A form is ASCII, so its length in characters is its length in bytes.
        return head.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                .append(form.length())
                .append("\r\n\r\n")
                .append(form)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
