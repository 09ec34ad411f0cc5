package dev.symbolon.protocol.introspection;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TOKEN;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What an introspection request must be. */
public enum IntrospectionRule implements Rule {
    FORM(
            must(
                    "introspection.form",
                    "RFC 7662 §2.1",
                    INVALID_REQUEST,
                    "An introspection request is a POST with its parameters as application/x-www-form-urlencoded in the body.",
                    "Send the parameters in the body, with that Content-Type.")),
    CLIENT_AUTHENTICATED(
            must(
                    "introspection.client-authenticated",
                    "RFC 7662 §2.1",
                    INVALID_CLIENT,
                    "Who asks must prove who they are; a client_id alone proves nothing.",
                    "Register the API as a confidential client and authenticate with its secret or key.")),
    TOKEN_PRESENT(
            must(
                    "introspection.token-present",
                    "RFC 7662 §2.1",
                    INVALID_REQUEST,
                    "token must be sent, once.",
                    "Send the token in question as token.")),
    ACTIVE(
            must(
                    "introspection.active",
                    "RFC 7662 §2.2",
                    INVALID_TOKEN,
                    "The token must be one of this server that has neither expired nor ended.",
                    "Have the app get a new token; this one opens nothing any more.")),
    FOR_WHO_ASKS(
            must(
                    "introspection.for-who-asks",
                    "RFC 7662 §4",
                    INVALID_TOKEN,
                    "The token must be for an API that the asking client stands for, or the client's own.",
                    "Have the app ask for a token with resource set to this API; name the client in the API's introspected_by."));

    private final Card card;

    IntrospectionRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
