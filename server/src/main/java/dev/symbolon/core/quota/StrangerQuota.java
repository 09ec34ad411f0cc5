package dev.symbolon.core.quota;

import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.quota.Quota.Bucket;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many of something strangers may make in a window: so many from one network, and so many from
 * everywhere.
 *
 * @param counted how long a count goes on
 * @param prefix tells what is counted from all else, in the names of the buckets
 * @param fromNetwork the limit for each network
 * @param fromEverywhere the limit for all together
 * @param <R> the rules of who asks
 */
public record StrangerQuota<R extends Rule>(
        Quota counted, String prefix, Limit<R> fromNetwork, Limit<R> fromEverywhere) {

    /**
     * How many at most.
     *
     * @param rule what is broken by one more
     */
    public record Limit<R extends Rule>(R rule, long most) {}

    /**
     * Too many were made.
     *
     * @param rule which limit is reached
     * @param delay until it begins anew
     */
    public record Full<R extends Rule>(R rule, Duration delay) {}

    /** Looks only: who is turned away writes nothing. */
    public Optional<Full<R>> full(Statements tx, Tenant tenant, String network, Instant now) {
        return counted.full(tx, tenant, of(network), now)
                .map(delay -> new Full<>(fromNetwork.rule(), delay))
                .or(() ->
                        counted.full(tx, tenant, everywhere(), now)
                                .map(delay -> new Full<>(fromEverywhere.rule(), delay)));
    }

    /** Counts one more; nothing where there was room for it. */
    public Optional<Full<R>> take(Statements tx, Tenant tenant, String network, Instant now) {
        boolean taken =
                counted.take(tx, tenant, of(network), now)
                        && counted.take(tx, tenant, everywhere(), now);
        return taken ? Optional.empty() : full(tx, tenant, network, now);
    }

    private Bucket of(String network) {
        return Bucket.named(prefix + "network\n" + network, fromNetwork.most());
    }

    private Bucket everywhere() {
        return Bucket.named(prefix + "everywhere", fromEverywhere.most());
    }
}
