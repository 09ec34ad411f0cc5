package dev.symbolon.identity.consent;

import dev.symbolon.core.oauth.Scope;
import dev.symbolon.identity.account.StandardClaims;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client wants, or what an account allows it.
 *
 * @param scope of all resources together
 * @param claims standard ones asked for by name beyond the scope (Core §5.5)
 * @param resources identifiers (RFC 8707); empty where the scope is not bound to any
 */
public record Permission(Scope scope, List<String> claims, List<String> resources) {

    static final String NONE = "";

    public Permission {
        claims = List.copyOf(claims);
        resources = List.copyOf(resources);
    }

    /**
     * A scope at a resource, or a claim; what is not meant is empty. Claims are apart from scopes,
     * so that no scope is allowed by the name of a claim.
     */
    public record Item(String resource, String scope, String claim) {

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
        if (items.isEmpty()) {
            items.add(new Item(NONE, NONE, NONE));
        }
        return items;
    }
}
