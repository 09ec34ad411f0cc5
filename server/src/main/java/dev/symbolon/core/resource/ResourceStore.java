package dev.symbolon.core.resource;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The tables of resources and of the scopes that are theirs. */
final class ResourceStore {

    static final String TOPIC = "resource";

    private final Database database;

    ResourceStore(Database database) {
        this.database = database;
    }

    /** All of a tenant, in the order of their identifiers. */
    List<Resource> list(String tenant) {
        return database.list(
                "SELECT definition FROM resource WHERE tenant = ? ORDER BY identifier",
                row -> ResourceReader.stored(Json.object(row.text("definition"))),
                tenant);
    }

    /**
     * Puts a resource in the place of the one with its identifier, or adds it.
     *
     * @param taken is told of a scope that belongs to another resource, and throws; then nothing
     *     has changed
     */
    void put(String tenant, Resource resource, Instant now, Consumer<String> taken) {
        database.change(tx -> {
            forgetScopes(tx, tenant, resource.identifier());
            for (String scope : resource.scopes().keySet()) {
                int added =
                        tx.run(
                                """
                                INSERT INTO resource_scope (tenant, scope, identifier)
                                VALUES (?, ?, ?)
                                ON CONFLICT DO NOTHING
                                """,
                                tenant,
                                scope,
                                resource.identifier());
                if (added == 0) {
                    taken.accept(scope);
                }
            }
            tx.run(
                    """
                    INSERT INTO resource (tenant, identifier, definition, updated_at)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (tenant, identifier)
                    DO UPDATE SET definition = excluded.definition,
                                  updated_at = excluded.updated_at
                    """,
                    tenant,
                    resource.identifier(),
                    Json.text(resource.toMap()),
                    now);
            database.changes().publish(tx, TOPIC, tenant);
            return true;
        });
    }

    /** False where there was none. */
    boolean remove(String tenant, String identifier) {
        return database.change(tx -> {
            forgetScopes(tx, tenant, identifier);
            int removed =
                    tx.run(
                            "DELETE FROM resource WHERE tenant = ? AND identifier = ?",
                            tenant,
                            identifier);
            database.changes().publish(tx, TOPIC, tenant);
            return removed == 1;
        });
    }

    private static void forgetScopes(Statements tx, String tenant, String identifier) {
        tx.run(
                "DELETE FROM resource_scope WHERE tenant = ? AND identifier = ?",
                tenant,
                identifier);
    }
}
