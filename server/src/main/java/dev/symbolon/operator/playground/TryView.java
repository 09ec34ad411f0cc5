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
 * @param answers what was tried so far, the newest first
 * @param page the address to open where the server wants to ask the person; absent elsewhere
 * @param next what could be sent now
 * @param run all answers, as the forms take them along
 * @param token for the form guard
 */
public record TryView(
        Choices choices,
        String token,
        @Nullable Draft draft,
        List<Answer> answers,
        @Nullable String page,
        List<Next> next,
        String run,
        @Nullable String problem)
        implements View {

    /**
     * What came back.
     *
     * @param number of the request in the run, from 1
     * @param headers those that matter
     * @param step as the inspector shows it; absent where no rule applies
     */
    public record Answer(
            int number,
            String title,
            int status,
            String headers,
            String body,
            FlowView.@Nullable StepView step) {}

    /** A request that follows from an answer. */
    public record Next(String label, Draft draft) {}

    @Override
    public String template() {
        return "tryIt";
    }
}
