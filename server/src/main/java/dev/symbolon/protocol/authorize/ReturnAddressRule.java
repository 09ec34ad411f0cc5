package dev.symbolon.protocol.authorize;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/**
 * What must hold before any answer leaves for the app; a failure is shown to the person, and goes
 * nowhere else.
 */
public enum ReturnAddressRule implements Rule {
    CLIENT_ID_PRESENT(
            must(
                    "authorize.client-id-present",
                    "RFC 6749 §4.1.1",
                    INVALID_REQUEST,
                    "client_id must be sent, once.",
                    "Add the client_id that the app was registered with.")),
    CLIENT_KNOWN(
            must(
                    "authorize.client-known",
                    "RFC 6749 §4.1.2.1",
                    UNAUTHORIZED_CLIENT,
                    "client_id must be that of a registered app.",
                    "Compare the client_id with the one that registration gave, and the issuer with the one it was made at.")),
    PROFILE(
            must(
                    "authorize.profile",
                    "RFC 6749 §4.1.2.1",
                    UNAUTHORIZED_CLIENT,
                    "A client's metadata meets the profile that the client is held to.",
                    "Mend what the check of the client names, or hold it to another profile.")),
    REDIRECT_URI_ONCE(
            must(
                    "authorize.redirect-uri-once",
                    "RFC 6749 §3.1",
                    INVALID_REQUEST,
                    "redirect_uri must not be sent more than once.",
                    "Send redirect_uri once.")),
    REDIRECT_URI_PRESENT(
            must(
                    "authorize.redirect-uri-present",
                    "Core §3.1.2.1",
                    INVALID_REQUEST,
                    "redirect_uri must be sent, but where an OAuth client has registered only one and is held to no FAPI profile.",
                    "Add the redirect_uri that the app was registered with.")),
    REDIRECT_URI_REGISTERED(
            must(
                    "authorize.redirect-uri-registered",
                    "RFC 9700 §2.1",
                    INVALID_REQUEST,
                    "redirect_uri must be a registered one of this app, character by character.",
                    "Register this very address, or send the registered one: scheme, host, port, path and query all count."
                            + " Only the port of a loopback address of a native app may differ (RFC 8252 §7.3).")),
    /** It also says where the app looks for its answer: in the query or in the fragment. */
    RESPONSE_TYPE_PRESENT(
            must(
                    "authorize.response-type-present",
                    "RFC 6749 §3.1.1",
                    INVALID_REQUEST,
                    "response_type must be sent.",
                    "Add response_type=code."));

    private final Card card;

    ReturnAddressRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
