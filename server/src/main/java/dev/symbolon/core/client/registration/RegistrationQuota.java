package dev.symbolon.core.client.registration;

import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.quota.Quota;
import dev.symbolon.core.quota.Quota.Bucket;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How many strangers may register: so many in an hour from one network, and from everywhere. */
final class RegistrationQuota {

    private static final Quota HOURLY = new Quota(Duration.ofHours(1));

    private final RegistrationSettings settings;

    RegistrationQuota(RegistrationSettings settings) {
        this.settings = settings;
    }

    /**
     * Too many have registered.
     *
     * @param rule which count is full
     * @param delay until it begins anew
     */
    record Full(RegistrationRule rule, Duration delay) {}

    /** Looks only: who is turned away writes nothing. */
    Optional<Full> full(Statements tx, Tenant tenant, String network, Instant now) {
        return HOURLY.full(tx, tenant, of(network), now)
                .map(delay -> new Full(RegistrationRule.PER_ADDRESS, delay))
                .or(() ->
                        HOURLY.full(tx, tenant, everywhere(), now)
                                .map(delay -> new Full(RegistrationRule.PER_HOUR, delay)));
    }

    /** Counts one more; nothing where there was room for it. */
    Optional<Full> take(Statements tx, Tenant tenant, String network, Instant now) {
        boolean taken =
                HOURLY.take(tx, tenant, of(network), now)
                        && HOURLY.take(tx, tenant, everywhere(), now);
        return taken ? Optional.empty() : full(tx, tenant, network, now);
    }

    private Bucket of(String network) {
        return Bucket.named("network\n" + network, settings.perAddress());
    }

    private Bucket everywhere() {
        return Bucket.named("everywhere", settings.perHour());
    }
}
