package dev.symbolon.operator.learn;

import dev.symbolon.operator.inspector.FlowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that just happened, as the tour tells it.
 *
 * @param title what happened, in a few words
 * @param text why, for somebody who sees it for the first time
 * @param request the first line of what was sent
 * @param sent its parameters, each explained
 * @param answer what came back, in a line
 * @param received the values that came back, each explained
 * @param checks the rules that were checked
 * @param refused whether the server said no
 */
public record Scene(
        String title,
        String text,
        String who,
        String request,
        List<FlowView.Value> sent,
        String answer,
        List<FlowView.Value> received,
        List<FlowView.Check> checks,
        FlowView.@Nullable Check failure,
        boolean refused) {

    /** Whether every rule held; one need not, where a device only has to wait. */
    public boolean allHold() {
        return checks.stream().allMatch(FlowView.Check::holds);
    }
}
