package dev.symbolon.operator.inspector;

import dev.symbolon.base.html.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flow: its diagram and its steps.
 *
 * @param apps those at the site whose script asked; empty where it was no script
 * @param left how many steps were counted and not kept
 * @param seesAll whether the viewer may see all flows, and the other pages
 */
public record FlowView(
        FlowList.Line flow,
        List<App> apps,
        Diagram diagram,
        List<StepView> steps,
        int left,
        boolean seesAll)
        implements View {

    @Override
    public String template() {
        return "flow";
    }

    /** An app, with the address of all its flows. */
    public record App(String name, String link) {}

    /**
     * A step as people read it.
     *
     * @param failure what did not hold; absent where everything did
     * @param remedy the setting that would let it pass; absent where none would
     */
    public record StepView(
            int number,
            String label,
            String route,
            String from,
            int status,
            String outcome,
            List<Value> sent,
            List<Value> answered,
            List<Check> checks,
            @Nullable Check failure,
            @Nullable Remedy remedy,
            List<Value> facts,
            String took,
            List<Value> spent) {}

    /** A name with its value and a line about it. */
    public record Value(String name, String value, String line, String form) {}

    /**
     * A rule that was checked.
     *
     * @param address of the section; absent where it has none
     */
    public record Check(
            String rule,
            String statement,
            String source,
            @Nullable String address,
            String level,
            String mend,
            boolean holds,
            @Nullable String expected,
            @Nullable String received,
            @Nullable Difference difference) {}
}
