package dev.symbolon.protocol.authorize;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST_OBJECT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST_URI;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What is asked of a request object; where it does not hold, nothing leaves for an app. */
public enum RequestObjectRule implements Rule {
    ONCE(
            must(
                    "request-object.once",
                    "RFC 9101 §5",
                    INVALID_REQUEST,
                    "request or request_uri comes with client_id: one of the two, each once.",
                    "Send client_id and request, or client_id and request_uri, and put all else into the object.")),
    REFERENCE_REGISTERED(
            must(
                    "request-object.reference-registered",
                    "RFC 9101 §10.4.1",
                    INVALID_REQUEST_URI,
                    "A request_uri at an address of the app is one that the app registered as request_uris.",
                    "Register the address, or push the request to the pushed_authorization_request_endpoint.")),
    REFERENCE_READ(
            must(
                    "request-object.reference-read",
                    "RFC 9101 §5.2.3",
                    INVALID_REQUEST_URI,
                    "A request object can be read at its request_uri: 200 within 5 seconds, from the public internet.",
                    "Serve the object there, without redirects; fetch.allowed-networks lets the server into an intranet.")),
    REFERENCE_HASH(
            must(
                    "request-object.reference-hash",
                    "Core §6.2",
                    INVALID_REQUEST_URI,
                    "A fragment that a request_uri has beyond what was registered is the SHA-256 hash, base64url, of what stands there.",
                    "Compute the fragment anew for each object, register it with the address, or leave it out.")),
    ENCRYPTION(
            must(
                    "request-object.encryption",
                    "RFC 9101 §6.1",
                    INVALID_REQUEST_OBJECT,
                    "An encrypted request object has an alg and an enc that the server's metadata lists, at most 24 KiB, cty JWT, and no zip, crit or p2c.",
                    "Sign the object, then encrypt it with a key of the server's key set whose use is enc.")),
    DECRYPTED(
            must(
                    "request-object.decrypted",
                    "RFC 9101 §6.1",
                    INVALID_REQUEST_OBJECT,
                    "An encrypted request object can be opened with a key of this server.",
                    "Read the key set anew, take the key whose use is enc and whose alg is yours, and send its kid.")),
    FORM(
            must(
                    "request-object.form",
                    "RFC 9101 §4",
                    INVALID_REQUEST_OBJECT,
                    "request is a signed JWT of at most 16 KiB, without critical extensions.",
                    "Sign the object with a key of the client; one without a signature is not taken.")),
    SIGNED(
            must(
                    "request-object.signed",
                    "RFC 9101 §6.2",
                    INVALID_REQUEST_OBJECT,
                    "A request object is signed with a key that the client has registered.",
                    "Register the public key in jwks, and sign with request_object_signing_alg where one is registered.")),
    TYP(
            must(
                    "request-object.typ",
                    "RFC 9101 §10.8",
                    INVALID_REQUEST_OBJECT,
                    "The typ of a request object is oauth-authz-req+jwt or JWT, or absent.",
                    "Set typ to oauth-authz-req+jwt.")),
    OF_CLIENT(
            must(
                    "request-object.client",
                    "RFC 9101 §5",
                    INVALID_REQUEST_OBJECT,
                    "client_id and iss of a request object are the client_id that it comes with, or absent.",
                    "Set iss and client_id to the client_id.")),
    NO_SUBJECT(
            must(
                    "request-object.no-subject",
                    "RFC 9101 §10.8",
                    INVALID_REQUEST_OBJECT,
                    "sub of a request object is not the client_id: that is how a client assertion looks.",
                    "Leave out sub.")),
    AUDIENCE(
            must(
                    "request-object.audience",
                    "RFC 9101 §4",
                    INVALID_REQUEST_OBJECT,
                    "aud of a request object has this server's issuer identifier, or is absent.",
                    "Set aud to the issuer identifier, exactly as the server's metadata has it.")),
    TIMES(
            must(
                    "request-object.times",
                    "RFC 7519 §4.1.4",
                    INVALID_REQUEST_OBJECT,
                    "A request object has begun (nbf), and has not expired (exp).",
                    "Make an object for each request, and compare the clocks.")),
    LIFETIME(
            must(
                    "request-object.lifetime",
                    "FAPI 2.0 Message Signing §5.3.1",
                    INVALID_REQUEST_OBJECT,
                    "A request object of an app that is held to a FAPI profile has aud, nbf of the last hour, and exp an hour after that at most.",
                    "Set aud to the issuer, nbf to now and exp to a few minutes later.")),
    NOT_NESTED(
            must(
                    "request-object.not-nested",
                    "RFC 9101 §4",
                    INVALID_REQUEST_OBJECT,
                    "request and request_uri do not stand in a request object.",
                    "Leave them out.")),
    VALUES(
            must(
                    "request-object.values",
                    "RFC 9101 §4",
                    INVALID_REQUEST_OBJECT,
                    "Parameters in a request object are texts, numbers or booleans; claims may be an object, resource a list.",
                    "Write each parameter as it would stand in the query."));

    private final Card card;

    RequestObjectRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
