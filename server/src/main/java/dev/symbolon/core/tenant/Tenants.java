package dev.symbolon.core.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.sql.Database;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The issuers of this server. The first has the root path; others have a path {@code /t/{name}} or
 * a host of their own. What is asked for often is kept in memory, absences too, and forgotten when
 * a change is heard of, or after a minute.
 */
public final class Tenants {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern PATH = Pattern.compile("/t/[A-Za-z0-9._~-]{1,63}");
    private static final int MOST_KEPT = 20_000;
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(1);

    private final TenantStore store;
    private final Cache<Place, Optional<Tenant>> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(LONGEST_KEPT).build();

    /** How a tenant is asked for. */
    private interface Place {
        Optional<Tenant> in(TenantStore store);

        record Id(String id) implements Place {
            @Override
            public Optional<Tenant> in(TenantStore store) {
                return store.byId(id);
            }
        }

        record Path(String path) implements Place {
            @Override
            public Optional<Tenant> in(TenantStore store) {
                return store.byPath(path);
            }
        }

        record Host(String host) implements Place {
            @Override
            public Optional<Tenant> in(TenantStore store) {
                return store.byHost(host);
            }
        }
    }

    public Tenants(Database database, InstantSource clock) {
        this.store = new TenantStore(database, clock);
        // A tenant is kept under several keys, and changes are rare.
        database.changes().subscribe(TenantStore.TOPIC, _ -> kept.invalidateAll());
    }

    /** The tenant that has the root path. It is there once {@link #establishFirst} was called. */
    public Tenant first() {
        return byId(Tenant.FIRST)
                .orElseThrow(() -> new IllegalStateException("the first tenant is not there yet"));
    }

    public Optional<Tenant> byId(String id) {
        return keep(new Place.Id(id));
    }

    /**
     * The tenant whose issuer has this path.
     *
     * @param path the issuer's own path, {@code /t/name}
     */
    public Optional<Tenant> byPath(String path) {
        return PATH.matcher(path).matches() ? keep(new Place.Path(path)) : Optional.empty();
    }

    /**
     * The tenant that has this host to itself.
     *
     * @param host the host, with the port where it is not the scheme's own, in any case
     */
    public Optional<Tenant> byHost(String host) {
        return keep(new Place.Host(host.toLowerCase(Locale.ROOT)));
    }

    /** All, oldest first. */
    public List<Tenant> list() {
        return store.list();
    }

    /**
     * Makes a tenant beside the first.
     *
     * @param issuer with the path {@code /t/name} on any host, or without a path on a host of its
     *     own
     * @throws IllegalArgumentException where the id or the issuer is of another form
     * @throws dev.symbolon.base.sql.DatabaseException with {@code isConflict} where the id, the
     *     path or the host is another tenant's
     */
    public Tenant create(String id, URI issuer) {
        if (!ID.matcher(id).matches() || id.equals(Tenant.FIRST)) {
            throw new IllegalArgumentException(
                    "a tenant's id has lower case letters, digits and hyphens: " + id);
        }
        Tenant tenant = new Tenant(id, issuer);
        String host = issuer.getRawAuthority();
        String path = tenant.basePath();
        if (host == null || !(path.isEmpty() || PATH.matcher(path).matches())) {
            throw new IllegalArgumentException(
                    "an issuer has a host of its own and no path, or the path /t/{name}: "
                            + issuer);
        }
        @Nullable String ownHost = path.isEmpty() ? host.toLowerCase(Locale.ROOT) : null;
        store.create(tenant, path.isEmpty() ? null : path, ownHost);
        return tenant;
    }

    /** Makes the first tenant at the first start; gives it this issuer where it has another. */
    public Tenant establishFirst(URI issuer) {
        Tenant first = new Tenant(Tenant.FIRST, issuer);
        store.establishFirst(first);
        return first;
    }

    /**
     * The same where nobody named an issuer: a name that somebody gave stays. This machine's own,
     * which was a default itself, follows its port.
     */
    public Tenant establishFirstByDefault(URI issuer) {
        return store.byId(Tenant.FIRST)
                .filter(first -> !"localhost".equals(first.issuer().getHost()))
                .orElseGet(() -> establishFirst(issuer));
    }

    private Optional<Tenant> keep(Place place) {
        return kept.get(place, unknown -> unknown.in(store));
    }
}
