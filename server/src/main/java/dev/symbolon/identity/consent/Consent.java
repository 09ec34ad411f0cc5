package dev.symbolon.identity.consent;

import java.time.Instant;

/**
 * All that an account allowed a client.
 *
 * @param grantedAt when the account first allowed the client anything that still holds
 */
public record Consent(
        String tenant, String accountId, String clientId, Permission allowed, Instant grantedAt) {}
