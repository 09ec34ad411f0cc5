package dev.symbolon.base.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers to what never became a request: malformed lines, wrong framing, wrong version. They say
 * the status in words and nothing of the input or of the program.
 */
final class ErrorAnswers {

    /** By which the library's 400 for headers over the limit is told from its others. */
    private static final String HEADERS_TOO_LARGE = "Header size exceeded";

    private ErrorAnswers() {}

    static DirectHandlers handlers(boolean https, Refused refused) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, _, status, headers, message) -> {
                        Status told = told(status, message);
                        // It was refused while it was read, so there is no time to speak of.
                        refused.answered(
                                request.method(),
                                request.path(),
                                https ? "https" : "http",
                                told.code(),
                                0);
                        return answer(request.protocolVersion(), told, headers, https);
                    });
        }
        return handlers.build();
    }

    private static Status told(Status status, @Nullable String message) {
        if (HEADERS_TOO_LARGE.equals(message)) {
            return ResponseWriter.status(431);
        }
        return status.code() >= 400 && status.code() < 600 ? status : Status.BAD_REQUEST_400;
    }

    private static DirectHandler.TransportResponse answer(
            String version, Status told, ServerResponseHeaders headers, boolean https) {
        DirectHandler.TransportResponse.Builder answer =
                DirectHandler.TransportResponse.builder().status(told).keepAlive(false);
        SecurityHeaders.addTo(headers, https);
        headers.set(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        // Over HTTP/2 the library sends its own message in the place of this body. It calls a
        // version "1.1" or "HTTP/1.1", as far as it had read.
        if (version.startsWith("1") || version.startsWith("HTTP/1")) {
            headers.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8"));
            answer.entity((told.reasonPhrase() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return answer.headers(headers).build();
    }
}
