package dev.symbolon.protocol.device;

import static dev.symbolon.core.oauth.ErrorCode.EXPIRED_TOKEN;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What is asked of a device that wants to be connected, and of who types its code. */
public enum DeviceRule implements Rule {
    FORM(
            must(
                    "device.form",
                    "RFC 8628 §3.1",
                    INVALID_REQUEST,
                    "A device authorization request is a POST with its parameters as application/x-www-form-urlencoded in the body.",
                    "Send client_id and scope in the body, as a form.")),
    PARAMETERS_ONCE(
            must(
                    "device.parameters-once",
                    "RFC 8628 §3.1",
                    INVALID_REQUEST,
                    "No parameter but resource may be sent more than once.",
                    "Send each parameter once.")),
    GRANT_TYPE_ALLOWED(
            must(
                    "device.grant-type-allowed",
                    "RFC 6749 §5.2",
                    UNAUTHORIZED_CLIENT,
                    "The client must be registered for the device authorization grant.",
                    "Add urn:ietf:params:oauth:grant-type:device_code to the client's grant_types.")),
    SCOPE_WELL_FORMED(
            must(
                    "device.scope-well-formed",
                    "RFC 6749 §3.3",
                    INVALID_SCOPE,
                    "scope must be names with single spaces between them.",
                    "Separate the scopes with one space each.")),
    USER_CODE_KNOWN(
            must(
                    "device.user-code-known",
                    "RFC 8628 §3.3",
                    INVALID_REQUEST,
                    "What the person types must be the user_code of a device that waits.",
                    "Type the letters as the device shows them; after ten minutes it shows new ones.")),
    GUESSES(
            must(
                    "device.guesses",
                    "RFC 8628 §5.1",
                    TEMPORARILY_UNAVAILABLE,
                    "Codes that are wrong may be typed a few times only, then ever more slowly.",
                    "Wait as long as the page says.")),
    STILL_WAITS(
            must(
                    "device.still-waits",
                    "RFC 8628 §3.5",
                    EXPIRED_TOKEN,
                    "The device must still wait when the person answers.",
                    "Begin anew on the device; it shows a new code."));

    private final Card card;

    DeviceRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
