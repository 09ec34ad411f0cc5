package dev.symbolon.core.tenant;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of issuers. */
final class TenantStore {

    /** What others are told when a row changed; the key is the tenant's id. */
    static final String TOPIC = "tenant";

    private final Database database;
    private final InstantSource clock;

    TenantStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<Tenant> byId(String id) {
        return database.one(
                "SELECT tenant, issuer FROM tenant WHERE tenant = ?", TenantStore::tenant, id);
    }

    Optional<Tenant> byPath(String path) {
        return database.one(
                "SELECT tenant, issuer FROM tenant WHERE path = ?", TenantStore::tenant, path);
    }

    Optional<Tenant> byHost(String host) {
        return database.one(
                "SELECT tenant, issuer FROM tenant WHERE host = ?", TenantStore::tenant, host);
    }

    /** Oldest first. */
    List<Tenant> list() {
        return database.list(
                "SELECT tenant, issuer FROM tenant ORDER BY created_at, tenant",
                TenantStore::tenant);
    }

    void create(Tenant tenant, @Nullable String path, @Nullable String host) {
        database.change(tx -> {
            tx.run(
                    """
                    INSERT INTO tenant (tenant, issuer, path, host, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                    tenant.id(),
                    tenant.issuer().toString(),
                    path,
                    host,
                    clock.instant());
            return publish(tx, tenant);
        });
    }

    /** Makes the first tenant, or gives it another issuer; nobody is told where nothing changed. */
    void establishFirst(Tenant first) {
        database.change(tx -> {
            int changed =
                    tx.run(
                            """
                            INSERT INTO tenant (tenant, issuer, created_at)
                            VALUES (?, ?, ?)
                            ON CONFLICT (tenant) DO UPDATE SET issuer = excluded.issuer
                            WHERE tenant.issuer <> excluded.issuer
                            """,
                            first.id(),
                            first.issuer().toString(),
                            clock.instant());
            return changed == 0 ? first : publish(tx, first);
        });
    }

    private Tenant publish(Statements tx, Tenant tenant) {
        database.changes().publish(tx, TOPIC, tenant.id());
        return tenant;
    }

    private static Tenant tenant(Row row) throws SQLException {
        return new Tenant(row.text("tenant"), URI.create(row.text("issuer")));
    }
}
