package dev.symbolon.core.browser;

import dev.symbolon.base.html.View;
import dev.symbolon.core.oauth.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A request that came to nothing: in plain words for the person, with the rule for a developer.
 *
 * @param kind the messages {@code error.<kind>.title} and {@code error.<kind>.text}
 * @param rule what did not hold; absent where it was no rule but an outage or a wrong address
 * @param reference the flow's id, which finds the line in the log; absent where there is none
 */
public record ErrorView(
        int status, String kind, Rule.@Nullable Card rule, @Nullable String reference)
        implements View {

    @Override
    public String template() {
        return "error";
    }

    public String title() {
        return "error." + kind + ".title";
    }

    public String explanation() {
        return "error." + kind + ".text";
    }
}
