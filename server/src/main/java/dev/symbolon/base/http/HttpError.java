package dev.symbolon.base.http;

/**
 * A request that HTTP itself refuses, before any endpoint has looked at it: too large, malformed,
 * wrong method.
 */
public final class HttpError extends RuntimeException {

    private final int status;

    public HttpError(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public static HttpError badRequest(String message) {
        return new HttpError(400, message);
    }

    public int status() {
        return status;
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
