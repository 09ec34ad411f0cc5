package dev.symbolon.core.client.authentication;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;

import dev.symbolon.base.jose.HmacAlgorithm;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.Rule;

/** How a client proves who it is. */
public enum AuthenticationRule implements Rule {
    ONE_VALUE(
            Rule.must(
                    "client-authentication.one-value",
                    "RFC 6749 §3.2",
                    INVALID_REQUEST,
                    "client_id, client_secret, client_assertion, client_assertion_type and the"
                            + " Authorization header stand in a request once at most.",
                    "Send each once.")),
    ONE_METHOD(
            Rule.must(
                    "client-authentication.one-method",
                    "RFC 6749 §2.3",
                    INVALID_REQUEST,
                    "A request authenticates its client in one way only.",
                    "Send the Authorization header, or client_secret, or client_assertion, and"
                            + " neither of the others.")),
    SCHEME(
            Rule.must(
                    "client-authentication.scheme",
                    "RFC 6749 §2.3.2",
                    INVALID_CLIENT,
                    "The Authorization header at this endpoint has the scheme Basic.",
                    "Use client_secret_basic, or send no Authorization header.")),
    PRESENT(
            Rule.must(
                    "client-authentication.present",
                    "RFC 6749 §3.2.1",
                    INVALID_CLIENT,
                    "The request says which client it comes from.",
                    "Authenticate the client as it is registered; a public client sends its"
                            + " client_id.")),
    BASIC_FORM(
            Rule.must(
                    "client-authentication.basic-form",
                    "RFC 6749 §2.3.1",
                    INVALID_CLIENT,
                    "HTTP Basic holds the base64 of client_id, colon and client_secret, both"
                            + " form-encoded first.",
                    "Form-encode the two, join them with a colon, encode that as base64.")),
    SAME_CLIENT(
            Rule.must(
                    "client-authentication.same-client",
                    "RFC 7521 §4.2",
                    INVALID_CLIENT,
                    "A client_id parameter names the client that authenticates.",
                    "Leave the parameter out, or send the same client_id in both places.")),
    PROVEN(
            Rule.must(
                    "client-authentication.proven",
                    "RFC 6749 §3.2.1",
                    INVALID_CLIENT,
                    "The client exists, and proves who it is with a secret or key that is"
                            + " registered for it.",
                    "Compare client_id and credentials with the registration. The server's trace"
                            + " of this request says what did not match; the answer does not.")),
    PROFILE(
            Rule.must(
                    "client-authentication.profile",
                    "RFC 6749 §5.2",
                    UNAUTHORIZED_CLIENT,
                    "A client's metadata meets the profile that the client is held to.",
                    "Mend what the check of the client names, or hold it to another profile.")),
    METHOD_REGISTERED(
            Rule.must(
                    "client-authentication.method-registered",
                    "RFC 7591 §2",
                    INVALID_CLIENT,
                    "The client authenticates in the way that its token_endpoint_auth_method"
                            + " names.",
                    "Use the registered method, or register the one in use.")),
    ASSERTION_TYPE(
            Rule.must(
                    "client-assertion.type",
                    "RFC 7523 §2.2",
                    INVALID_CLIENT,
                    "client_assertion comes with the client_assertion_type"
                            + " urn:ietf:params:oauth:client-assertion-type:jwt-bearer.",
                    "Send both parameters.")),
    ASSERTION_FORM(
            Rule.must(
                    "client-assertion.form",
                    "RFC 7523 §3",
                    INVALID_CLIENT,
                    "client_assertion is a signed JWT of at most 16 KiB, without critical"
                            + " extensions.",
                    "Send a JWS in compact form whose payload is a JSON object.")),
    ASSERTION_ALGORITHM(
            Rule.must(
                    "client-assertion.algorithm",
                    "RFC 8725 §3.1",
                    INVALID_CLIENT,
                    "A client assertion is signed with one of "
                            + String.join(", ", SignatureAlgorithm.names())
                            + "; or, by a client that registered client_secret_jwt, with "
                            + String.join(", ", HmacAlgorithm.names())
                            + ".",
                    "Sign with one of them; none proves nothing.")),
    ASSERTION_TYP(
            Rule.must(
                    "client-assertion.typ",
                    "RFC 8725 §3.11",
                    INVALID_CLIENT,
                    "The typ of a client assertion is JWT or client-authentication+jwt, or"
                            + " absent.",
                    "A token that was made for something else authenticates nobody; make one for"
                            + " this.")),
    ASSERTION_ISSUER(
            Rule.must(
                    "client-assertion.issuer",
                    "RFC 7523 §3",
                    INVALID_CLIENT,
                    "iss and sub of a client assertion are both the client_id.",
                    "Set both claims to the client_id.")),
    ASSERTION_AUDIENCE(
            Rule.must(
                    "client-assertion.audience",
                    "RFC 7523 §3",
                    INVALID_CLIENT,
                    "aud of a client assertion is this server and nobody else: its issuer"
                            + " identifier, its token endpoint or the endpoint it is sent to; with a FAPI"
                            + " profile its issuer identifier, as a text.",
                    "Set aud to the issuer identifier, exactly as the server's metadata has it.")),
    ASSERTION_EXPIRY(
            Rule.must(
                    "client-assertion.expiry",
                    "RFC 7523 §3",
                    INVALID_CLIENT,
                    "exp of a client assertion lies ahead, by 10 minutes at most.",
                    "Make a new assertion for each request, good for a minute; check the clock of"
                            + " the client.")),
    ASSERTION_NOT_EARLY(
            Rule.must(
                    "client-assertion.not-early",
                    "RFC 7523 §3",
                    INVALID_CLIENT,
                    "nbf and iat of a client assertion do not lie ahead, and are numbers.",
                    "Check the clock of the client; a minute's difference is forgiven.")),
    ASSERTION_ID(
            Rule.must(
                    "client-assertion.id",
                    "Core §9",
                    INVALID_CLIENT,
                    "A client assertion has a jti, a text of 1 to 1000 characters.",
                    "Add a random jti to each assertion.")),
    ASSERTION_ONCE(
            Rule.must(
                    "client-assertion.once",
                    "Core §9",
                    INVALID_CLIENT,
                    "A client assertion is used once.",
                    "Make a new assertion for each request, also when repeating one."));

    private final Card card;

    AuthenticationRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
