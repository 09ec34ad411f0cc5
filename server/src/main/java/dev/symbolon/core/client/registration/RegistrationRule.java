package dev.symbolon.core.client.registration;

import static dev.symbolon.core.oauth.ErrorCode.ACCESS_DENIED;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT_METADATA;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TOKEN;
import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static dev.symbolon.core.oauth.ErrorCode.TOO_MANY_REQUESTS;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/**
 * What is asked of a client that registers itself, and of one that manages what it registered. What
 * its metadata must be: {@link dev.symbolon.core.client.MetadataRule}.
 */
public enum RegistrationRule implements Rule {
    MEDIA_TYPE(
            must(
                    "registration.media-type",
                    "RFC 7591 §3.1",
                    INVALID_REQUEST,
                    "Client metadata is sent as application/json.",
                    "Set the header Content-Type to application/json.")),
    SIZE(
            ours(
                    "registration.size",
                    "RFC 7591 §5",
                    INVALID_CLIENT_METADATA,
                    "A registration has at most 32 KiB.",
                    "Leave out what is not needed; send the keys in use, and pictures not at all.")),
    OBJECT(
            must(
                    "registration.object",
                    "RFC 7591 §3.1",
                    INVALID_CLIENT_METADATA,
                    "The body is one JSON object in UTF-8, in which no name stands twice.",
                    "Look for a missing comma or bracket, a name that is repeated, or text after the"
                            + " last bracket.")),
    INVITED(
            must(
                    "registration.invited",
                    "RFC 7591 §3",
                    INVALID_TOKEN,
                    "The initial access token must be one of this issuer, not expired and not used"
                            + " up.",
                    "Ask who runs the server for a new one (symbolon client invite).")),
    PER_ADDRESS(
            ours(
                    "registration.per-address",
                    "RFC 7591 §5",
                    TOO_MANY_REQUESTS,
                    "Only so many apps register from one address in an hour.",
                    "Wait as long as Retry-After says, and keep a registration instead of making it"
                            + " anew; or ask for an initial access token.")),
    PER_HOUR(
            ours(
                    "registration.per-hour",
                    "RFC 7591 §5",
                    TOO_MANY_REQUESTS,
                    "Only so many apps register in an hour, from all addresses together.",
                    "Wait as long as Retry-After says, or ask for an initial access token.")),
    ROOM(
            ours(
                    "registration.room",
                    "RFC 7591 §5",
                    TEMPORARILY_UNAVAILABLE,
                    "Only so many apps that registered themselves are kept.",
                    "Try again later: those that are never used are removed; or ask who runs the"
                            + " server to register the app.")),
    OF_CLIENT(
            must(
                    "registration.of-client",
                    "RFC 7592 §2.1",
                    INVALID_TOKEN,
                    "The registration access token must be the client's present one, at the"
                            + " client's registration_client_uri.",
                    "Use the registration_access_token of the newest answer at the"
                            + " registration_client_uri that came with it. A client that is gone"
                            + " registers again.")),
    MAY_CHANGE(
            ours(
                    "registration.may-change",
                    "RFC 7592 §2.2",
                    ACCESS_DENIED,
                    "A client changes what it registered only where clients may register"
                            + " themselves.",
                    "Read it or remove it; changes are for who runs the server.")),
    SAME_ID(
            must(
                    "registration.same-client-id",
                    "RFC 7592 §2.2",
                    INVALID_CLIENT_METADATA,
                    "The client_id must be sent with an update, and is the client's own.",
                    "Send the client_id that was registered; it never changes.")),
    SAME_SECRET(
            must(
                    "registration.same-client-secret",
                    "RFC 7592 §2.2",
                    INVALID_CLIENT_METADATA,
                    "A client_secret that is sent with an update is the client's present one: the"
                            + " server chooses secrets.",
                    "Leave it out. A client that lost its secret changes to"
                            + " token_endpoint_auth_method none and back to get another.")),
    SERVERS_OWN(
            must(
                    "registration.servers-own",
                    "RFC 7592 §2.2",
                    INVALID_CLIENT_METADATA,
                    "An update does not set what only the server says: registration_access_token,"
                            + " registration_client_uri, client_secret_expires_at,"
                            + " client_id_issued_at.",
                    "Take them out of the answer before it is changed and sent back."));

    private final Card card;

    RegistrationRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
