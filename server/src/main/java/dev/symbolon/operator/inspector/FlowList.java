package dev.symbolon.operator.inspector;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of flows.
 *
 * @param asked what the list is restricted to, by the field's name
 * @param clients those that can be asked for
 * @param older the address of the next page; absent on the last one
 * @param live the address that tells of new flows
 * @param lost how many steps were not kept since the server started
 * @param problem what was wrong with what was looked for; absent where nothing was
 */
public record FlowList(
        int status,
        List<Line> flows,
        Map<String, String> asked,
        Choices clients,
        List<Choice> kinds,
        List<Choice> states,
        @Nullable String older,
        String live,
        long lost,
        boolean seesAll,
        List<WatchedLine> watched,
        String token,
        @Nullable String problem)
        implements View {

    /**
     * A flow as people read it, with addresses of all flows of its client and its person.
     *
     * @param site the origin of a script, where that is all that is known of who asked
     */
    public record Line(
            String id,
            String kind,
            String state,
            String stateName,
            String client,
            String clientLink,
            String person,
            String personLink,
            @Nullable String site,
            @Nullable String rule,
            int steps,
            Instant changedAt,
            String took) {}

    /** An entry of a drop-down list. */
    public record Choice(String value, String label) {}

    /** Somebody who is watched, and until when. */
    public record WatchedLine(String kind, String name, String shown, Instant until) {}

    @Override
    public String template() {
        return "flows";
    }

    @Override
    public ContentPolicy policy() {
        return ContentPolicy.STRICT.withScript().withConnections();
    }

    /** Whether some flows may be left out. */
    public boolean isFiltered() {
        return asked.values().stream().anyMatch(value -> !value.isBlank());
    }

    public String value(String field) {
        return asked.getOrDefault(field, "");
    }
}
