package dev.symbolon.base.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that HTTP itself refuses, before any endpoint has looked at it: too large, malformed,
 * wrong method.
 */
public final class HttpError extends RuntimeException {

    /** What is wrong with a request that cannot be read. */
    public enum Fault {
        /** A percent sign without two hex digits after it. */
        ESCAPE(400),
        /** U+0000, escaped or not. */
        NUL(400),
        /** Bytes that are no UTF-8. */
        UTF_8(400),
        /** A body that is not framed as HTTP has it, or ended early. */
        BODY(400),
        BODY_SIZE(413);

        private final int status;

        Fault(int status) {
            this.status = status;
        }
    }

    private final int status;
    private final @Nullable Fault fault;

    public HttpError(int status, String message) {
        this(status, null, message);
    }

    public HttpError(Fault fault, String message) {
        this(fault.status, fault, message);
    }

    private HttpError(int status, @Nullable Fault fault, String message) {
        super(message, null, false, false);
        this.status = status;
        this.fault = fault;
    }

    public static HttpError badRequest(String message) {
        return new HttpError(400, message);
    }

    public int status() {
        return status;
    }

    /** Nothing where it is no fault of what was sent, but of where to, or where nobody can say. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The answer: the message as plain text. */
    public Response response() {
        return Response.text(status, message() + "\n").with("Cache-Control", "no-store");
    }

    /** What the sender may read; never the input itself. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
