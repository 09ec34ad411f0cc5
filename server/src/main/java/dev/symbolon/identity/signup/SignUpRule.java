package dev.symbolon.identity.signup;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.TOO_MANY_REQUESTS;
import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.Rule;

/** What must hold of an account that somebody makes for themselves; the page asks again. */
public enum SignUpRule implements Rule {
    ANSWERS(
            ours(
                    "sign-up.answers",
                    "NIST SP 800-63B-4 §3.1.1.2",
                    INVALID_REQUEST,
                    "A name has 1 to 254 visible characters and no @, a password at least 8; an email"
                            + " has the shape of one.",
                    "Read what the page says beside each field.")),
    PER_ADDRESS(
            ours(
                    "sign-up.per-address",
                    "OWASP ASVS 5.0 §2.4",
                    TOO_MANY_REQUESTS,
                    "Only so many accounts are made from one address in a day.",
                    "Wait as long as the page and Retry-After say. Where many people share an address,"
                            + " whoever runs the server raises sign-up.per-address.")),
    PER_DAY(
            ours(
                    "sign-up.per-day",
                    "OWASP ASVS 5.0 §2.4",
                    TOO_MANY_REQUESTS,
                    "Only so many accounts are made in a day.",
                    "Wait as long as the page and Retry-After say, or ask who runs the server for an"
                            + " invitation; they can raise sign-up.per-day.")),
    THROTTLED(
            ours(
                    "sign-up.throttled",
                    "OWASP ASVS 5.0 §2.4",
                    TOO_MANY_REQUESTS,
                    "After too many names that were taken a sign-up has to wait; whether another one"
                            + " is taken is not looked at before.",
                    "Wait as long as the page and Retry-After say.")),
    NAME_FREE(
            ours(
                    "sign-up.name-free",
                    "RFC 8265 §3.3",
                    INVALID_REQUEST,
                    "The name is nobody else's, in capital letters or small ones.",
                    "Choose another one. Whoever has an account signs in instead."));

    private final Card card;

    SignUpRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
