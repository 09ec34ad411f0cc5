package dev.symbolon.core.keys;

import dev.symbolon.base.jose.KeyAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as those who run the server see it.
 *
 * @param signsFrom when it began to sign, or will
 * @param publishedUntil when nothing can be checked or opened with it any more; absent while it has
 *     no successor
 */
public record KeyView(
        String kid,
        KeyAlgorithm algorithm,
        KeyState state,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant publishedUntil) {

    static KeyView of(StoredKey key, KeySchedule schedule, Instant now) {
        return new KeyView(
                key.kid(),
                key.algorithm(),
                schedule.state(key, now),
                key.createdAt(),
                key.signsFrom(),
                schedule.endsAt(key).orElse(null));
    }
}
