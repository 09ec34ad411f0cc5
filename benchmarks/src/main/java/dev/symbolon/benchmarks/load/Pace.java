package dev.symbolon.benchmarks.load;

import java.time.Duration;

/**
 * How many, and how long.
 *
 * @param users virtual users, each with one request under way at a time
 * @param readyAtOnce how many get ready at a time: signing in costs the provider a password hash
 * @param warmUp not measured
 * @param duration measured; without meaning where there is a count
 * @param count rounds to measure; 0 to go by the duration
 */
public record Pace(int users, int readyAtOnce, Duration warmUp, Duration duration, long count) {}
