package dev.symbolon.identity.consent;

import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.details.Detail;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.StandardClaims;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a client wants, or what an account allows it.
 *
 * @param scope of all resources together
 * @param claims standard ones asked for by name beyond the scope (Core §5.5)
 * @param resources identifiers (RFC 8707); empty where the scope is not bound to any
 * @param details each at each API that it is for (RFC 9396)
 */
public record Permission(
        Scope scope, List<String> claims, List<String> resources, List<DetailAt> details) {

    static final String NONE = "";

    public Permission {
        claims = List.copyOf(claims);
        resources = List.copyOf(resources);
        details = List.copyOf(details);
    }

    /** Without authorization details. */
    public Permission(Scope scope, List<String> claims, List<String> resources) {
        this(scope, claims, resources, List.of());
    }

    /**
     * What a request with these details comes to.
     *
     * @param resources all that it is about; those that only details lead to are told, and allowed,
     *     by their details
     */
    public static Permission of(
            DetailTargets targets,
            Tenant tenant,
            Scope scope,
            List<String> claims,
            List<String> resources,
            AuthorizationDetails details) {
        if (details.isEmpty()) {
            return new Permission(scope, claims, resources);
        }
        List<DetailAt> all = new ArrayList<>();
        Set<String> byDetails = new LinkedHashSet<>();
        for (Detail detail : details.all()) {
            for (Resource api : targets.apis(tenant, detail)) {
                all.add(
                        new DetailAt(
                                api.identifier(),
                                detail,
                                api.detailsType(detail.type())
                                        .filter(type -> !type.asksEachTime())
                                        .isEmpty()));
                if (api.of(scope).isEmpty()) {
                    byDetails.add(api.identifier());
                }
            }
        }
        return new Permission(
                scope,
                claims,
                resources.stream().filter(api -> !byDetails.contains(api)).toList(),
                all);
    }

    /**
     * Details at an API that they are for.
     *
     * @param asksEachTime whether they are never taken for allowed
     */
    public record DetailAt(String resource, Detail detail, boolean asksEachTime) {
        Item item() {
            return new Item(resource, NONE, NONE, detail.hash());
        }
    }

    /** The same with more details; what is there already is not repeated. */
    public Permission with(List<DetailAt> more) {
        Map<Item, DetailAt> all = new LinkedHashMap<>();
        details.forEach(one -> all.put(one.item(), one));
        more.forEach(one -> all.putIfAbsent(one.item(), one));
        return new Permission(scope, claims, resources, List.copyOf(all.values()));
    }

    /** Whether a person has to be asked, whatever was allowed before. */
    public boolean asksEachTime() {
        return details.stream().anyMatch(DetailAt::asksEachTime);
    }

    /**
     * A scope at a resource, a claim, or the hash of details at a resource; what is not meant is
     * empty. Claims are apart from scopes, so that no scope is allowed by the name of a claim.
     */
    public record Item(String resource, String scope, String claim, String details) {

        Item(String resource, String scope, String claim) {
            this(resource, scope, claim, NONE);
        }

        /** Consent to a scope is consent to its claims (Core §5.4), and never the other way. */
        boolean isAmong(Set<Item> allowed) {
            return allowed.contains(this)
                    || StandardClaims.scopeOf(claim)
                            .map(token -> new Item(NONE, token, NONE))
                            .filter(allowed::contains)
                            .isPresent();
        }
    }

    /** What of it was allowed before, at any of its resources. */
    Permission within(Allowed before) {
        Set<Item> allowed = before.items();
        Set<String> tokens = new LinkedHashSet<>();
        for (String token : scope.tokens()) {
            boolean known =
                    new Permission(Scope.of(token), List.of(), resources)
                            .items().stream()
                                    .anyMatch(item ->
                                            item.scope().equals(token) && item.isAmong(allowed));
            if (known) {
                tokens.add(token);
            }
        }
        return new Permission(
                new Scope(tokens),
                claims.stream()
                        .filter(claim -> new Item(NONE, NONE, claim).isAmong(allowed))
                        .toList(),
                resources.stream()
                        .filter(resource -> new Item(resource, NONE, NONE).isAmong(allowed))
                        .toList(),
                details.stream()
                        .filter(one -> !one.asksEachTime() && one.item().isAmong(allowed))
                        .toList());
    }

    /** What it comes to; never empty. */
    Set<Item> items() {
        Set<Item> items = new LinkedHashSet<>();
        resources.forEach(resource -> items.add(new Item(resource, NONE, NONE)));
        for (String token : scope.tokens()) {
            if (resources.isEmpty() || Scope.OF_PERSONS.has(token)) {
                items.add(new Item(NONE, token, NONE));
            } else {
                resources.forEach(resource -> items.add(new Item(resource, token, NONE)));
            }
        }
        claims.forEach(claim -> items.add(new Item(NONE, NONE, claim)));
        details.forEach(one -> items.add(one.item()));
        if (items.isEmpty()) {
            items.add(new Item(NONE, NONE, NONE));
        }
        return items;
    }
}
