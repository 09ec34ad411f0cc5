package dev.symbolon.base.fetch;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * How long one request waits for other servers: five seconds for all of them together, however many
 * it has to ask. Used by one thread.
 */
public final class Patience {

    static final Duration IN_ALL = Duration.ofSeconds(5);

    private static final ScopedValue<Patience> CURRENT = ScopedValue.newInstance();

    /** Of what no request waits for; a little less, so that one that does hears why it failed. */
    private static final Duration ALONE = IN_ALL.minusMillis(100);

    private long leftNanos;

    private Patience(Duration left) {
        leftNanos = left.toNanos();
    }

    /** Runs the work of one request. */
    public static <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, new Patience(IN_ALL)).call(work::get);
    }

    /**
     * The answer, waited for as long as the request may.
     *
     * @throws TimeoutException where that is over; the answer is under way still
     */
    static <T> T await(Future<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        Patience mine = CURRENT.isBound() ? CURRENT.get() : new Patience(ALONE);
        long start = System.nanoTime();
        try {
            return answer.get(mine.leftNanos, TimeUnit.NANOSECONDS);
        } finally {
            mine.leftNanos = Math.max(0, mine.leftNanos - (System.nanoTime() - start));
        }
    }
}
