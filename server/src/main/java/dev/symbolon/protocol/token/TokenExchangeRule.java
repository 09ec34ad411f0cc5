package dev.symbolon.protocol.token;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_SCOPE;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TARGET;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What is asked of a client that exchanges a token for another (RFC 8693). */
public enum TokenExchangeRule implements Rule {
    REQUESTED_TYPE(
            must(
                    "token-exchange.requested-type",
                    "RFC 8693 §2.1",
                    INVALID_REQUEST,
                    "requested_token_type must be a kind of token that is given here: access_token, jwt where the API reads those, or id-jag.",
                    "Leave requested_token_type out.")),
    SUBJECT_PRESENT(
            must(
                    "token-exchange.subject-present",
                    "RFC 8693 §2.1",
                    INVALID_REQUEST,
                    "subject_token must be sent.",
                    "Send the token to be exchanged as subject_token.")),
    SUBJECT_TYPE(
            must(
                    "token-exchange.subject-type",
                    "RFC 8693 §2.1",
                    INVALID_REQUEST,
                    "subject_token_type must be sent, and be one that is taken here for what is asked.",
                    "Send urn:ietf:params:oauth:token-type:access_token with an access token.")),
    SUBJECT_VALID(
            must(
                    "token-exchange.subject-valid",
                    "RFC 8693 §2.2.2",
                    INVALID_REQUEST,
                    "subject_token must be one of this issuer and of its type, not expired and not revoked.",
                    "Have the app that sent the token get a new one.")),
    SUBJECT_OF_POLICY(
            ours(
                    "token-exchange.subject-of-policy",
                    "RFC 8693 §2.2.2",
                    INVALID_REQUEST,
                    "subject_token must have been issued to the client itself, or to one that its token_exchange_subjects names.",
                    "Have an administrator add the client that the token was issued to.")),
    SUBJECT_RECEIVED(
            ours(
                    "token-exchange.subject-received",
                    "RFC 8693 §2.2.2",
                    INVALID_REQUEST,
                    "subject_token must be for an API that the client stands for, or have been issued to the client itself.",
                    "Name the client in the introspected_by of the API that the token was sent to.")),
    KEY(
            must(
                    "token-exchange.key",
                    "RFC 9449 §7.1",
                    INVALID_REQUEST,
                    "A token that is bound to a key is exchanged only by who proves that key: the exchange must not set it free.",
                    "Send a DPoP proof with that key; a service that does not hold it cannot exchange the token.")),
    ACTOR_TYPE(
            must(
                    "token-exchange.actor-type",
                    "RFC 8693 §2.1",
                    INVALID_REQUEST,
                    "actor_token_type must come with actor_token, not without it, and say that it is an access token.",
                    "Send both with urn:ietf:params:oauth:token-type:access_token, or neither.")),
    ACTOR_VALID(
            must(
                    "token-exchange.actor-valid",
                    "RFC 8693 §2.2.2",
                    INVALID_REQUEST,
                    "actor_token must be one of this issuer, not expired and not revoked, with which nobody acts for another.",
                    "Get a new access token for who acts.")),
    ACTOR_OF_CLIENT(
            ours(
                    "token-exchange.actor-of-client",
                    "RFC 8693 §2.2.2",
                    INVALID_REQUEST,
                    "actor_token must have been issued to the client: nobody acts in the name of who merely called them.",
                    "Send the client's own access token, by client_credentials for itself, or leave actor_token out.")),
    MAY_ACT(
            must(
                    "token-exchange.may-act",
                    "RFC 8693 §4.4",
                    INVALID_REQUEST,
                    "Where subject_token says who may act with it, nobody else may.",
                    "Have an administrator change may_act of the client that the token was issued to.")),
    CHAIN(
            ours(
                    "token-exchange.chain",
                    "RFC 8693 §4.1",
                    INVALID_REQUEST,
                    "At most five act one for another.",
                    "Let fewer services stand between the person and the API.")),
    TARGET_GRANTED(
            ours(
                    "token-exchange.target-granted",
                    "RFC 8693 §2.2.2",
                    INVALID_TARGET,
                    "resource and audience must be APIs that subject_token is for: an exchange narrows.",
                    "Have the app ask the person for that API too.")),
    TARGET_ALLOWED(
            ours(
                    "token-exchange.target-allowed",
                    "RFC 8693 §2.2.2",
                    INVALID_TARGET,
                    "The new token must be for APIs that the client's token_exchange_targets names.",
                    "Have an administrator add the API.")),
    SCOPE_GRANTED(
            ours(
                    "token-exchange.scope-granted",
                    "RFC 8693 §2.1",
                    INVALID_SCOPE,
                    "scope must be one that subject_token has at the APIs in question: an exchange narrows.",
                    "Ask for fewer scopes, or have the app ask the person for more.")),
    SCOPE_OF_CLIENT(
            ours(
                    "token-exchange.scope-of-client",
                    "RFC 6749 §3.3",
                    INVALID_SCOPE,
                    "scope must be one that the client is registered for.",
                    "Have an administrator add the scope to the client's metadata, or ask for fewer."));

    private final Card card;

    TokenExchangeRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
