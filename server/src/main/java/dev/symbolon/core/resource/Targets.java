package dev.symbolon.core.resource;

import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.util.List;
import java.util.Optional;

/**
 * Which APIs a request is about (RFC 8707 §2): those it names, or else those whose scopes it asks
 * for.
 */
public final class Targets {

    private final Resources resources;

    public Targets(Resources resources) {
        this.resources = resources;
    }

    /**
     * The APIs that a token for this scope would be for.
     *
     * @param named the {@code resource} parameters; empty where none was sent
     * @throws dev.symbolon.core.oauth.Refusal invalid_target
     */
    public List<Resource> of(Exchange exchange, List<String> named, Scope scope) {
        Tenant tenant = exchange.tenant();
        if (named.isEmpty()) {
            return resources.of(tenant, scope);
        }
        Trace trace = exchange.trace();
        List<Resource> targets =
                named.stream()
                        .distinct()
                        .map(identifier ->
                                resources
                                        .find(tenant, identifier)
                                        .orElseThrow(() ->
                                                trace.refusal(
                                                        TargetRule.KNOWN,
                                                        "a registered resource",
                                                        identifier)))
                        .toList();
        Scope foreign = foreign(tenant, targets, scope);
        trace.require(TargetRule.SCOPES_AT_TARGETS, foreign.isEmpty(), named, foreign);
        return targets;
    }

    /** Those that were granted, as they are registered now; one that was removed is left out. */
    public List<Resource> granted(Tenant tenant, List<String> identifiers) {
        return identifiers.stream()
                .map(identifier -> resources.find(tenant, identifier))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The scope without what belongs to other APIs than these. */
    public Scope scopeAt(Tenant tenant, List<String> identifiers, Scope scope) {
        return scope.without(foreign(tenant, granted(tenant, identifiers), scope).tokens());
    }

    private Scope foreign(Tenant tenant, List<Resource> targets, Scope scope) {
        Scope foreign = Scope.NONE;
        for (Resource resource : resources.of(tenant, scope)) {
            if (!targets.contains(resource)) {
                foreign = foreign.and(resource.of(scope));
            }
        }
        return foreign;
    }
}
