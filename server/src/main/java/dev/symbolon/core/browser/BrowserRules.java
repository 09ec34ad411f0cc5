package dev.symbolon.core.browser;

import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Rule;

/** What must hold of every form that a page sends back. */
public enum BrowserRules implements Rule {
    FORM_SAME_ORIGIN(
            ours(
                    "form.same-origin",
                    "RFC 9700 §4.7",
                    ErrorCode.ACCESS_DENIED,
                    "A form must be sent by a page of this server: Sec-Fetch-Site is same-origin or"
                            + " absent, and Origin is the server's own or absent.",
                    "Do not post to this address from another site. Behind a proxy, see that the"
                            + " issuer setting is the address that browsers use.")),
    FORM_TOKEN(
            ours(
                    "form.token",
                    "RFC 9700 §4.7",
                    ErrorCode.ACCESS_DENIED,
                    "A form must carry the token that its page was given, in the browser that was"
                            + " given it.",
                    "Load the page anew and send the form from it; cookies must be allowed for"
                            + " this server."));

    private final Card card;

    BrowserRules(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
