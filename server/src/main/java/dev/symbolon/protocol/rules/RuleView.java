package dev.symbolon.protocol.rules;

import dev.symbolon.base.html.View;
import dev.symbolon.core.oauth.Rule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule.
 *
 * @param sourceAddress where its specification is published; absent where that is not known
 */
public record RuleView(Rule.Card card, @Nullable String sourceAddress) implements View {

    @Override
    public String template() {
        return "rule";
    }

    /** The message for the rule's level. */
    public String levelKey() {
        return "rule.level." + card.level().name().toLowerCase(Locale.ROOT);
    }
}
