package dev.symbolon.core.tokens;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Pkce;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a code stands for (RFC 6749 §4.1.2); the code itself is not kept, only its hash.
 *
 * @param redirectUri where the code was sent
 * @param redirectUriSent whether the authorization request named that address itself (RFC 6749
 *     §4.1.3)
 * @param pkce absent only for a confidential client that is allowed to do without
 * @param grantId the grant that redeeming it makes, or takes over
 * @param redeemedAt absent while it is unused
 * @param endedAt absent while what the person approved goes on
 */
public record AuthorizationCode(
        String hash,
        String clientId,
        String redirectUri,
        boolean redirectUriSent,
        @Nullable Pkce pkce,
        String grantId,
        Approval approval,
        FlowId flow,
        Instant expiresAt,
        @Nullable Instant redeemedAt,
        @Nullable Instant endedAt) {

    public boolean wasIssuedTo(String client) {
        return clientId.equals(client);
    }

    /** Compared character by character (RFC 6749 §4.1.3). */
    public boolean wasSentTo(String uri) {
        return redirectUri.equals(uri);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
