package dev.symbolon.core.details;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_AUTHORIZATION_DETAILS;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What the {@code authorization_details} of a request must be (RFC 9396 §5, §6). */
public enum DetailsRule implements Rule {
    ARRAY_OF_TYPED(
            must(
                    "details.array-of-typed",
                    "RFC 9396 §2",
                    INVALID_AUTHORIZATION_DETAILS,
                    "authorization_details must be a JSON array of objects, each with a type that is a text.",
                    "Send one array, form-encoded, also where there is only one object.")),
    LIMIT(
            ours(
                    "details.limit",
                    "RFC 9396 §11.4",
                    INVALID_AUTHORIZATION_DETAILS,
                    "authorization_details may have 4000 characters, 20 objects and 200 values.",
                    "Ask for what this run needs. Details travel in tokens: leave there what the API can look up.")),
    TEXT(
            must(
                    "details.text",
                    "RFC 9396 §12",
                    INVALID_AUTHORIZATION_DETAILS,
                    "No text of authorization_details may hold control characters, or such as turn the direction of writing.",
                    "Remove line breaks and formatting characters: people read these texts before they allow it.")),
    NOT_REPEATED(
            ours(
                    "details.not-repeated",
                    "RFC 9396 §12",
                    INVALID_AUTHORIZATION_DETAILS,
                    "No two objects of authorization_details may be the same: who reads them would take them for one.",
                    "Send it once, or tell the two apart by a field of theirs.")),
    TYPE_KNOWN(
            must(
                    "details.type-known",
                    "RFC 9396 §5",
                    INVALID_AUTHORIZATION_DETAILS,
                    "Each type must be one that a registered API declares.",
                    "Compare it with authorization_details_types_supported, character by character.")),
    TYPE_OF_CLIENT(
            must(
                    "details.type-of-client",
                    "RFC 9396 §10",
                    INVALID_AUTHORIZATION_DETAILS,
                    "Each type must be one that the client is registered for.",
                    "Add it to the client's authorization_details_types.")),
    LOCATION(
            must(
                    "details.location",
                    "RFC 9396 §2.2",
                    INVALID_AUTHORIZATION_DETAILS,
                    "locations must be a list of registered APIs that declare the type; where several do, it must be there.",
                    "Name the identifiers of the APIs, character by character, each once.")),
    FIELD_KNOWN(
            must(
                    "details.field-known",
                    "RFC 9396 §5",
                    INVALID_AUTHORIZATION_DETAILS,
                    "No object may have a field that its type does not have.",
                    "Leave it out, or correct its name.")),
    FIELD_PRESENT(
            must(
                    "details.field-present",
                    "RFC 9396 §5",
                    INVALID_AUTHORIZATION_DETAILS,
                    "Each object must have the fields that its type requires.",
                    "Add the field.")),
    FIELD_TYPE(
            must(
                    "details.field-type",
                    "RFC 9396 §5",
                    INVALID_AUTHORIZATION_DETAILS,
                    "Each field must have the JSON type that the object's type says.",
                    "Look up whether it is a text, a number, a list or an object.")),
    FIELD_VALUE(
            must(
                    "details.field-value",
                    "RFC 9396 §5",
                    INVALID_AUTHORIZATION_DETAILS,
                    "Each field must have a value that the object's type allows.",
                    "Look up which values, lengths and forms the API's type allows.")),
    GRANTED(
            must(
                    "details.granted",
                    "RFC 9396 §6",
                    INVALID_AUTHORIZATION_DETAILS,
                    "A token request may ask for fewer details than were granted, never for more or others.",
                    "Send objects as they were granted, or with fewer of the rights that the type says add up.")),
    GRANT_HAS_DETAILS(
            must(
                    "details.grant",
                    "RFC 9396 §6",
                    INVALID_AUTHORIZATION_DETAILS,
                    "No details can be asked for by a grant that comes of another issuer's word, or for one to another server.",
                    "Leave authorization_details out; where a person has to allow them, send the person to the"
                            + " authorization endpoint."));

    private final Card card;

    DetailsRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
