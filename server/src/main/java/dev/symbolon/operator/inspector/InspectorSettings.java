package dev.symbolon.operator.inspector;

import dev.symbolon.base.config.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the inspector keeps.
 *
 * @param trace absent: everything on an issuer of this machine itself, failures elsewhere
 */
public record InspectorSettings(
        @Setting(
                        "Which flows are kept: all, failures or none. Without it, all on localhost"
                                + " and failures elsewhere.")
                @Nullable Traced trace,
        @Setting("How long flows are kept.") Duration keepFor,
        @Setting("The most flows that are kept of each tenant; the oldest go first.") int mostFlows,
        @Setting("The most bytes that flows of each tenant may take; the oldest go first.")
                long mostBytes) {

    /** Which flows are kept without anybody asking for more. */
    public enum Traced {
        ALL,
        FAILURES,
        NONE
    }

    public static InspectorSettings defaults() {
        return new InspectorSettings(null, Duration.ofDays(7), 100_000, 256L << 20);
    }

    /** What holds for this issuer. */
    public Traced traceOf(URI issuer) {
        if (trace != null) {
            return trace;
        }
        return "http".equals(issuer.getScheme()) ? Traced.ALL : Traced.FAILURES;
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (keepFor.isNegative() || keepFor.isZero()) {
            problems.add("keep-for: must be longer than nothing; trace: none keeps nothing");
        }
        if (mostFlows < 1) {
            problems.add("most-flows: must be at least 1");
        }
        if (mostBytes < 1 << 20) {
            problems.add("most-bytes: must be at least 1048576");
        }
        return problems;
    }
}
