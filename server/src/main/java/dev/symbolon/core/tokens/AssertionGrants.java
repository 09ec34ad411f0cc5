package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Grants that begin with another issuer's word (RFC 7523 §2.1), which is used up with it. */
public final class AssertionGrants {

    private final Database database;
    private final GrantStore grants;
    private final InstantSource clock;

    public AssertionGrants(Database database, GrantStore grants, InstantSource clock) {
        this.database = database;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Uses an assertion up and keeps the grant that it brings; of any number at once one does.
     *
     * @param until when the assertion has expired for everybody
     * @return nothing where it had been used
     */
    public Optional<Grant> begin(
            Tenant tenant,
            String issuer,
            String jti,
            Instant until,
            Approval approval,
            FlowId flow) {
        Instant now = clock.instant();
        Redemption.First first = grants.first(OpaqueValue.randomId(), approval, flow, now, false);
        boolean unused =
                database.runAndAdd(
                        """
                        INSERT INTO used_grant_assertion (tenant, issuer, jti_hash, expires_at)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        List.of(tenant.id(), issuer, OpaqueValue.sha256(jti), until),
                        grants.rows(tenant, first, now));
        return unused ? Optional.of(first.grant()) : Optional.empty();
    }
}
