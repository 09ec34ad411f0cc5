package dev.symbolon.core.oauth;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is wrong with a document (client metadata, a resource), so that its author hears
 * of all of it at once.
 */
public final class Problems {

    /**
     * One thing that is wrong.
     *
     * @param parameter which member of the document, as in {@code redirect_uris[1]}
     */
    public record Problem(Rule rule, String parameter) {
        @Override
        public String toString() {
            return parameter + ": " + rule.card().statement();
        }
    }

    /** More than these do not help anybody, and would make a long answer of a hostile document. */
    private static final int MOST_TOLD = 20;

    private final List<Problem> problems = new ArrayList<>();
    private final Set<Rule> met = new LinkedHashSet<>();

    public void require(Rule rule, boolean holds, String parameter) {
        if (holds) {
            met.add(rule);
        } else {
            problems.add(new Problem(rule, parameter));
        }
    }

    /**
     * Records what holds of the whole document, and every problem. @throws Refusal where there is
     * one: by the first one's rule, with all of them in its description
     */
    public void refuseAny(Trace trace) {
        problems.forEach(problem -> met.remove(problem.rule()));
        met.forEach(rule -> trace.require(rule, true));
        if (problems.isEmpty()) {
            return;
        }
        List<String> told = new ArrayList<>();
        for (Problem problem : problems.subList(0, Math.min(MOST_TOLD, problems.size()))) {
            trace.refusal(problem.rule(), null, problem.parameter());
            told.add(inDescription(problem.toString()));
        }
        if (problems.size() > MOST_TOLD) {
            told.add("and " + (problems.size() - MOST_TOLD) + " more");
        }
        throw new Refusal(problems.getFirst().rule(), String.join(" ", told), Map.of());
    }

    /** RFC 6749 §5.2: printable ASCII without the quotation mark and the backslash. */
    private static String inDescription(String text) {
        return text.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }
}
