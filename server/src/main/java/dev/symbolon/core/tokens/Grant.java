package dev.symbolon.core.tokens;

import dev.symbolon.core.oauth.FlowId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run's result; all its tokens hang on it.
 *
 * @param expiresAt after this nothing of it is valid any more
 * @param endedAt absent while it lives
 */
public record Grant(
        String id, Approval approval, FlowId flow, Instant expiresAt, @Nullable Instant endedAt) {

    public boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }
}
