package dev.symbolon.core.keys;

import dev.symbolon.base.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How signing keys come and go. */
public record KeySettings(
        @Setting("How long a key signs before its successor takes over.") Duration rotateAfter,
        @Setting("How long a key is published before it signs, so that every client knows it.")
                Duration publishAhead,
        @Setting(
                        "How long a key stays published after it signed for the last time: at least the longest lifetime of a token.")
                Duration retireAfter,
        @Setting("How long clients may keep the key set before they ask again.")
                Duration jwksMaxAge) {

    /** What a node may lag behind the database, and clocks behind each other. */
    static final Duration LAG = Duration.ofMinutes(15);

    public static KeySettings defaults() {
        return new KeySettings(
                Duration.ofDays(90),
                Duration.ofDays(1),
                Duration.ofDays(30),
                Duration.ofMinutes(15));
    }

    /** How long after it was made every node publishes a key, and nobody holds an older key set. */
    Duration untilKnown() {
        return jwksMaxAge.plus(LAG);
    }

    /** What is wrong, each with its key in front. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (jwksMaxAge.isNegative()) {
            problems.add("jwks-max-age: must not be negative");
        }
        if (publishAhead.compareTo(untilKnown()) < 0) {
            problems.add(
                    "publish-ahead: must be at least jwks-max-age and 15 minutes more, or clients meet a key that they do not know");
        }
        if (rotateAfter.compareTo(publishAhead.multipliedBy(2)) < 0) {
            problems.add("rotate-after: must be at least twice publish-ahead");
        }
        if (retireAfter.compareTo(Duration.ofMinutes(5)) < 0) {
            problems.add("retire-after: must be at least 5 minutes");
        }
        return problems;
    }

    /** Whether what lives this long can be verified until its end. */
    public boolean covers(Duration tokenLifetime) {
        return tokenLifetime.compareTo(retireAfter) <= 0;
    }
}
