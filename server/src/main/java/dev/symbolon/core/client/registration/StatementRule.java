package dev.symbolon.core.client.registration;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_SOFTWARE_STATEMENT;
import static dev.symbolon.core.oauth.ErrorCode.UNAPPROVED_SOFTWARE_STATEMENT;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What a software statement must be to be believed, in this order. */
public enum StatementRule implements Rule {
    FORM(
            must(
                    "software-statement.form",
                    "RFC 7591 §2.3",
                    INVALID_SOFTWARE_STATEMENT,
                    "A software_statement is a signed JWT in compact form, of at most 16 KiB, that"
                            + " names its issuer (iss).",
                    "Send the statement as its publisher gave it: three base64url parts with dots"
                            + " between them.")),
    PUBLISHER(
            must(
                    "software-statement.publisher",
                    "RFC 7591 §3.2.2",
                    UNAPPROVED_SOFTWARE_STATEMENT,
                    "The issuer of a software_statement must be one whom this server trusts.",
                    "Leave the statement out, or ask who runs the server to trust its publisher"
                            + " (registration.software-publishers).")),
    SIGNED(
            must(
                    "software-statement.signed",
                    "RFC 7591 §2.3",
                    INVALID_SOFTWARE_STATEMENT,
                    "A software_statement must be signed with a key of its publisher, and not with"
                            + " alg none.",
                    "Ask the publisher for a new statement; the key may have been replaced.")),
    TYP(
            must(
                    "software-statement.typ",
                    "RFC 8725 §3.11",
                    INVALID_SOFTWARE_STATEMENT,
                    "A software_statement has the typ JWT, or none: other JWTs of its publisher are"
                            + " for other uses.",
                    "Send the statement, not another token of the publisher.")),
    AUDIENCE(
            must(
                    "software-statement.audience",
                    "RFC 7519 §4.1.3",
                    INVALID_SOFTWARE_STATEMENT,
                    "A software_statement that names an audience names this issuer.",
                    "Ask the publisher for a statement without aud, or for this server.")),
    TIMES(
            must(
                    "software-statement.times",
                    "RFC 7519 §4.1.4",
                    INVALID_SOFTWARE_STATEMENT,
                    "A software_statement must be valid now, where it says from when or until when"
                            + " (nbf, exp).",
                    "Ask the publisher for a new statement; compare the clocks."));

    private final Card card;

    StatementRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
