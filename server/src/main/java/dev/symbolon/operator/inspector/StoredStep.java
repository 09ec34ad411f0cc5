package dev.symbolon.operator.inspector;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step as the database holds it. Of a rule it has the id only: what it says stands in the program
 * and would be most of what is written.
 */
record StoredStep(
        Instant at,
        Act act,
        String route,
        long micros,
        Map<String, Long> spent,
        List<Shown> sent,
        Map<String, String> facts,
        List<Verdict> checks,
        Step.Answer answer) {

    /** Stands for a rule that another version of the program checked. */
    private static final Rule.Card FORGOTTEN =
            Rule.ours(
                    "",
                    "",
                    ErrorCode.SERVER_ERROR,
                    "A rule that this version of the server does not have.",
                    "");

    /** A rule that was checked, by its id. */
    record Verdict(
            String rule, boolean holds, @Nullable String expected, @Nullable String received) {}

    static String text(Step step) {
        return Json.text(
                new StoredStep(
                        step.at(),
                        step.act(),
                        step.route(),
                        step.micros(),
                        step.spent(),
                        step.sent(),
                        step.facts(),
                        step.checks().stream()
                                .map(check ->
                                        new Verdict(
                                                check.rule(),
                                                check.holds(),
                                                check.expected(),
                                                check.received()))
                                .toList(),
                        step.answer()));
    }

    /** The step with what its rules say, by their ids. */
    static Step read(String text, Map<String, Rule.Card> rules) {
        StoredStep stored = Json.read(text, StoredStep.class);
        return new Step(
                stored.at,
                stored.act,
                stored.route,
                stored.micros,
                stored.spent,
                stored.sent,
                stored.facts,
                stored.checks.stream()
                        .map(one -> check(one, rules.getOrDefault(one.rule, FORGOTTEN)))
                        .toList(),
                stored.answer);
    }

    private static Step.Check check(Verdict verdict, Rule.Card card) {
        return Step.Check.of(verdict.rule, card, verdict.holds, verdict.expected, verdict.received);
    }
}
