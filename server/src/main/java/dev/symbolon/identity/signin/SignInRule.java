package dev.symbolon.identity.signin;

import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;

import dev.symbolon.core.oauth.Rule;

/** What can refuse a sign-in, apart from a wrong password. */
public enum SignInRule implements Rule {
    CAPACITY(
            Rule.ours(
                    "sign-in.capacity",
                    "OWASP ASVS 5.0 §2.4",
                    TEMPORARILY_UNAVAILABLE,
                    "Not more sign-ins may wait for their password to be checked than the server"
                            + " has room for.",
                    "Try again in a few seconds. If it happens often, give the server more"
                            + " processors."));

    // A record of texts and constants is immutable; the checker wants it annotated.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Card card;

    SignInRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
