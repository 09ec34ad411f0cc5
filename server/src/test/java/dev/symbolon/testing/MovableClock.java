package dev.symbolon.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until the test moves it. */
public final class MovableClock implements InstantSource {

    // Libraries on the other side read the real clock, so it starts there.
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.ofEpochSecond(Instant.now().getEpochSecond()));

    @Override
    public Instant instant() {
        return now.get();
    }

    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
