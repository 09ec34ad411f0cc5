package dev.symbolon.core.assertion;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TARGET;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What another issuer's word must be to count as a grant. */
public enum AssertionRule implements Rule {
    PRESENT(
            must(
                    "assertion.present",
                    "RFC 7523 §2.1",
                    INVALID_REQUEST,
                    "assertion must be sent.",
                    "Send the JWT of the other issuer as assertion.")),
    FORM(
            must(
                    "assertion.form",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "assertion is a signed JWT with an iss, of at most 16 KiB, without critical extensions.",
                    "Send one JWS in compact form whose payload is a JSON object.")),
    ISSUER(
            must(
                    "assertion.issuer",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "The iss of an assertion must be an issuer that this one trusts, and never this one itself.",
                    "Have the issuer added to assertions.trusted-issuers, with the very iss that it writes.")),
    CLIENT(
            ours(
                    "assertion.client",
                    "RFC 7521 §4.1.1",
                    UNAUTHORIZED_CLIENT,
                    "The client must be one that may bring assertions of that issuer.",
                    "Have the client added to the issuer's clients in assertions.trusted-issuers.")),
    SIGNED(
            must(
                    "assertion.signed",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "An assertion must be signed with a key of its issuer.",
                    "Compare the kid with the issuer's published keys; sign with an algorithm that the server's metadata lists for client assertions.")),
    TYP(
            must(
                    "assertion.typ",
                    "RFC 8725 §3.11",
                    INVALID_GRANT,
                    "The typ of an assertion must be oauth-id-jag+jwt, or JWT or absent where the issuer is trusted with those.",
                    "A token that was made for something else is no grant; have the issuer make one for this.")),
    SUBJECT(
            must(
                    "assertion.subject",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "An assertion must have a sub: the person it speaks of.",
                    "Have the issuer put the person's identifier into sub.")),
    AUDIENCE(
            must(
                    "assertion.audience",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "The aud of an assertion must be this server and nobody else: its issuer identifier, or its token endpoint where it is no ID-JAG.",
                    "Set aud to the issuer identifier, exactly as this server's metadata has it.")),
    TIMES(
            must(
                    "assertion.times",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "The exp of an assertion must lie ahead, by an hour at most; its nbf and iat must not. An ID-JAG has an iat.",
                    "Have the issuer make a new one that is good for some minutes; check both clocks.")),
    ID(
            ours(
                    "assertion.id",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "An assertion must have a jti, a text of 1 to 1000 characters.",
                    "Have the issuer add a random jti to each assertion.")),
    ONCE(
            ours(
                    "assertion.once",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "An assertion gives a token once.",
                    "Get a new assertion for each token request, also when repeating one.")),
    CLIENT_ID(
            must(
                    "assertion.client-id",
                    "ID-JAG §4.4.1",
                    INVALID_GRANT,
                    "The client_id of an ID-JAG must be the client that brings it.",
                    "Have the issuer map the app to its client_id at this server.")),
    KEY(
            must(
                    "assertion.key",
                    "RFC 7800 §3",
                    INVALID_GRANT,
                    "An assertion that is bound to a key must come with a proof of that key.",
                    "Send a DPoP proof with the key that the assertion was asked for with.")),
    ACCOUNT(
            ours(
                    "assertion.account",
                    "RFC 7523 §3",
                    INVALID_GRANT,
                    "The subject must be linked to an enabled account here, or have an email that is verified at both sides where the issuer is trusted with that.",
                    "Link it: symbolon account link NAME --issuer ISS --subject SUB.")),
    SCOPE(
            must(
                    "assertion.scope",
                    "RFC 7521 §4.1",
                    INVALID_SCOPE,
                    "scope must be within what the assertion, its issuer and the client allow.",
                    "Ask for fewer scopes, or leave scope out.")),
    RESOURCE(
            must(
                    "assertion.resource",
                    "ID-JAG §4.4.1",
                    INVALID_TARGET,
                    "resource must be among those that the assertion names, where it names any.",
                    "Ask the issuer for a grant for that API."));

    private final Card card;

    AssertionRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
