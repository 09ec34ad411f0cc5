package dev.symbolon.core.resource;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.Rule;

/** What the definition of a resource must be. */
public enum ResourceRule implements Rule {
    IDENTIFIER(
            Rule.must(
                    "resource.identifier",
                    "RFC 8707 §2",
                    INVALID_REQUEST,
                    "The identifier of a resource is an absolute URI of at most 500 characters,"
                            + " without a fragment or user name.",
                    "Use the address of the API, as in https://api.example.com/v1.")),
    KNOWN_MEMBER(
            Rule.ours(
                    "resource.known-member",
                    "RFC 8707 §2",
                    INVALID_REQUEST,
                    "A resource has an identifier, name, scopes, authorization_details_types,"
                            + " token_format, access_token_lifetime,"
                            + " access_token_signed_response_alg and introspected_by.",
                    "Correct the name of the member, or remove it.")),
    TYPE(
            Rule.ours(
                    "resource.type",
                    "RFC 8707 §2",
                    INVALID_REQUEST,
                    "The value has its JSON type: name is a text; scopes is an object that holds,"
                            + " for each scope, its description or an object with description and"
                            + " description#de.",
                    "Correct the value's type.")),
    TEXT(
            Rule.ours(
                    "resource.text",
                    "RFC 7591 §2.2",
                    INVALID_REQUEST,
                    "A text for people has 1 to 200 characters, none of which is a control"
                            + " character or turns the direction of writing; its language is a"
                            + " BCP 47 tag.",
                    "Say in a few plain words what the scope lets an app do.")),
    SCOPE_NAME(
            Rule.must(
                    "resource.scope-name",
                    "RFC 6749 §3.3",
                    INVALID_REQUEST,
                    "A scope has 1 to 100 of the characters that a scope may have, and is none of"
                            + " those that speak of a person (openid, profile, email, address,"
                            + " phone, offline_access). A resource has at most 200.",
                    "Choose a name such as apps:read.")),
    SCOPE_FREE(
            Rule.ours(
                    "resource.scope-free",
                    "RFC 8707 §2.1",
                    INVALID_REQUEST,
                    "A scope belongs to one resource only, so that a request needs to name nothing"
                            + " else.",
                    "Choose another name, as in mooring:apps.")),
    TOKEN_FORMAT(
            Rule.ours(
                    "resource.token-format",
                    "RFC 9068 §2",
                    INVALID_REQUEST,
                    "token_format is jwt or opaque.",
                    "Choose jwt, or opaque where tokens must end at once.")),
    LIFETIME(
            Rule.ours(
                    "resource.lifetime",
                    "RFC 6750 §5.3",
                    INVALID_REQUEST,
                    "access_token_lifetime is a whole number of seconds, from 10 to 86400.",
                    "Keep it short; clients refresh by themselves.")),
    ALGORITHM(
            Rule.ours(
                    "resource.algorithm",
                    "RFC 9068 §2.1",
                    INVALID_REQUEST,
                    "access_token_signed_response_alg is one of "
                            + String.join(", ", SignatureAlgorithm.names())
                            + ".",
                    "Leave it out to get ES256."));

    private final Card card;

    ResourceRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
