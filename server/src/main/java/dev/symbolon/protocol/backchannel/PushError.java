package dev.symbolon.protocol.backchannel;

import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.tokens.BackchannelNotice;
import dev.symbolon.core.tokens.PendingAuthorization;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** CIBA §12: what an app with push is told where there are no tokens for it. */
enum PushError {
    ACCESS_DENIED(ErrorCode.ACCESS_DENIED, "The person refused."),
    EXPIRED_TOKEN(ErrorCode.EXPIRED_TOKEN, "Nobody answered while the auth_req_id was valid."),
    TRANSACTION_FAILED(
            ErrorCode.TRANSACTION_FAILED, "What the person allowed was taken back before.");

    private final ErrorCode code;
    private final String description;

    PushError(ErrorCode code, String description) {
        this.code = code;
        this.description = description;
    }

    /** Nothing where it was allowed, and the tokens are to be had. */
    static Optional<PushError> of(BackchannelNotice notice, Instant now) {
        PendingAuthorization pending = notice.pending();
        if (pending.deniedAt() != null) {
            return Optional.of(ACCESS_DENIED);
        }
        if (pending.endedAt() != null) {
            return Optional.of(TRANSACTION_FAILED);
        }
        // Tokens that are minted are delivered, even if that takes longer.
        boolean late = notice.pushed() == null && pending.isExpired(now);
        return late ? Optional.of(EXPIRED_TOKEN) : Optional.empty();
    }

    Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("error", code.wire());
        members.put("error_description", description);
        return members;
    }
}
