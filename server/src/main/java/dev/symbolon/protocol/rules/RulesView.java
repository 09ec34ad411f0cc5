package dev.symbolon.protocol.rules;

import dev.symbolon.base.html.View;
import dev.symbolon.core.oauth.Rule;
import java.util.List;

/** All rules, grouped by what stands before the dot of their ids. */
public record RulesView(List<Group> groups) implements View {

    /** The rules about one thing. */
    public record Group(String name, List<Rule.Card> cards) {
        public Group {
            cards = List.copyOf(cards);
        }
    }

    public RulesView {
        groups = List.copyOf(groups);
    }

    @Override
    public String template() {
        return "rules";
    }
}
