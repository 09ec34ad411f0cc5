package dev.symbolon.core.resource;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.symbolon.base.sql.Changes;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The APIs of all tenants; those of the tenants in use are kept in memory, until a notice says that
 * one changed, and a minute at most.
 *
 * <p>A scope belongs to one resource of the tenant. So a request that names scopes and no {@code
 * resource} is still clear about what it wants: {@link #of}.
 */
public final class Resources implements AutoCloseable {

    private static final int MOST_TENANTS_KEPT = 10_000;
    private static final Duration OLDEST_KEPT = Duration.ofMinutes(1);

    private final ResourceStore store;
    private final InstantSource clock;
    private final LoadingCache<String, Map<String, Resource>> kept;
    private final Changes.Subscription changes;

    public Resources(Database database, InstantSource clock) {
        this.store = new ResourceStore(database);
        this.clock = clock;
        this.kept =
                Caffeine.newBuilder()
                        .maximumSize(MOST_TENANTS_KEPT)
                        .expireAfterWrite(OLDEST_KEPT)
                        .build(this::read);
        this.changes = database.changes().subscribe(ResourceStore.TOPIC, this::forget);
    }

    private Map<String, Resource> read(String tenant) {
        Map<String, Resource> byIdentifier = new LinkedHashMap<>();
        store.list(tenant).forEach(resource -> byIdentifier.put(resource.identifier(), resource));
        return byIdentifier;
    }

    private void forget(String key) {
        if (key.equals(Changes.EVERYTHING)) {
            kept.invalidateAll();
        } else {
            kept.invalidate(key);
        }
    }

    /** The identifier is compared character by character. */
    public Optional<Resource> find(Tenant tenant, String identifier) {
        return Optional.ofNullable(kept.get(tenant.id()).get(identifier));
    }

    public List<Resource> list(Tenant tenant) {
        return List.copyOf(kept.get(tenant.id()).values());
    }

    /** The identifiers of those that the client stands for (RFC 7662 §2.1). */
    public List<String> introspectedBy(Tenant tenant, String clientId) {
        return kept.get(tenant.id()).values().stream()
                .filter(resource -> resource.introspectedBy().contains(clientId))
                .map(Resource::identifier)
                .toList();
    }

    /** Those that any of the scopes belongs to: whom a token for it would be for. */
    public List<Resource> of(Tenant tenant, Scope scope) {
        return kept.get(tenant.id()).values().stream()
                .filter(resource -> !resource.of(scope).isEmpty())
                .toList();
    }

    /**
     * Puts a resource in the place of the one with its identifier, or adds it.
     *
     * @throws dev.symbolon.core.oauth.Refusal where the definition is wrong, or one of its scopes
     *     belongs to another resource
     */
    public Resource put(Tenant tenant, Map<String, Object> definition) {
        Trace trace = new Trace(FlowId.random());
        Resource resource = ResourceReader.read(trace, definition);
        store.put(
                tenant.id(),
                resource,
                clock.instant(),
                scope -> trace.require(ResourceRule.SCOPE_FREE, false, null, scope));
        trace.require(ResourceRule.SCOPE_FREE, true);
        return resource;
    }

    /** False where there was none. */
    public boolean remove(Tenant tenant, String identifier) {
        return store.remove(tenant.id(), identifier);
    }

    @Override
    public void close() {
        changes.close();
    }
}
