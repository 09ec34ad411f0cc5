package dev.symbolon.protocol.discovery;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TARGET;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What a question for an API's metadata must be. */
public enum ResourceMetadataRule implements Rule {
    NAMED(
            ours(
                    "resource-metadata.named",
                    "RFC 9728 §3",
                    INVALID_REQUEST,
                    "A question for an API's metadata has one resource.",
                    "Put the API's identifier into the query, as in ?resource=https%3A%2F%2Fapi.example.")),
    KNOWN(
            must(
                    "resource-metadata.known",
                    "RFC 9728 §2",
                    INVALID_TARGET,
                    "The API is one that is registered here, by this very identifier.",
                    "Compare the identifier character by character; symbolon resource list has them all."));

    private final Card card;

    ResourceMetadataRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
