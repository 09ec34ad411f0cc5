package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.Rule;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Steps as text and back: so the database holds them, and a page takes some along. */
public final class StepTexts {

    private final Map<String, Rule.Card> rules;

    /**
     * @param rules those whose words are shown with the steps that checked them
     */
    public StepTexts(Collection<Rule> rules) {
        this.rules = rules.stream().collect(Collectors.toMap(Rule::id, Rule::card));
    }

    public String text(Step step) {
        return StoredStep.text(step);
    }

    /**
     * The step that a text is of.
     *
     * @throws dev.symbolon.base.json.Json.Malformed where it is of none
     */
    public Step read(String text) {
        return StoredStep.read(text, rules);
    }
}
