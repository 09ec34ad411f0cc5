package dev.symbolon.identity.consent;

import dev.symbolon.base.sql.Column;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.consent.Permission.Item;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table consent: a row for each {@link Item}, so that two can be added at once. */
final class ConsentStore {

    /** In one value: neither identifiers nor scopes nor names of claims have blanks. */
    private static final String ALLOWED =
            """
            SELECT string_agg(resource || ' ' || scope || ' ' || claim, ' ') AS allowed
            FROM consent WHERE client = ?
            """;

    private final Database database;
    private final List<Consents.OnWithdraw> onWithdraw;

    ConsentStore(Database database, List<Consents.OnWithdraw> onWithdraw) {
        this.database = database;
        this.onWithdraw = onWithdraw;
    }

    private record Granted(String client, Item item, Instant at) {}

    Allowed allowed(String tenant, String account, String client) {
        return database.one(
                        ALLOWED + " AND tenant = ? AND account = ?",
                        ConsentStore::allowed,
                        client,
                        tenant,
                        account)
                .orElseThrow();
    }

    static Column<Allowed> allowedInSession(String client) {
        return new Column<>(
                "("
                        + ALLOWED
                        + " AND tenant = session.tenant AND account = session.account) AS allowed",
                List.of(client),
                ConsentStore::allowed);
    }

    private static Allowed allowed(Row row) throws SQLException {
        String all = row.textOrNull("allowed");
        Set<Item> items = new HashSet<>();
        if (all != null) {
            String[] fields = all.split(" ", -1);
            for (int i = 0; i < fields.length; i += 3) {
                items.add(new Item(fields[i], fields[i + 1], fields[i + 2]));
            }
        }
        return new Allowed(items);
    }

    void remember(String tenant, String account, String client, Set<Item> items, Instant now) {
        // In one order for all, so that two at once wait for each other and do not deadlock.
        List<Item> inOrder =
                items.stream()
                        .sorted(
                                Comparator.comparing(Item::resource)
                                        .thenComparing(Item::scope)
                                        .thenComparing(Item::claim))
                        .toList();
        database.change(tx -> {
            int added = 0;
            for (Item item : inOrder) {
                added +=
                        tx.run(
                                """
                                INSERT INTO consent
                                    (tenant, account, client, resource, scope, claim, granted_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?)
                                ON CONFLICT (tenant, account, client, resource, scope, claim)
                                DO NOTHING
                                """,
                                tenant,
                                account,
                                client,
                                item.resource(),
                                item.scope(),
                                item.claim(),
                                now);
            }
            return added;
        });
    }

    List<Consent> listOf(String tenant, String account) {
        Map<String, List<Granted>> byClient = new LinkedHashMap<>();
        database.list(
                        """
                        SELECT client, resource, scope, claim, granted_at FROM consent
                        WHERE tenant = ? AND account = ? ORDER BY client, resource, scope, claim
                        """,
                        row -> new Granted(row.text("client"), item(row), row.time("granted_at")),
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
            String tenant, String account, String client, List<Granted> rows) {
        Set<String> scopes = new LinkedHashSet<>();
        Set<String> claims = new LinkedHashSet<>();
        Set<String> resources = new LinkedHashSet<>();
        Instant first = rows.getFirst().at();
        for (Granted granted : rows) {
            scopes.add(granted.item().scope());
            claims.add(granted.item().claim());
            resources.add(granted.item().resource());
            first = granted.at().isBefore(first) ? granted.at() : first;
        }
        for (Set<String> all : List.of(scopes, claims, resources)) {
            all.remove(Permission.NONE);
        }
        Permission allowed =
                new Permission(new Scope(scopes), List.copyOf(claims), List.copyOf(resources));
        return new Consent(tenant, account, client, allowed, first);
    }

    static void endOfClient(Statements tx, Tenant tenant, String client) {
        tx.run("DELETE FROM consent WHERE tenant = ? AND client = ?", tenant.id(), client);
    }

    private static Item item(Row row) throws SQLException {
        return new Item(row.text("resource"), row.text("scope"), row.text("claim"));
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
