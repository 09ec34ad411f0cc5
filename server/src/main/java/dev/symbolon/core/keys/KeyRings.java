package dev.symbolon.core.keys;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.symbolon.base.jose.DecryptionKey;
import dev.symbolon.base.jose.VerificationKey;
import dev.symbolon.base.sql.Changes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The key rings of the tenants that are in use, kept in step with the database. */
final class KeyRings {

    /** A lost notice of a change costs at most this. */
    private static final Duration REFRESH = Duration.ofMinutes(1);

    /** While the database is away, keys go on for this long. */
    private static final Duration FORGET = Duration.ofMinutes(10);

    /** A token with an unknown kid makes us look again, but not more often than this. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private static final int MOST_TENANTS = 10_000;

    private final KeyStore store;
    private final Function<List<StoredKey>, KeyRing> opening;
    private final InstantSource clock;
    private final LoadingCache<String, KeyRing> rings;

    /**
     * Nothing is loaded yet.
     *
     * @param opening makes a ring of a tenant's rows
     */
    KeyRings(KeyStore store, Function<List<StoredKey>, KeyRing> opening, InstantSource clock) {
        this.store = store;
        this.opening = opening;
        this.clock = clock;
        this.rings =
                Caffeine.newBuilder()
                        .maximumSize(MOST_TENANTS)
                        .refreshAfterWrite(REFRESH)
                        .expireAfterWrite(FORGET)
                        .executor(Thread::startVirtualThread)
                        .build(new Loader());
    }

    KeyRing of(String tenant) {
        KeyRing ring = rings.get(tenant);
        return ring.isValid(clock.instant()) ? ring : readAgain(tenant);
    }

    /** The published key of that name; another node may have made it just now. */
    Optional<VerificationKey> verifier(String tenant, String kid) {
        KeyRing ring = of(tenant);
        Optional<VerificationKey> known = ring.verifier(kid);
        return known.isPresent() || clock.instant().isBefore(ring.readAt().plus(LOOK_AGAIN))
                ? known
                : readAgain(tenant).verifier(kid);
    }

    /** The keys that may open a text, in the same way. */
    List<DecryptionKey> openers(String tenant, Optional<String> kid) {
        KeyRing ring = of(tenant);
        List<DecryptionKey> known = ring.openers(kid);
        return !known.isEmpty() || clock.instant().isBefore(ring.readAt().plus(LOOK_AGAIN))
                ? known
                : readAgain(tenant).openers(kid);
    }

    /** As {@link Changes} tells it: a tenant, or everything. */
    void forget(String tenant) {
        if (tenant.equals(Changes.EVERYTHING)) {
            rings.invalidateAll();
        } else {
            rings.invalidate(tenant);
        }
    }

    private KeyRing readAgain(String tenant) {
        return rings.refresh(tenant).join();
    }

    private final class Loader implements CacheLoader<String, KeyRing> {
        @Override
        public KeyRing load(String tenant) {
            return opening.apply(store.list(tenant));
        }

        @Override
        public KeyRing reload(String tenant, KeyRing old) {
            List<StoredKey> rows = store.list(tenant);
            return old.reread(rows, () -> opening.apply(rows), clock.instant());
        }
    }
}
