package dev.symbolon.protocol.token;

import static dev.symbolon.core.oauth.ErrorCode.ACCESS_DENIED;
import static dev.symbolon.core.oauth.ErrorCode.AUTHORIZATION_PENDING;
import static dev.symbolon.core.oauth.ErrorCode.EXPIRED_TOKEN;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.SLOW_DOWN;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What is asked of an app that asks whether the person has answered (CIBA §10.1, §11). */
public enum CibaGrantRule implements Rule {
    NOT_PUSHED(
            must(
                    "ciba.not-pushed",
                    "CIBA §11",
                    UNAUTHORIZED_CLIENT,
                    "A client with push does not fetch its tokens: they come to it.",
                    "Wait for them at the backchannel_client_notification_endpoint, or register ping or poll.")),
    PRESENT(
            must(
                    "ciba.present",
                    "CIBA §10.1",
                    INVALID_REQUEST,
                    "auth_req_id must be sent.",
                    "Send the auth_req_id that the backchannel authentication endpoint answered.")),
    KNOWN(
            must(
                    "ciba.known",
                    "CIBA §11",
                    INVALID_GRANT,
                    "The auth_req_id must be one that this server issued and still keeps.",
                    "Send the auth_req_id as it came, whole; where it is an hour old, ask for a new one.")),
    OF_CLIENT(
            must(
                    "ciba.of-client",
                    "CIBA §11",
                    INVALID_GRANT,
                    "The auth_req_id must have been issued to the client that presents it.",
                    "Use the same client at the backchannel authentication and at the token endpoint.")),
    NOT_DENIED(
            must(
                    "ciba.not-denied",
                    "CIBA §11",
                    ACCESS_DENIED,
                    "The person must not have refused.",
                    "Stop asking, and tell the person that nothing was allowed.")),
    NOT_ENDED(
            must(
                    "ciba.not-ended",
                    "CIBA §11",
                    INVALID_GRANT,
                    "What the person allowed must not have been taken back before the app has its tokens.",
                    "Ask for a new auth_req_id.")),
    UNUSED(
            must(
                    "ciba.unused",
                    "CIBA §11",
                    INVALID_GRANT,
                    "An auth_req_id gives tokens once; what it had been exchanged for has been revoked.",
                    "Stop asking once the tokens have come; if they did not, ask for a new auth_req_id.")),
    NOT_EXPIRED(
            must(
                    "ciba.not-expired",
                    "CIBA §11",
                    EXPIRED_TOKEN,
                    "The auth_req_id must be used before it expires.",
                    "Offer the person to begin anew, and only then ask for a new auth_req_id.")),
    NOT_TOO_OFTEN(
            must(
                    "ciba.interval",
                    "CIBA §11",
                    SLOW_DOWN,
                    "An app must wait the interval between two questions, and five seconds longer after each slow_down.",
                    "Add five seconds to the interval, for this and all further questions.")),
    ANSWERED(
            must(
                    "ciba.answered",
                    "CIBA §11",
                    AUTHORIZATION_PENDING,
                    "The person must have answered.",
                    "That is no failure: ask again after the interval."));

    private final Card card;

    CibaGrantRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
