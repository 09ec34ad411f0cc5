package dev.symbolon.core.resource;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * What of a scope can be granted to a client when a person allows it: the unknown is left out
     * (Core §3.1.2.1).
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_scope
     */
    public Scope grantable(Exchange exchange, Client client, Scope asked) {
        Set<String> known = new LinkedHashSet<>(Scope.OF_PERSONS.tokens());
        resources
                .list(exchange.tenant())
                .forEach(resource -> known.addAll(resource.scopes().keySet()));
        // Core §11: who may not refresh has no use for offline_access; it is ignored.
        if (!client.mayUse("refresh_token")) {
            known.remove(Scope.OFFLINE_ACCESS);
        }
        Scope grantable = asked.within(known);
        exchange.trace()
                .require(
                        TargetRule.SCOPE_ALLOWED,
                        client.scope().covers(grantable),
                        client.scope(),
                        grantable);
        return grantable;
    }

    /**
     * The APIs that a token for this scope would be for.
     *
     * @param client who asks; where an API is not known, it is told which ones it could name
     * @param named the {@code resource} parameters; empty where none was sent
     * @throws dev.symbolon.core.oauth.Refusal invalid_target
     */
    public List<Resource> of(Exchange exchange, Client client, List<String> named, Scope scope) {
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
                                                        usableBy(tenant, client),
                                                        identifier)))
                        .toList();
        trace.require(TargetRule.KNOWN, true, named, named);
        Scope foreign = foreign(tenant, targets, scope);
        trace.require(TargetRule.SCOPES_AT_TARGETS, foreign.isEmpty(), named, foreign);
        return targets;
    }

    /**
     * The identifiers of those that have a scope the client is registered for, or no scopes at all:
     * nothing where there is none.
     */
    private @Nullable List<String> usableBy(Tenant tenant, Client client) {
        List<String> usable =
                resources.list(tenant).stream()
                        .filter(api -> api.scopes().isEmpty() || !api.of(client.scope()).isEmpty())
                        .map(Resource::identifier)
                        .sorted()
                        .toList();
        return usable.isEmpty() ? null : usable;
    }

    /**
     * For a token that is about to be minted. A grant may be for APIs of several kinds: RFC 8707
     * §2.2 has the client ask for a token for each.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_target
     */
    public void requireOneKindOfToken(Trace trace, List<Resource> targets) {
        trace.require(
                TargetRule.ONE_KIND_OF_TOKEN,
                targets.stream().allMatch(target -> target.readsTokensOf(targets.getFirst())));
    }

    /**
     * Those of the granted APIs that a token for fewer scopes is for (RFC 9068 §3): one that loses
     * all its scopes is not, one that was named without any still is.
     */
    public List<String> narrowed(
            Tenant tenant, List<String> identifiers, Scope granted, Scope fewer) {
        return granted(tenant, identifiers).stream()
                .filter(api -> api.of(granted).isEmpty() || !api.of(fewer).isEmpty())
                .map(Resource::identifier)
                .toList();
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
