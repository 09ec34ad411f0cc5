package dev.symbolon.protocol.authorize;

import static dev.symbolon.core.oauth.ErrorCode.*;
import static dev.symbolon.core.oauth.Rule.must;
import static dev.symbolon.core.oauth.Rule.should;

import dev.symbolon.core.oauth.Rule;

/**
 * What is asked of the request together with what the server knows: scopes, hints, the session, the
 * person's answer.
 */
public enum DecisionRule implements Rule {
    ID_TOKEN_HINT_OURS(
            must(
                    "authorize.id-token-hint-ours",
                    "Core §3.1.2.1",
                    INVALID_REQUEST,
                    "id_token_hint must be an ID token of this issuer, issued to this app.",
                    "Send an ID token that this app got from this issuer, decrypted where it came"
                            + " encrypted; it may have expired.")),
    LOGGED_IN(
            must(
                    "authorize.prompt-none-login",
                    "Core §3.1.2.6",
                    LOGIN_REQUIRED,
                    "With prompt=none the person must be signed in already, recently enough and as the one meant.",
                    "Send the person to the authorization endpoint without prompt=none.")),
    ACCOUNT_CHOSEN(
            must(
                    "authorize.account-is-the-one-meant",
                    "Core §3.1.2.2",
                    LOGIN_REQUIRED,
                    "The person who signs in must be one whom id_token_hint and the claims request name.",
                    "Leave out the hint where another person may sign in; name nobody else in the sub of claims.")),
    CONSENTED(
            must(
                    "authorize.prompt-none-consent",
                    "Core §3.1.2.6",
                    CONSENT_REQUIRED,
                    "With prompt=none the person must have allowed this before.",
                    "Send the person to the authorization endpoint without prompt=none.")),
    APP_PROVES_ITSELF(
            should(
                    "authorize.app-proves-itself",
                    "RFC 8252 §8.6",
                    CONSENT_REQUIRED,
                    "With prompt=none the app must prove who it is: by a secret or key, or by an https redirect URI.",
                    "Send the person to the authorization endpoint without prompt=none: any program on"
                            + " a device can take a loopback port or a private scheme, so they are asked each time.")),
    ACR_MET(
            must(
                    "authorize.acr-met",
                    "Core §5.5.1.1",
                    UNMET_AUTHENTICATION_REQUIREMENTS,
                    "An acr that is asked for as essential must be met by the sign-in.",
                    "Ask for one of acr_values_supported.")),
    NOT_DENIED(
            must(
                    "authorize.not-denied",
                    "RFC 6749 §4.1.2.1",
                    ACCESS_DENIED,
                    "The person must allow it.",
                    "The person said no, or went back. Offer them another way."));

    private final Card card;

    DecisionRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
