package dev.symbolon.benchmarks.load;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * What a run found.
 *
 * @param nanos how long was measured
 * @param rounds microseconds of each whole round that succeeded
 * @param steps microseconds of each step, by its name
 * @param failures how often, by what went wrong
 */
public record Result(
        Scenario scenario,
        int users,
        long nanos,
        Histogram rounds,
        Map<String, Histogram> steps,
        Map<String, LongAdder> failures) {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    /** Rounds that succeeded, per second. */
    public double rate() {
        return rounds.getTotalCount() / (nanos / 1e9);
    }

    /** Rounds that did not succeed. */
    public long failed() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** A table for people. */
    public void print(PrintStream out) {
        out.printf(
                "%s: %,.0f per second (%,d in %.1f s, %d users, %,d failed)%n",
                scenario, rate(), rounds.getTotalCount(), nanos / 1e9, users, failed());
        out.printf("  %-12s", "ms");
        for (double percentile : PERCENTILES) {
            out.printf("%10s", percentile == 100 ? "max" : "p" + text(percentile));
        }
        out.println();
        row(out, "round", rounds);
        if (steps.size() > 1) {
            new TreeMap<>(steps).forEach((name, times) -> row(out, name, times));
        }
        new TreeMap<>(failures)
                .forEach((kind, count) -> out.printf("  failed %,d: %s%n", count.sum(), kind));
    }

    /** One line of JSON for programs. */
    public String json() {
        return "{\"scenario\":\"%s\",\"users\":%d,\"seconds\":%.3f,\"rounds\":%d,\"rate\":%.1f,"
                        .formatted(scenario, users, nanos / 1e9, rounds.getTotalCount(), rate())
                + "\"failed\":%d,\"p50_us\":%d,\"p99_us\":%d,\"max_us\":%d}"
                        .formatted(
                                failed(),
                                rounds.getValueAtPercentile(50),
                                rounds.getValueAtPercentile(99),
                                rounds.getMaxValue());
    }

    private static void row(PrintStream out, String name, Histogram times) {
        out.printf("  %-12s", name);
        for (double percentile : PERCENTILES) {
            out.printf("%10.2f", times.getValueAtPercentile(percentile) / 1000.0);
        }
        out.println();
    }

    private static String text(double percentile) {
        return percentile == Math.rint(percentile)
                ? String.valueOf((int) percentile)
                : String.valueOf(percentile);
    }
}
