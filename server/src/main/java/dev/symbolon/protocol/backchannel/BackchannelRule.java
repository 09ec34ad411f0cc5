package dev.symbolon.protocol.backchannel;

import static dev.symbolon.core.oauth.ErrorCode.ACCESS_DENIED;
import static dev.symbolon.core.oauth.ErrorCode.EXPIRED_TOKEN;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_BINDING_MESSAGE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_USER_CODE;
import static dev.symbolon.core.oauth.ErrorCode.MISSING_USER_CODE;
import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.ErrorCode.UNKNOWN_USER_ID;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What is asked of an app that asks a person who is not there, and of the answer. */
public enum BackchannelRule implements Rule {
    FORM(
            must(
                    "backchannel.form",
                    "CIBA §7.1",
                    INVALID_REQUEST,
                    "A backchannel authentication request is a POST with its parameters as application/x-www-form-urlencoded in the body.",
                    "Send scope and a hint in the body, as a form.")),
    PARAMETERS_ONCE(
            must(
                    "backchannel.parameters-once",
                    "CIBA §7.2",
                    INVALID_REQUEST,
                    "No parameter but resource may be sent more than once.",
                    "Send each parameter once.")),
    GRANT_TYPE_ALLOWED(
            must(
                    "backchannel.grant-type-allowed",
                    "CIBA §13",
                    UNAUTHORIZED_CLIENT,
                    "The client must authenticate, and be registered for CIBA.",
                    "Have an administrator add urn:openid:params:grant-type:ciba to the client's grant_types.")),
    SIGNED_AS_REGISTERED(
            must(
                    "backchannel.signed-as-registered",
                    "CIBA §7.1.1",
                    INVALID_REQUEST,
                    "A client that registered backchannel_authentication_request_signing_alg signs its requests, and no other does.",
                    "Send the parameters in a signed JWT as request, or register the algorithm.")),
    NOTHING_BESIDE(
            must(
                    "backchannel.nothing-beside",
                    "CIBA §7.1.1",
                    INVALID_REQUEST,
                    "Beside a signed request stands only what proves the client.",
                    "Put every parameter into the JWT.")),
    SIGNATURE(
            must(
                    "backchannel.signature",
                    "CIBA §7.1.1",
                    INVALID_REQUEST,
                    "The signed request is a JWT that a key of the client signed, with the algorithm that it registered.",
                    "Sign it with a key in the client's jwks or at its jwks_uri.")),
    SIGNED_CLAIMS(
            must(
                    "backchannel.signed-claims",
                    "CIBA §7.1.1",
                    INVALID_REQUEST,
                    "The signed request has iss, the client; aud, this issuer; exp, nbf and iat, which hold now, for an hour at most; and jti.",
                    "Make a new JWT for each request, with all of them.")),
    SIGNED_VALUES(
            must(
                    "backchannel.signed-values",
                    "CIBA §7.1.1",
                    INVALID_REQUEST,
                    "Each claim of the signed request has a value that a parameter can have.",
                    "Write parameters as texts or numbers.")),
    SCOPE_WELL_FORMED(
            must(
                    "backchannel.scope-well-formed",
                    "RFC 6749 §3.3",
                    INVALID_SCOPE,
                    "scope must be names with single spaces between them.",
                    "Separate the scopes with one space each.")),
    OPENID(
            must(
                    "backchannel.openid",
                    "CIBA §7.1",
                    INVALID_SCOPE,
                    "scope must hold openid.",
                    "Add openid to the scope.")),
    ONE_HINT(
            must(
                    "backchannel.one-hint",
                    "CIBA §7.1",
                    INVALID_REQUEST,
                    "Exactly one of login_hint, id_token_hint and login_hint_token says who is meant.",
                    "Send one of them.")),
    HINT_TAKEN(
            must(
                    "backchannel.hint-taken",
                    "CIBA §7.2",
                    INVALID_REQUEST,
                    "Who is meant is said by login_hint or id_token_hint; no login_hint_token is taken here.",
                    "Send what the person signs in with as login_hint.")),
    ID_TOKEN_HINT(
            must(
                    "backchannel.id-token-hint",
                    "CIBA §7.1",
                    INVALID_REQUEST,
                    "id_token_hint is an ID token that this issuer gave to this client; it may have expired.",
                    "Send an ID token as it came, decrypted where it was encrypted.")),
    PERSON_KNOWN(
            must(
                    "backchannel.person-known",
                    "CIBA §13",
                    UNKNOWN_USER_ID,
                    "The hint must name somebody who can sign in here.",
                    "Ask the person again what they sign in with.")),
    GUESSES(
            ours(
                    "backchannel.guesses",
                    "CIBA §14",
                    TEMPORARILY_UNAVAILABLE,
                    "After a hundred hints that named nobody, one that may is taken ever more slowly.",
                    "Wait as long as Retry-After says.")),
    USER_CODE_PRESENT(
            must(
                    "backchannel.user-code-present",
                    "CIBA §13",
                    MISSING_USER_CODE,
                    "A client that registered backchannel_user_code_parameter sends user_code for who has set one.",
                    "Ask the person for the code that they set on their account page.")),
    USER_CODE_GUESSES(
            ours(
                    "backchannel.user-code-guesses",
                    "CIBA §14",
                    TEMPORARILY_UNAVAILABLE,
                    "After ten wrong codes for a person, one that may be right is taken ever more slowly.",
                    "Wait as long as Retry-After says.")),
    USER_CODE(
            must(
                    "backchannel.user-code",
                    "CIBA §13",
                    INVALID_USER_CODE,
                    "user_code must be the one that the person has set.",
                    "Ask the person again; they can set another on their account page.")),
    BINDING_MESSAGE(
            must(
                    "backchannel.binding-message",
                    "CIBA §7.1",
                    INVALID_BINDING_MESSAGE,
                    "binding_message has 100 characters at most, and none that break a line or turn the direction of writing.",
                    "Send a few words or digits that the app shows too.")),
    NOTIFICATION_TOKEN(
            must(
                    "backchannel.notification-token",
                    "CIBA §7.1",
                    INVALID_REQUEST,
                    "A client with ping or push sends client_notification_token, of 1024 characters at most, in the form of a bearer token of RFC 6750.",
                    "Draw one at random for each request: 128 bits or more, base64url.")),
    REQUESTED_EXPIRY(
            must(
                    "backchannel.requested-expiry",
                    "CIBA §7.1",
                    INVALID_REQUEST,
                    "requested_expiry is a whole number of seconds, more than none.",
                    "Send digits only; more than ten minutes are ten minutes.")),
    FEW_WAIT(
            ours(
                    "backchannel.few-wait",
                    "CIBA §13",
                    ACCESS_DENIED,
                    "Of one client, no more than three requests may stand within ten minutes that the person has not allowed.",
                    "Wait for the answers; do not ask again who refused.")),
    NOTIFICATION_CONFIRMED(
            must(
                    "backchannel.notification-confirmed",
                    "CIBA §10.2",
                    TEMPORARILY_UNAVAILABLE,
                    "An app that is told of an answer, or is sent its tokens, must answer 204 or 200.",
                    "Let backchannel_client_notification_endpoint be reached from the server without a redirect. Where it is in an intranet, name its network in fetch.allowed-networks.")),
    STILL_WAITS(
            must(
                    "backchannel.still-waits",
                    "CIBA §11",
                    EXPIRED_TOKEN,
                    "What the person answers must still wait, and for this person.",
                    "Begin anew in the app."));

    private final Card card;

    BackchannelRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
