package dev.symbolon.operator.playground;

import dev.symbolon.base.html.View;
import dev.symbolon.core.oauth.Rule;
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

    /** One rule. */
    public record Line(Rule.Card card, @Nullable String address, boolean holds) {}

    @Override
    public String template() {
        return "check";
    }

    @Override
    public int status() {
        return problem == null ? 200 : 404;
    }
}
