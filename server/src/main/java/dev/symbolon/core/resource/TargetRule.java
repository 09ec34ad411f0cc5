package dev.symbolon.core.resource;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TARGET;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What the {@code resource} parameter must be. */
public enum TargetRule implements Rule {
    KNOWN(
            must(
                    "resource.known",
                    "RFC 8707 §2",
                    INVALID_TARGET,
                    "resource must be the identifier of a registered API, character by character.",
                    "Register the API, or send its identifier as it is registered.")),
    SCOPE_ALLOWED(
            must(
                    "authorize.scope-allowed",
                    "RFC 6749 §3.3",
                    INVALID_SCOPE,
                    "Each scope must be one that the app is registered for.",
                    "Add the scope to the client's metadata, or leave it out.")),
    SCOPES_AT_TARGETS(
            ours(
                    "resource.scopes-at-targets",
                    "RFC 8707 §2",
                    INVALID_TARGET,
                    "Each scope of an API must come with that API as resource, where any resource is named.",
                    "Name every API whose scopes are asked for, or none.")),
    ONE_KIND_OF_TOKEN(
            ours(
                    "resource.one-kind-of-token",
                    "RFC 8707 §2.2",
                    INVALID_TARGET,
                    "The APIs of one token must read the same token: opaque, or signed with the same algorithm.",
                    "Ask for a token for each API: send resource with each token request."));

    private final Card card;

    TargetRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
