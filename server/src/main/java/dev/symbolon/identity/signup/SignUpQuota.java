package dev.symbolon.identity.signup;

import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.quota.Quota;
import dev.symbolon.core.quota.Quota.Bucket;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How many accounts people make: so many in a day from one network, and from everywhere. */
final class SignUpQuota {

    private static final Quota DAILY = new Quota(Duration.ofDays(1));

    private final SignUpSettings settings;

    SignUpQuota(SignUpSettings settings) {
        this.settings = settings;
    }

    /**
     * Too many were made.
     *
     * @param rule which count is full
     * @param delay until it begins anew
     */
    record Full(SignUpRule rule, Duration delay) {}

    /** Looks only: who is turned away writes nothing. */
    Optional<Full> full(Statements tx, Tenant tenant, String network, Instant now) {
        return DAILY.full(tx, tenant, of(network), now)
                .map(delay -> new Full(SignUpRule.PER_ADDRESS, delay))
                .or(() ->
                        DAILY.full(tx, tenant, everywhere(), now)
                                .map(delay -> new Full(SignUpRule.PER_DAY, delay)));
    }

    /** Counts one more; nothing where there was room for it. */
    Optional<Full> take(Statements tx, Tenant tenant, String network, Instant now) {
        boolean taken =
                DAILY.take(tx, tenant, of(network), now)
                        && DAILY.take(tx, tenant, everywhere(), now);
        return taken ? Optional.empty() : full(tx, tenant, network, now);
    }

    private Bucket of(String network) {
        return Bucket.named("sign-up network\n" + network, settings.perAddress());
    }

    private Bucket everywhere() {
        return Bucket.named("sign-up everywhere", settings.perDay());
    }
}
