package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token that was presented, with its grant.
 *
 * @param rotatedAt absent while it is the newest of its line
 */
public record RefreshToken(
        OpaqueValue value, Grant grant, Instant expiresAt, @Nullable Instant rotatedAt) {

    public boolean wasIssuedTo(String client) {
        return grant.approval().clientId().equals(client);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
