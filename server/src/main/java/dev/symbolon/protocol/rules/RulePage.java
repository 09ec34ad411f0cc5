package dev.symbolon.protocol.rules;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.SpecificationAddress;
import dev.symbolon.core.tenant.Exchange;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalogue of rules, and one page for each. The same for every tenant. */
public final class RulePage {

    private final Screen screen;
    private final ErrorPage errors;
    private final Map<String, Rule.Card> cards = new TreeMap<>();
    private final RulesView catalogue;

    /**
     * @param rules every rule of the program
     * @throws IllegalArgumentException where two have the same id
     */
    public RulePage(Screen screen, ErrorPage errors, Collection<? extends Rule> rules) {
        this.screen = screen;
        this.errors = errors;
        for (Rule rule : rules) {
            if (cards.put(rule.id(), rule.card()) != null) {
                throw new IllegalArgumentException("two rules are called " + rule.id());
            }
        }
        this.catalogue = RulesView.of(rules);
    }

    /** {@code GET /rules}. */
    public Response all(Exchange exchange) {
        return screen.show(exchange, catalogue);
    }

    /** {@code GET /rules/{id}}; 404 where there is no such rule. */
    public Response one(Exchange exchange, String id) {
        Rule.@Nullable Card card = cards.get(id);
        if (card == null) {
            return errors.of(exchange, 404);
        }
        return screen.show(
                exchange, new RuleView(card, SpecificationAddress.of(card.source()).orElse(null)));
    }
}
