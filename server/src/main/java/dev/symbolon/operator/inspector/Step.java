package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a flow and its answer, as it is kept and shown.
 *
 * @param at when it was answered
 * @param route method and address as it was mounted
 * @param micros how long the answer took
 * @param spent what that time went into, in microseconds, by the part's name
 * @param sent what was sent
 * @param facts what the server found out: the client, the decision
 * @param answer what was answered
 */
public record Step(
        Instant at,
        Act act,
        String route,
        long micros,
        Map<String, Long> spent,
        List<Shown> sent,
        Map<String, String> facts,
        List<Check> checks,
        Answer answer) {

    public Step {
        sent = List.copyOf(sent);
        checks = List.copyOf(checks);
    }

    /**
     * A rule that was checked.
     *
     * @param rule its id
     * @param expected absent where the statement says it all
     * @param received likewise
     */
    public record Check(
            String rule,
            String statement,
            String source,
            Rule.Level level,
            String mend,
            boolean holds,
            @Nullable String expected,
            @Nullable String received) {}

    /**
     * What was answered.
     *
     * @param to where the browser was sent, without its query; absent where it was not
     * @param values of the address that the browser was sent to, or of the JSON
     */
    public record Answer(int status, Kind kind, @Nullable String to, List<Shown> values) {

        /** What kind of thing it was. */
        public enum Kind {
            /** The browser goes to the app. */
            TO_APP,
            /** The browser goes to a page of ours. */
            TO_PAGE,
            /** A page. */
            PAGE,
            /** Data for a program. */
            DATA
        }

        public Answer {
            values = List.copyOf(values);
        }
    }

    /** The rule that did not hold, where one did not: the last word. */
    public @Nullable Check failure() {
        return checks.stream()
                .filter(check -> !check.holds())
                .reduce((_, last) -> last)
                .orElse(null);
    }
}
