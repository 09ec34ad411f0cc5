package dev.symbolon.core.browser;

import static dev.symbolon.core.oauth.Rule.ours;

import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Rule;

/** What must hold of a browser that comes to a page, and of every form that it sends. */
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
                            + " this server.")),
    INTERACTION_OPEN(
            ours(
                    "interaction.open",
                    "RFC 9700 §4.7",
                    ErrorCode.INVALID_REQUEST,
                    "A request that waits for a person goes on only in the browser that began it,"
                            + " once, and within an hour.",
                    "Begin again in the app. Do not hand the address of a sign-in or consent page"
                            + " to another browser, and let the browser keep cookies."));

    private final Card card;

    BrowserRules(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
