package dev.symbolon.identity.invitation;

import java.time.Instant;

/**
 * An invitation that is open: neither used nor too old.
 *
 * @param hash what is stored of its code
 * @param admin whether the account may administer the tenant
 */
record Invitation(String tenant, String hash, boolean admin, Instant expiresAt) {}
