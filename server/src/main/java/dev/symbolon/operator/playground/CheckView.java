package dev.symbolon.operator.playground;

import dev.symbolon.base.html.View;
import dev.symbolon.core.client.Profile;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.operator.inspector.Choices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client held against profiles.
 *
 * @param results empty before a client was chosen
 * @param metadata as registered, without secrets
 */
public record CheckView(
        Choices choices,
        String client,
        @Nullable String problem,
        List<Result> results,
        String metadata)
        implements View {

    /** What one profile says. */
    public record Result(Profile profile, boolean passes, List<Line> lines) {}

    /**
     * One rule.
     *
     * @param address where its source is published; absent where that is not known
     */
    public record Line(Trace.Check check, @Nullable String address) {

        public Rule.Card card() {
            return check.rule().card();
        }

        public boolean holds() {
            return check.holds();
        }
    }

    @Override
    public String template() {
        return "check";
    }

    @Override
    public int status() {
        return problem == null ? 200 : 404;
    }
}
