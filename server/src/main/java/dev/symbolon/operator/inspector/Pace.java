package dev.symbolon.operator.inspector;

import java.util.concurrent.atomic.AtomicLong;

/** Lets so many through a second for long, and some at once. For many threads. */
final class Pace {

    private final long oneEachNanos;
    private final int atOnce;

    /** When all that was let through so far will have had its time. */
    private final AtomicLong paidUntil = new AtomicLong(System.nanoTime());

    Pace(int perSecond, int atOnce) {
        this.oneEachNanos = 1_000_000_000L / perSecond;
        this.atOnce = atOnce;
    }

    /** Whether one more may go. */
    boolean admits() {
        long now = System.nanoTime();
        long most = now + atOnce * oneEachNanos;
        return paidUntil.getAndUpdate(until -> Math.min(Math.max(until, now) + oneEachNanos, most))
                < most - oneEachNanos;
    }
}
