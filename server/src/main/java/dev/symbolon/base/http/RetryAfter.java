package dev.symbolon.base.http;

import java.time.Duration;

/** The value of the header Retry-After (RFC 9110 §10.2.3): whole seconds, and none too few. */
public final class RetryAfter {

    private RetryAfter() {}

    public static String of(Duration pause) {
        return String.valueOf(pause.plusMillis(999).toSeconds());
    }
}
