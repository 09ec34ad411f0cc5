package dev.symbolon.identity.consent;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.Column;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.details.Detail;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.consent.Permission.DetailAt;
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
import org.jspecify.annotations.Nullable;

/**
 * The tables consent and consent_details: a row for each {@link Item}, so that two can be added at
 * once. Who allowed anything has a row in the first.
 */
final class ConsentStore {

    private static final List<String> TABLES = List.of("consent", "consent_details");

    /** In one value: neither identifiers nor scopes nor names of claims have blanks. */
    private static final String ALLOWED =
            """
            SELECT string_agg(resource || ' ' || scope || ' ' || claim, ' ') AS allowed
            FROM consent WHERE client = ?
            """;

    /** The same for details; they are few, and most requests have none. */
    private static final String DETAILS =
            """
            SELECT string_agg(resource || ' ' || hash, ' ') AS details
            FROM consent_details WHERE client = ?
            """;

    /** An app that asks for others each time does not fill the table: it is asked again. */
    private static final String FORGET_OLDEST =
            """
            DELETE FROM consent_details
            WHERE tenant = ? AND account = ? AND client = ? AND granted_at <
                (SELECT granted_at FROM consent_details
                 WHERE tenant = ? AND account = ? AND client = ?
                 ORDER BY granted_at DESC LIMIT 1 OFFSET 99)
            """;

    private final Database database;
    private final List<Consents.OnWithdraw> onWithdraw;

    ConsentStore(Database database, List<Consents.OnWithdraw> onWithdraw) {
        this.database = database;
        this.onWithdraw = onWithdraw;
    }

    private record Granted(String client, Item item, Instant at) {}

    Allowed allowed(String tenant, String account, String client) {
        String where = " AND tenant = ? AND account = ?";
        return database.one(
                        "SELECT ("
                                + ALLOWED
                                + where
                                + ") AS allowed, ("
                                + DETAILS
                                + where
                                + ") AS details",
                        row -> allowed(row, true),
                        client,
                        tenant,
                        account,
                        client,
                        tenant,
                        account)
                .orElseThrow();
    }

    static Column<Allowed> allowedInSession(String client, boolean withDetails) {
        String where = " AND tenant = session.tenant AND account = session.account) AS ";
        return withDetails
                ? new Column<>(
                        "(" + ALLOWED + where + "allowed, (" + DETAILS + where + "details",
                        List.of(client, client),
                        row -> allowed(row, true))
                : new Column<>(
                        "(" + ALLOWED + where + "allowed",
                        List.of(client),
                        row -> allowed(row, false));
    }

    private static Allowed allowed(Row row, boolean withDetails) throws SQLException {
        Set<Item> items = new HashSet<>();
        String[] fields = fields(row.textOrNull("allowed"));
        for (int i = 0; i < fields.length; i += 3) {
            items.add(new Item(fields[i], fields[i + 1], fields[i + 2]));
        }
        String[] details = fields(withDetails ? row.textOrNull("details") : null);
        for (int i = 0; i < details.length; i += 2) {
            items.add(new Item(details[i], Permission.NONE, Permission.NONE, details[i + 1]));
        }
        return new Allowed(items);
    }

    private static String[] fields(@Nullable String all) {
        return all == null ? new String[0] : all.split(" ", -1);
    }

    void remember(String tenant, String account, String client, Permission allowed, Instant now) {
        Permission plain = new Permission(allowed.scope(), allowed.claims(), allowed.resources());
        // In one order for all, so that two at once wait for each other and do not deadlock.
        List<Item> inOrder =
                plain.items().stream()
                        .sorted(
                                Comparator.comparing(Item::resource)
                                        .thenComparing(Item::scope)
                                        .thenComparing(Item::claim))
                        .toList();
        List<DetailAt> details =
                allowed.details().stream()
                        .filter(one -> !one.asksEachTime())
                        .sorted(
                                Comparator.comparing(DetailAt::resource)
                                        .thenComparing(one -> one.detail().hash()))
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
            for (DetailAt one : details) {
                added +=
                        tx.run(
                                """
                                INSERT INTO consent_details
                                    (tenant, account, client, resource, hash, details, granted_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?)
                                ON CONFLICT (tenant, account, client, resource, hash) DO NOTHING
                                """,
                                tenant,
                                account,
                                client,
                                one.resource(),
                                one.detail().hash(),
                                Json.text(one.detail().members()),
                                now);
            }
            if (!details.isEmpty()) {
                tx.run(FORGET_OLDEST, tenant, account, client, tenant, account, client);
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
        Map<String, List<DetailAt>> details = details(tenant, account);
        return byClient.entrySet().stream()
                .map(entry ->
                        consent(
                                tenant,
                                account,
                                entry.getKey(),
                                entry.getValue(),
                                details.getOrDefault(entry.getKey(), List.of())))
                .sorted(Comparator.comparing(Consent::grantedAt).reversed())
                .toList();
    }

    private Map<String, List<DetailAt>> details(String tenant, String account) {
        Map<String, List<DetailAt>> byClient = new LinkedHashMap<>();
        database.list(
                        """
                        SELECT client, resource, details FROM consent_details
                        WHERE tenant = ? AND account = ? ORDER BY client, granted_at, hash
                        """,
                        row ->
                                Map.entry(
                                        row.text("client"),
                                        new DetailAt(
                                                row.text("resource"),
                                                new Detail(Json.object(row.text("details"))),
                                                false)),
                        tenant,
                        account)
                .forEach(entry ->
                        byClient.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                                .add(entry.getValue()));
        return byClient;
    }

    private static Consent consent(
            String tenant,
            String account,
            String client,
            List<Granted> rows,
            List<DetailAt> details) {
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
                new Permission(
                        new Scope(scopes), List.copyOf(claims), List.copyOf(resources), details);
        return new Consent(tenant, account, client, allowed, first);
    }

    static void endOfClient(Statements tx, Tenant tenant, String client) {
        for (String table : TABLES) {
            tx.run(
                    "DELETE FROM " + table + " WHERE tenant = ? AND client = ?",
                    tenant.id(),
                    client);
        }
    }

    private static Item item(Row row) throws SQLException {
        return new Item(row.text("resource"), row.text("scope"), row.text("claim"));
    }

    boolean withdraw(Tenant tenant, String account, String client) {
        return database.change(tx -> {
            int removed = 0;
            for (String table : TABLES) {
                removed +=
                        tx.run(
                                "DELETE FROM "
                                        + table
                                        + " WHERE tenant = ? AND account = ? AND client = ?",
                                tenant.id(),
                                account,
                                client);
            }
            onWithdraw.forEach(hook -> hook.withdrawn(tx, tenant, account, client));
            return removed > 0;
        });
    }
}
