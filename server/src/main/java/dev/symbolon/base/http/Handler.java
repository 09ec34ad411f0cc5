package dev.symbolon.base.http;

/** Answers every request of one {@link HttpServer}. Called on a virtual thread, so it may block. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer.
     *
     * @throws HttpError where HTTP itself refuses the request; its message is sent as plain text
     */
    Response handle(Request request);

    /**
     * The answer to a request whose body could not be read.
     *
     * @param head the request without its body
     * @param unreadable why
     */
    default Response refuse(Request head, HttpError unreadable) {
        return unreadable.response();
    }
}
