package dev.symbolon.protocol.authorize;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST_URI;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What is asked of a request that is pushed, and of the reference that stands for it. */
public enum PushedRequestRule implements Rule {
    FORM(
            must(
                    "par.form",
                    "RFC 9126 §2.1",
                    INVALID_REQUEST,
                    "A pushed request is a POST with its parameters as application/x-www-form-urlencoded in the body.",
                    "Send the parameters of the authorization request in the body, as a form.")),
    NO_REFERENCE(
            must(
                    "par.no-request-uri",
                    "RFC 9126 §2.1",
                    INVALID_REQUEST,
                    "A pushed request must not have a request_uri.",
                    "Push the parameters themselves; the answer has the request_uri.")),
    REFERENCE_ONCE(
            must(
                    "par.reference-once",
                    "RFC 9126 §4",
                    INVALID_REQUEST,
                    "client_id and request_uri must be sent, each once, and no request beside them.",
                    "Send the client_id and the request_uri that the push was answered with, and nothing else.")),
    REFERENCE_KNOWN(
            must(
                    "par.reference-known",
                    "RFC 9126 §2.2",
                    INVALID_REQUEST_URI,
                    "request_uri must be one that this server gave and still keeps.",
                    "Push the request to this issuer, and send the request_uri as it was answered.")),
    REFERENCE_OF_CLIENT(
            must(
                    "par.reference-of-client",
                    "RFC 9126 §2.2",
                    INVALID_REQUEST_URI,
                    "request_uri must be used by the client that pushed the request.",
                    "Send the client_id that pushed it.")),
    REFERENCE_NOT_EXPIRED(
            must(
                    "par.reference-not-expired",
                    "RFC 9126 §2.2",
                    INVALID_REQUEST_URI,
                    "request_uri must be opened before it expires.",
                    "Send the browser at once; a request_uri lives 90 seconds. Push again.")),
    REFERENCE_UNUSED(
            must(
                    "par.reference-unused",
                    "RFC 9126 §4",
                    INVALID_REQUEST_URI,
                    "request_uri is good for one answer, and that has been given.",
                    "Push a request for each sign-in."));

    private final Card card;

    PushedRequestRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
