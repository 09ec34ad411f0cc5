package dev.symbolon.identity.consent;

import dev.symbolon.base.sql.Database;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table consent: a row for each scope at each resource, so that two can be added at once. */
final class ConsentStore {

    private static final String NONE = "";

    private final Database database;
    private final List<Consents.OnWithdraw> onWithdraw;

    ConsentStore(Database database, List<Consents.OnWithdraw> onWithdraw) {
        this.database = database;
        this.onWithdraw = onWithdraw;
    }

    /** A scope at a resource; either may be empty. */
    record Item(String resource, String scope) {}

    private record Granted(String client, Item item, Instant at) {}

    /** What these scopes at these resources come to; never empty. */
    static Set<Item> items(Scope scope, Collection<String> resources) {
        Set<Item> items = new LinkedHashSet<>();
        resources.forEach(resource -> items.add(new Item(resource, NONE)));
        for (String token : scope.tokens()) {
            if (resources.isEmpty() || Scope.OF_PERSONS.has(token)) {
                items.add(new Item(NONE, token));
            } else {
                resources.forEach(resource -> items.add(new Item(resource, token)));
            }
        }
        if (items.isEmpty()) {
            items.add(new Item(NONE, NONE));
        }
        return items;
    }

    Set<Item> allowed(String tenant, String account, String client) {
        return new HashSet<>(
                database.list(
                        """
                        SELECT resource, scope FROM consent
                        WHERE tenant = ? AND account = ? AND client = ?
                        """,
                        row -> new Item(row.text("resource"), row.text("scope")),
                        tenant,
                        account,
                        client));
    }

    void remember(String tenant, String account, String client, Set<Item> items, Instant now) {
        // In one order for all, so that two at once wait for each other and do not deadlock.
        List<Item> inOrder =
                items.stream()
                        .sorted(Comparator.comparing(Item::resource).thenComparing(Item::scope))
                        .toList();
        database.change(tx -> {
            int added = 0;
            for (Item item : inOrder) {
                added +=
                        tx.run(
                                """
                                INSERT INTO consent
                                    (tenant, account, client, resource, scope, granted_at)
                                VALUES (?, ?, ?, ?, ?, ?)
                                ON CONFLICT (tenant, account, client, resource, scope)
                                DO NOTHING
                                """,
                                tenant,
                                account,
                                client,
                                item.resource(),
                                item.scope(),
                                now);
            }
            return added;
        });
    }

    List<Consent> listOf(String tenant, String account) {
        Map<String, List<Granted>> byClient = new LinkedHashMap<>();
        database.list(
                        """
                        SELECT client, resource, scope, granted_at FROM consent
                        WHERE tenant = ? AND account = ? ORDER BY client, resource, scope
                        """,
                        row ->
                                new Granted(
                                        row.text("client"),
                                        new Item(row.text("resource"), row.text("scope")),
                                        row.time("granted_at")),
                        tenant,
                        account)
                .forEach(granted ->
                        byClient.computeIfAbsent(granted.client(), _ -> new ArrayList<>())
                                .add(granted));
        return byClient.entrySet().stream()
                .map(entry -> consent(tenant, account, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Consent::grantedAt).reversed())
                .toList();
    }

    private static Consent consent(
            String tenant, String account, String client, List<Granted> all) {
        Set<String> scopes = new LinkedHashSet<>();
        Set<String> resources = new LinkedHashSet<>();
        Instant first = all.getFirst().at();
        for (Granted granted : all) {
            scopes.add(granted.item().scope());
            resources.add(granted.item().resource());
            first = granted.at().isBefore(first) ? granted.at() : first;
        }
        scopes.remove(NONE);
        resources.remove(NONE);
        return new Consent(
                tenant, account, client, new Scope(scopes), List.copyOf(resources), first);
    }

    boolean withdraw(Tenant tenant, String account, String client) {
        return database.change(tx -> {
            int removed =
                    tx.run(
                            """
                            DELETE FROM consent
                            WHERE tenant = ? AND account = ? AND client = ?
                            """,
                            tenant.id(),
                            account,
                            client);
            onWithdraw.forEach(hook -> hook.withdrawn(tx, tenant, account, client));
            return removed > 0;
        });
    }
}
