package dev.symbolon.base.http;

import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An answer, whole: nothing is streamed but server-sent events.
 *
 * @param headers in the order they are sent; names may repeat (Set-Cookie)
 */
public record Response(int status, List<Header> headers, byte[] body) {

    /**
     * One header line. What could end it early, and begin another, is refused here (RFC 9110 §5.5),
     * so that no answer can be split, whatever a value was made of: an IllegalArgumentException, as
     * the caller should have encoded it.
     */
    public record Header(String name, String value) {
        public Header {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c <= ' ' || c >= 0x7f || c == ':') {
                    throw new IllegalArgumentException("Not a header name");
                }
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("Not a header name");
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if ((c < ' ' && c != '\t') || c >= 0x7f) {
                    throw new IllegalArgumentException("Not a value for the header " + name);
                }
            }
        }
    }

    private static final byte[] EMPTY = new byte[0];

    public Response {
        headers = List.copyOf(headers);
    }

    /**
     * Any object that {@link Json} can write. Answers of an authorization server are not for
     * caches.
     */
    public static Response json(int status, Object value) {
        return of(status, "application/json", Json.bytes(value)).with("Cache-Control", "no-store");
    }

    /** A page; {@code PageHeaders} and the security headers of the server go with it. */
    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), body);
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), EMPTY);
    }

    /** 303: the browser follows with GET, whatever it sent (RFC 9700 §4.12). */
    public static Response redirect(String location) {
        return empty(303).with("Location", location).with("Cache-Control", "no-store");
    }

    public Response with(String name, String value) {
        Header[] more = headers.toArray(new Header[headers.size() + 1]);
        more[headers.size()] = new Header(name, value);
        return new Response(status, List.of(more), body);
    }

    /** The same answer under another status. */
    public Response withStatus(int other) {
        return new Response(other, headers, body);
    }

    /** The first header of that name, in any case; nothing where there is none. */
    public Optional<String> header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    public Response with(Cookie cookie) {
        return with("Set-Cookie", cookie.header());
    }
}
