package dev.symbolon.operator.playground;

import dev.symbolon.base.html.View;
import dev.symbolon.operator.inspector.Choices;
import dev.symbolon.operator.inspector.FlowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The playground.
 *
 * @param draft the request at hand; absent before a client was chosen
 * @param result what the last one came to; absent before one was sent
 * @param token for the form guard
 */
public record TryView(
        Choices choices,
        String token,
        @Nullable Draft draft,
        @Nullable Result result,
        @Nullable String problem)
        implements View {

    /**
     * What came back.
     *
     * @param headers those that matter
     * @param page the address to open where the server wants to ask the person; absent elsewhere
     * @param step as the inspector shows it; absent where no rule applies
     * @param next what could be sent now, by the button's text
     */
    public record Result(
            String status,
            String headers,
            String body,
            @Nullable String page,
            FlowView.@Nullable StepView step,
            List<Next> next) {}

    /** A request that follows from an answer. */
    public record Next(String label, Draft draft) {}

    @Override
    public String template() {
        return "tryIt";
    }
}
