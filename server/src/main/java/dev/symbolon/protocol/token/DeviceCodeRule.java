package dev.symbolon.protocol.token;

import static dev.symbolon.core.oauth.ErrorCode.ACCESS_DENIED;
import static dev.symbolon.core.oauth.ErrorCode.AUTHORIZATION_PENDING;
import static dev.symbolon.core.oauth.ErrorCode.EXPIRED_TOKEN;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.SLOW_DOWN;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What is asked of a device that asks for its tokens (RFC 8628 §3.4, §3.5). */
public enum DeviceCodeRule implements Rule {
    PRESENT(
            must(
                    "device-code.present",
                    "RFC 8628 §3.4",
                    INVALID_REQUEST,
                    "device_code must be sent.",
                    "Send the device_code that the device authorization endpoint answered.")),
    KNOWN(
            must(
                    "device-code.known",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "The device_code must be one that this server issued and still keeps.",
                    "Send the device_code as it came, whole; where it is an hour old, ask for a new one.")),
    OF_CLIENT(
            must(
                    "device-code.of-client",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "The device_code must have been issued to the client that presents it.",
                    "Use the same client_id at the device authorization and at the token endpoint.")),
    NOT_DENIED(
            must(
                    "device-code.not-denied",
                    "RFC 8628 §3.5",
                    ACCESS_DENIED,
                    "The person must not have refused.",
                    "Stop asking, and tell the person that nothing was connected.")),
    NOT_ENDED(
            must(
                    "device-code.not-ended",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "What the person allowed must not have been taken back before the device has its tokens.",
                    "Ask for a new device_code.")),
    UNUSED(
            must(
                    "device-code.unused",
                    "RFC 6749 §5.2",
                    INVALID_GRANT,
                    "A device_code gives tokens once; what it had been exchanged for has been revoked.",
                    "Stop asking once the tokens have come; if they did not, ask for a new device_code.")),
    NOT_EXPIRED(
            must(
                    "device-code.not-expired",
                    "RFC 8628 §3.5",
                    EXPIRED_TOKEN,
                    "The device_code must be used before it expires.",
                    "Offer the person to begin anew, and only then ask for a new device_code.")),
    NOT_TOO_OFTEN(
            must(
                    "device-code.interval",
                    "RFC 8628 §3.5",
                    SLOW_DOWN,
                    "A device must wait the interval between two questions, and five seconds longer after each slow_down.",
                    "Add five seconds to the interval, for this and all further questions.")),
    ANSWERED(
            must(
                    "device-code.answered",
                    "RFC 8628 §3.5",
                    AUTHORIZATION_PENDING,
                    "The person must have answered.",
                    "That is no failure: ask again after the interval."));

    private final Card card;

    DeviceCodeRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
