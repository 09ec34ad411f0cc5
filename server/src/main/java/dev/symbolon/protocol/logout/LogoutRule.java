package dev.symbolon.protocol.logout;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What a logout request must be; failures are shown to the person and go nowhere else. */
public enum LogoutRule implements Rule {
    PARAMETERS_ONCE(
            must(
                    "logout.parameters-once",
                    "RP-Initiated Logout §2",
                    INVALID_REQUEST,
                    "No parameter may be sent more than once.",
                    "Send each parameter once.")),
    ID_TOKEN_HINT_OURS(
            must(
                    "logout.id-token-hint-ours",
                    "RP-Initiated Logout §2",
                    INVALID_REQUEST,
                    "id_token_hint must be an ID token of this issuer.",
                    "Send the newest ID token that the app got from this issuer, decrypted where it"
                            + " came encrypted; it may have expired.")),
    CLIENT_OF_HINT(
            must(
                    "logout.client-of-hint",
                    "RP-Initiated Logout §2",
                    INVALID_REQUEST,
                    "client_id must be the client that id_token_hint was issued to.",
                    "Leave out client_id, or send the right one.")),
    CLIENT_KNOWN(
            must(
                    "logout.client-known",
                    "RP-Initiated Logout §2",
                    INVALID_REQUEST,
                    "client_id must be that of a registered app.",
                    "Send the client_id that the app was registered with.")),
    REDIRECT_URI_NEEDS_CLIENT(
            must(
                    "logout.redirect-uri-needs-client",
                    "RP-Initiated Logout §3",
                    INVALID_REQUEST,
                    "post_logout_redirect_uri may only be sent together with id_token_hint or client_id.",
                    "Add id_token_hint.")),
    REDIRECT_URI_REGISTERED(
            must(
                    "logout.redirect-uri-registered",
                    "RP-Initiated Logout §3",
                    INVALID_REQUEST,
                    "post_logout_redirect_uri must be a registered one of the app, character by character.",
                    "Add it to the client's post_logout_redirect_uris.")),
    BACKCHANNEL_CONFIRMED(
            must(
                    "logout.backchannel-confirmed",
                    "Back-Channel Logout §2.8",
                    TEMPORARILY_UNAVAILABLE,
                    "An app that is told of a sign-out must answer 200.",
                    "Let the address in backchannel_logout_uri be reached from the server, check the logout token there, end the session and answer 200. Where it is in an intranet, name its network in fetch.allowed-networks."));

    private final Card card;

    LogoutRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
