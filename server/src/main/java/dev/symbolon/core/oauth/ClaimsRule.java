package dev.symbolon.core.oauth;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;

/** What the {@code claims} parameter must keep to. */
public enum ClaimsRule implements Rule {
    IS_JSON_OBJECT(
            Rule.must(
                    "claims.json-object",
                    "Core §5.5",
                    INVALID_REQUEST,
                    "The claims parameter must be a JSON object.",
                    "Send one JSON object, form-encoded, as in {\"userinfo\":{\"email\":null}}.")),
    MEMBERS_ARE_OBJECTS(
            Rule.must(
                    "claims.members-are-objects",
                    "Core §5.5",
                    INVALID_REQUEST,
                    "The members userinfo and id_token of the claims parameter must be objects.",
                    "Let userinfo and id_token hold claim names as members, or leave them out.")),
    WISH_IS_WELL_FORMED(
            Rule.must(
                    "claims.wish-is-well-formed",
                    "Core §5.5.1",
                    INVALID_REQUEST,
                    "Each claim that is asked for must be null or an object whose essential is"
                            + " true or false and whose values is an array.",
                    "Write null for a claim, or members essential, value and values only as"
                            + " Core §5.5.1 has them.")),
    NOT_TOO_MANY(
            Rule.ours(
                    "claims.not-too-many",
                    "Core §5.5",
                    INVALID_REQUEST,
                    "The claims parameter may ask for at most 100 claims.",
                    "Ask for what you need; scopes cover the standard claims."));

    // A record of texts and constants is immutable; the checker wants it annotated.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Card card;

    ClaimsRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
