package dev.symbolon.identity.signin;

import static dev.symbolon.core.oauth.ErrorCode.ACCESS_DENIED;
import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;

import dev.symbolon.core.oauth.Rule;

/**
 * What must hold for a sign-in. All but the last are answered by the page that asks again, and
 * which of the first two failed stands in the trace only: the page must not tell.
 */
public enum SignInRule implements Rule {
    CREDENTIALS(
            Rule.must(
                    "sign-in.credentials",
                    "Core §3.1.2.3",
                    ACCESS_DENIED,
                    "The password must be the one of the account with that name or email.",
                    "Check both. Whoever has forgotten the password asks those who run the"
                            + " server.")),
    ACCOUNT_ENABLED(
            Rule.ours(
                    "sign-in.account-enabled",
                    "Core §3.1.2.3",
                    ACCESS_DENIED,
                    "Nobody may sign in to an account that is disabled; the page says the same as"
                            + " of a wrong password.",
                    "An administrator enables the account again: symbolon account enable.")),
    THROTTLED(
            Rule.must(
                    "sign-in.throttled",
                    "NIST SP 800-63B-4 §3.2.2",
                    TEMPORARILY_UNAVAILABLE,
                    "After too many wrong attempts a sign-in has to wait; its password is not"
                            + " looked at before.",
                    "Wait as long as the page and Retry-After say. A browser in which the person"
                            + " has signed in before is not slowed down by strangers.")),
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
