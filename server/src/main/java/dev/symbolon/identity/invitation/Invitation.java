package dev.symbolon.identity.invitation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that is open: neither used nor too old.
 *
 * @param hash what is stored of its code
 * @param admin whether the account may administer the tenant
 * @param accountId the account that was made from it, where its password could not be set then
 */
record Invitation(
        String tenant, String hash, boolean admin, @Nullable String accountId, Instant expiresAt) {

    Invitation from(String account) {
        return new Invitation(tenant, hash, admin, account, expiresAt);
    }
}
