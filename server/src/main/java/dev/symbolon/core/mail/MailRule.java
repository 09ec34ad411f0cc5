package dev.symbolon.core.mail;

import static dev.symbolon.core.oauth.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What must hold for a mail to go out. */
public enum MailRule implements Rule {
    TAKEN(
            must(
                    "mail.taken",
                    "RFC 5321 §4.2.1",
                    TEMPORARILY_UNAVAILABLE,
                    "The SMTP server of the settings takes the mail.",
                    "Look at mail.host, mail.port and mail.encryption, and whether the server knows mail.username and lets it write as mail.from."));

    private final Card card;

    MailRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
