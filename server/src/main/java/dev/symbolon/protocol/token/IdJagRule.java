package dev.symbolon.protocol.token;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TARGET;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What is asked of an app that wants a grant for another authorization server (ID-JAG §4.3). */
public enum IdJagRule implements Rule {
    SUBJECT_TYPE(
            must(
                    "id-jag.subject-type",
                    "ID-JAG §4.3",
                    INVALID_REQUEST,
                    "subject_token_type must be id_token or refresh_token: an app asks for the person who signed in to it.",
                    "Send the ID token of the sign-in with urn:ietf:params:oauth:token-type:id_token.")),
    SUBJECT_VALID(
            must(
                    "id-jag.subject-valid",
                    "ID-JAG §4.3.2",
                    INVALID_REQUEST,
                    "subject_token must be an ID token of this issuer, or the newest refresh token of its line, and not have expired.",
                    "Refresh the tokens, or have the person sign in again.")),
    SUBJECT_OF_CLIENT(
            must(
                    "id-jag.subject-of-client",
                    "ID-JAG §4.3.2",
                    INVALID_REQUEST,
                    "subject_token must have been issued to the client that presents it.",
                    "Send the ID token that this client got.")),
    CONNECTED(
            ours(
                    "id-jag.connected",
                    "ID-JAG §4.3.2",
                    INVALID_REQUEST,
                    "What the person allowed the client must go on: not have been disconnected, signed out of or shut.",
                    "Have the person sign in again.")),
    NO_ACTOR(
            must(
                    "id-jag.no-actor",
                    "ID-JAG §4.3",
                    INVALID_REQUEST,
                    "actor_token and actor_token_type are not used with an ID-JAG.",
                    "Leave them out: the ID-JAG names the client that acts.")),
    AUDIENCE(
            must(
                    "id-jag.audience",
                    "ID-JAG §4.3",
                    INVALID_TARGET,
                    "audience must be one issuer that the client's id_jag_clients names: the authorization server that the grant is for.",
                    "Send the issuer of that server's metadata; have an administrator add it, with the client's client_id there.")),
    RESOURCE(
            ours(
                    "id-jag.resource",
                    "ID-JAG §4.3.2",
                    INVALID_TARGET,
                    "resource must be one that the client's token_exchange_targets names.",
                    "Have an administrator add the API, by its identifier at the other server.")),
    SCOPE(
            ours(
                    "id-jag.scope",
                    "ID-JAG §4.3.2",
                    INVALID_SCOPE,
                    "scope must be one that the client is registered for, and none that speaks of the person here.",
                    "Have an administrator add the scope to the client's metadata."));

    private final Card card;

    IdJagRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
