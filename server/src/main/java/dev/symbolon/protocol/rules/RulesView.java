package dev.symbolon.protocol.rules;

import dev.symbolon.base.html.View;
import dev.symbolon.core.oauth.Rule;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    public static RulesView of(Collection<? extends Rule> rules) {
        Map<String, List<Rule.Card>> groups =
                rules.stream()
                        .map(Rule::card)
                        .sorted(Comparator.comparing(Rule.Card::id))
                        .collect(
                                Collectors.groupingBy(
                                        RulesView::group, TreeMap::new, Collectors.toList()));
        return new RulesView(
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList());
    }

    private static String group(Rule.Card card) {
        String id = card.id();
        int dot = id.indexOf('.');
        return dot < 0 ? id : id.substring(0, dot);
    }

    @Override
    public String template() {
        return "rules";
    }
}
