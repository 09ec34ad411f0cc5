package dev.symbolon;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;
import static dev.symbolon.core.oauth.Rule.should;

import dev.symbolon.base.http.HttpError;
import dev.symbolon.core.oauth.Rule;
import java.util.Optional;

/** What a request must be before any endpoint can read it. */
enum HttpRule implements Rule {
    ESCAPES(
            must(
                    "http.escapes",
                    "RFC 3986 §2.1",
                    INVALID_REQUEST,
                    "A percent sign in a query, a form or a path must be followed by two hex"
                            + " digits.",
                    "Form-encode names and values; a percent sign itself is %25.")),
    NO_NUL(
            should(
                    "http.no-nul",
                    "RFC 3986 §7.3",
                    INVALID_REQUEST,
                    "Parameters must not have the character U+0000.",
                    "Leave it out; no parameter has a use for it. What is binary is sent as"
                            + " base64url.")),
    UTF_8(
            must(
                    "http.utf8",
                    "RFC 6749 §4.1.3",
                    INVALID_REQUEST,
                    "Parameters must be UTF-8.",
                    "Encode text as UTF-8 first, then form-encode its bytes.")),
    PAGES_MAY_ASK(
            ours(
                    "http.pages-may-ask",
                    "RFC 9700 §2.6",
                    INVALID_REQUEST,
                    "Scripts of other sites may ask discovery, keys, registration, token, userinfo and"
                            + " revocation, and nothing else.",
                    "Send the browser to the authorization endpoint by a link or a redirect; ask"
                            + " the other endpoints from a server.")),
    SCRIPT_HEADERS(
            ours(
                    "http.script-headers",
                    "RFC 9110 §9.3.7",
                    INVALID_REQUEST,
                    "Scripts of other sites may send these headers and no others.",
                    "Leave the header out; what the server needs to know stands in parameters. The"
                            + " browser sends what it must by itself.")),
    ADDRESS_LENGTH(
            ours(
                    "http.address-length",
                    "RFC 9110 §15.5.15",
                    INVALID_REQUEST,
                    "A request's first line must not be longer than the server takes: 16 KiB, unless"
                            + " its operator has set http.max-header-bytes.",
                    "Push the request first (RFC 9126), and send the browser with its request_uri; or"
                            + " send it in a form by POST.")),
    HEADER_SIZE(
            ours(
                    "http.header-size",
                    "RFC 6585 §5",
                    INVALID_REQUEST,
                    "A request's headers must not be larger than the server takes: 16 KiB and 100"
                            + " headers, unless its operator has set http.max-header-bytes and"
                            + " http.max-headers.",
                    "Look for cookies that other programs of the site have left, and for a proxy that"
                            + " adds headers.")),
    BODY_WHOLE(
            must(
                    "http.body-whole",
                    "RFC 9112 §8",
                    INVALID_REQUEST,
                    "A body must come whole: as long as Content-Length says, or in well-formed"
                            + " chunks.",
                    "Let an HTTP library set Content-Length, and look for a proxy that cuts bodies"
                            + " short.")),
    BODY_SIZE(
            ours(
                    "http.body-size",
                    "RFC 9110 §15.5.14",
                    INVALID_REQUEST,
                    "A body must not be larger than the server takes: 64 KiB, unless its operator"
                            + " has set http.max-body-bytes.",
                    "Send less: by reference what is large, and nothing that no parameter asks"
                            + " for."));

    private final Card card;

    HttpRule(Card card) {
        this.card = card;
    }

    static HttpRule of(HttpError.Fault fault) {
        return switch (fault) {
            case ESCAPE -> ESCAPES;
            case NUL -> NO_NUL;
            case UTF_8 -> UTF_8;
            case BODY -> BODY_WHOLE;
            case BODY_SIZE -> BODY_SIZE;
        };
    }

    /** The rule behind an answer that HTTP itself gave; nothing where the request is no request. */
    static Optional<HttpRule> ofStatus(int status) {
        return switch (status) {
            case 414 -> Optional.of(ADDRESS_LENGTH);
            case 431 -> Optional.of(HEADER_SIZE);
            default -> Optional.empty();
        };
    }

    @Override
    public Card card() {
        return card;
    }
}
