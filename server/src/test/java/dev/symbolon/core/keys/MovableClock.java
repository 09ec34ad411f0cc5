package dev.symbolon.core.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time that a test says it is. */
final class MovableClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-22T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }
}
