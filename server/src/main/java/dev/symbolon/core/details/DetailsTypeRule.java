package dev.symbolon.core.details;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What the declaration of an authorization details type must be. */
public enum DetailsTypeRule implements Rule {
    NAME(
            ours(
                    "details-type.name",
                    "RFC 9396 §2.1",
                    INVALID_REQUEST,
                    "authorization_details_types holds up to 50 types, each an object with description, schema,"
                            + " ask_each_time and additive; its name has 1 to 100 visible ASCII characters without"
                            + " quotation marks and backslashes.",
                    "Choose a name such as payment_initiation, or an address of yours.")),
    SCHEMA(
            ours(
                    "details-type.schema",
                    "RFC 9396 §11.3",
                    INVALID_REQUEST,
                    "schema is a JSON Schema of the kind that docs/guide/connect/details.md describes: an object without"
                            + " type and locations, six levels and 100 fields at most, with no keyword that is not checked.",
                    "Take out $ref, pattern and what else is not in the list; say what a text is by format, enum and"
                            + " maxLength.")),
    SENTENCE(
            ours(
                    "details-type.sentence",
                    "RFC 9396 §3.1",
                    INVALID_REQUEST,
                    "description says what an object of the type allows, in 1 to 300 characters; each {field} in it is a"
                            + " field that every such object has, and no object or list of objects.",
                    "Write for instance: Pay {amount.currency} {amount.value} to {creditor}.")),
    ADDITIVE(
            ours(
                    "details-type.additive",
                    "RFC 9396 §6.1",
                    INVALID_REQUEST,
                    "additive names fields of the schema that are lists.",
                    "Name only lists of rights of which fewer allow less, as actions."));

    private final Card card;

    DetailsTypeRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
