package dev.symbolon.identity.consent;

import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.List;

/**
 * All that an account allowed a client.
 *
 * @param scope of all resources together
 * @param resources identifiers (RFC 8707); empty where the scope is not bound to any
 * @param grantedAt when the account first allowed the client anything that still holds
 */
public record Consent(
        String tenant,
        String accountId,
        String clientId,
        Scope scope,
        List<String> resources,
        Instant grantedAt) {

    public Consent {
        resources = List.copyOf(resources);
    }
}
