package dev.symbolon.identity.invitation;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;

import dev.symbolon.core.oauth.Rule;

/** What must hold of an invitation. */
public enum InvitationRule implements Rule {
    OPEN(
            Rule.ours(
                    "invitation.open",
                    "NIST SP 800-63B-4 §4.1",
                    INVALID_REQUEST,
                    "An invitation is good once, and for 24 hours.",
                    "Ask for another one. For the first administrator, start the server again while"
                            + " it has no accounts: it prints a new one."));

    // A record of texts and constants is immutable; the checker wants it annotated.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Card card;

    InvitationRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
