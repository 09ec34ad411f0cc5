package dev.symbolon.base.log;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flow that a request belongs to, for its log lines. The server opens a context for each
 * request; whoever learns the flow tells it; threads that the request starts in a structured scope
 * share it.
 */
public final class LogContext {

    private static final ScopedValue<LogContext> CURRENT = ScopedValue.newInstance();

    private volatile @Nullable String flow;

    private LogContext() {}

    /** Runs the work in a context of its own. */
    public static <T> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, new LogContext()).call(work::get);
    }

    /** From here on the context's lines carry this flow. Outside of a context nothing happens. */
    public static void flow(String id) {
        if (CURRENT.isBound()) {
            CURRENT.get().flow = id;
        }
    }

    /** The flow of the current context; absent where none is known. */
    public static @Nullable String flow() {
        return CURRENT.isBound() ? CURRENT.get().flow : null;
    }

    /**
     * What somebody can quote and an operator can search for: the flow, or else a new random
     * reference.
     */
    public static String reference() {
        String flow = flow();
        return flow == null
                ? Long.toString(ThreadLocalRandom.current().nextLong() >>> 12, 36)
                : flow;
    }
}
