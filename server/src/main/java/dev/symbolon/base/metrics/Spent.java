package dev.symbolon.base.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the time of one request went into. Parts that take time say so by {@link #on}; where nobody
 * asked, that costs a look and nothing else.
 */
public final class Spent {

    /** What time goes into. */
    public enum Part {
        DATABASE,
        SIGNING,
        HASHING,
        /** Another server's answer. */
        UPSTREAM
    }

    private static final ScopedValue<Spent> CURRENT = ScopedValue.newInstance();

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);

    /** Runs the work; what it says it spent is added here. */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** Runs the work and books its time to the part, where somebody wants to know. */
    public static <T> T on(Part part, Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return work.get();
        }
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            CURRENT.get().add(part, System.nanoTime() - start);
        }
    }

    private synchronized void add(Part part, long time) {
        nanos.merge(part, time, Long::sum);
    }

    /** Nanoseconds by part; parts that took none are left out. */
    public synchronized Map<Part, Long> nanos() {
        return new EnumMap<>(nanos);
    }
}
