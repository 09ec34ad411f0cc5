package dev.symbolon.base.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes our {@link Response} through the library's. */
final class ResponseWriter {

    /** RFC 6585 §5. */
    private static final Status TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

    private static final Map<String, HeaderName> NAMES = new ConcurrentHashMap<>();

    private ResponseWriter() {}

    /**
     * Sends the answer whole.
     *
     * @param head the request was HEAD: the same headers, no body (RFC 9110 §9.3.2)
     * @param last the connection ends with this answer
     */
    static void write(
            Response response, ServerResponse to, boolean head, boolean https, boolean last) {
        to.status(status(response.status()));
        ServerResponseHeaders headers = to.headers();
        for (Response.Header header : response.headers()) {
            headers.add(HeaderValues.create(name(header.name()), header.value()));
        }
        SecurityHeaders.addTo(headers, https);
        if (last) {
            headers.set(HeaderValues.CONNECTION_CLOSE);
        }
        if (head && response.body().length > 0) {
            headers.contentLength(response.body().length);
            to.send();
        } else {
            to.send(response.body());
        }
    }

    /** The library has no words for some. */
    static Status status(int code) {
        return code == TOO_LARGE.code() ? TOO_LARGE : Status.create(code);
    }

    /** Names come from our own code, so they are few. */
    private static HeaderName name(String name) {
        HeaderName known = NAMES.get(name);
        if (known == null) {
            known = HeaderNames.create(name);
            NAMES.put(name, known);
        }
        return known;
    }
}
