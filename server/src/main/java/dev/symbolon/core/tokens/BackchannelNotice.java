package dev.symbolon.core.tokens;

import org.jspecify.annotations.Nullable;

/**
 * An app that is to be told what became of its request (CIBA §10.2, §10.3).
 *
 * @param personId the account that was asked
 * @param notification the auth_req_id and the client's token, sealed; absent once it has been told
 * @param pushed the tokens, sealed; absent until they are minted
 * @param tries how often it was told, this time included
 */
public record BackchannelNotice(
        String tenant,
        PendingAuthorization pending,
        String personId,
        @Nullable String notification,
        @Nullable String pushed,
        int tries) {

    /** Whether the tokens were fetched, or minted before. */
    public boolean isUsed() {
        return pending.redeemedAt() != null;
    }
}
