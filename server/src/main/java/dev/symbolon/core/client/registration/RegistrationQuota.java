package dev.symbolon.core.client.registration;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many strangers may register: so many in an hour from one network, and from everywhere. What
 * was registered counts also after it was removed.
 */
final class RegistrationQuota {

    private static final Duration WINDOW = Duration.ofHours(1);

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
        return full(tx, tenant, ofNetwork(network), RegistrationRule.PER_ADDRESS, now)
                .or(() -> full(tx, tenant, everywhere(), RegistrationRule.PER_HOUR, now));
    }

    /** Counts one more; nothing where there was room for it. */
    Optional<Full> take(Statements tx, Tenant tenant, String network, Instant now) {
        boolean taken =
                take(tx, tenant, ofNetwork(network), settings.perAddress(), now)
                        && take(tx, tenant, everywhere(), settings.perHour(), now);
        return taken ? Optional.empty() : full(tx, tenant, network, now);
    }

    private static String ofNetwork(String network) {
        return OpaqueValue.sha256("network\n" + network);
    }

    private static String everywhere() {
        return OpaqueValue.sha256("everywhere");
    }

    private Optional<Full> full(
            Statements tx, Tenant tenant, String bucket, RegistrationRule rule, Instant now) {
        long most =
                rule == RegistrationRule.PER_ADDRESS ? settings.perAddress() : settings.perHour();
        return tx.one(
                """
                SELECT ends_at FROM registration_count
                WHERE tenant = ? AND bucket = ? AND made >= ? AND ends_at > ?
                """,
                row -> new Full(rule, Duration.between(now, row.time("ends_at"))),
                tenant.id(),
                bucket,
                most,
                now);
    }

    /** One statement looks and counts: of many at once no more pass than there is room for. */
    private static boolean take(
            Statements tx, Tenant tenant, String bucket, long most, Instant now) {
        return tx.run(
                        """
                        INSERT INTO registration_count (tenant, bucket, made, ends_at)
                        VALUES (?, ?, 1, ?)
                        ON CONFLICT (tenant, bucket) DO UPDATE SET
                            made = CASE WHEN registration_count.ends_at <= ? THEN 1
                                ELSE registration_count.made + 1 END,
                            ends_at = CASE WHEN registration_count.ends_at <= ?
                                THEN excluded.ends_at ELSE registration_count.ends_at END
                        WHERE registration_count.made < ? OR registration_count.ends_at <= ?
                        """,
                        tenant.id(),
                        bucket,
                        now.plus(WINDOW),
                        now,
                        now,
                        most,
                        now)
                == 1;
    }
}
