package dev.symbolon.identity.consent;

import java.util.Set;

/** What an account has allowed a client so far. */
public record Allowed(Set<Permission.Item> items) {

    public Allowed {
        items = Set.copyOf(items);
    }

    /** Whether nothing of it has to be asked for. */
    public boolean covers(Permission wanted) {
        return !wanted.asksEachTime()
                && wanted.items().stream().allMatch(item -> item.isAmong(items));
    }
}
