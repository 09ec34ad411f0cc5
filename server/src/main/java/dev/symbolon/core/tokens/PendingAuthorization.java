package dev.symbolon.core.tokens;

import dev.symbolon.core.oauth.FlowId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person's answer on another device, or has it: a device (RFC 8628), or an app
 * that named the person (CIBA).
 *
 * @param hash of its device_code or auth_req_id
 * @param approval what it asks for; with an account once a person has allowed it
 * @param remoteAddress where it asked from
 * @param deniedAt absent unless the person refused
 * @param redeemedAt absent until it has its tokens
 * @param endedAt absent unless what was allowed was taken back before
 */
public record PendingAuthorization(
        String hash,
        Approval approval,
        String grantId,
        FlowId flow,
        String remoteAddress,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant deniedAt,
        @Nullable Instant redeemedAt,
        @Nullable Instant endedAt) {

    public boolean wasIssuedTo(String client) {
        return approval.clientId().equals(client);
    }

    public boolean isAllowed() {
        return approval.accountId() != null;
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
