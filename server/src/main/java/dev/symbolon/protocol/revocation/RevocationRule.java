package dev.symbolon.protocol.revocation;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.UNAUTHORIZED_CLIENT;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What a revocation request must be. */
public enum RevocationRule implements Rule {
    FORM(
            must(
                    "revocation.form",
                    "RFC 7009 §2.1",
                    INVALID_REQUEST,
                    "A revocation request is a POST with its parameters as application/x-www-form-urlencoded in the body.",
                    "Send the parameters in the body, with that Content-Type.")),
    TOKEN_PRESENT(
            must(
                    "revocation.token-present",
                    "RFC 7009 §2.1",
                    INVALID_REQUEST,
                    "token must be sent, once.",
                    "Send the token to be revoked as token.")),
    TOKEN_OF_CLIENT(
            must(
                    "revocation.token-of-client",
                    "RFC 7009 §2.1",
                    UNAUTHORIZED_CLIENT,
                    "The token must have been issued to the client that revokes it.",
                    "Use the client_id that the token was issued to."));

    private final Card card;

    RevocationRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
