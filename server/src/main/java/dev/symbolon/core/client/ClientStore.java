package dev.symbolon.core.client;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.Changes;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of clients. Every change is told to all who keep a copy. */
final class ClientStore {

    static final String TOPIC = "client";

    private static final String COLUMNS =
            """
            tenant, client_id, metadata, secret_hash, previous_secret_hash, previous_secret_until,
            sealed_secret, previous_sealed_secret, created_at, updated_at, registrar, used_at
            """;

    private final Database database;
    private final Function<String, Profile> standard;
    private final Changes changes;

    /**
     * @param standard the profile of a tenant's clients that have none of their own
     */
    ClientStore(Database database, Function<String, Profile> standard) {
        this.database = database;
        this.standard = standard;
        this.changes = database.changes();
    }

    /** What a notice about the client is about. */
    static String key(String tenant, String clientId) {
        return tenant + "/" + clientId;
    }

    Optional<Client> find(String tenant, String clientId) {
        return database.one(
                "SELECT " + COLUMNS + " FROM client WHERE tenant = ? AND client_id = ?",
                this::client,
                tenant,
                clientId);
    }

    /** In the order of their ids, those after the given one. */
    List<Client> list(String tenant, String afterClientId, int limit) {
        return database.list(
                "SELECT "
                        + COLUMNS
                        + " FROM client WHERE tenant = ? AND client_id > ?"
                        + " ORDER BY client_id LIMIT ?",
                this::client,
                tenant,
                afterClientId,
                limit);
    }

    /**
     * Those whose metadata holds this text somewhere within a value, in any case of its letters.
     */
    List<Client> mentioning(String tenant, String text, int limit) {
        String json = Json.text(text);
        String part = json.substring(1, json.length() - 1).replaceAll("([!%_])", "!$1");
        return database.list(
                "SELECT "
                        + COLUMNS
                        + " FROM client WHERE tenant = ? AND LOWER(metadata) LIKE LOWER(?) ESCAPE '!'"
                        + " ORDER BY client_id LIMIT ?",
                this::client,
                tenant,
                "%" + part + "%",
                limit);
    }

    /** False where the id is taken. */
    boolean add(Statements tx, Client client) {
        int added =
                tx.run(
                        """
                        INSERT INTO client (tenant, client_id, metadata, secret_hash,
                                            sealed_secret, created_at, updated_at, registrar)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        client.tenant(),
                        client.clientId(),
                        Json.text(client.metadata().toMap()),
                        client.secrets().hash(),
                        client.secrets().sealed(),
                        client.createdAt(),
                        client.updatedAt(),
                        client.registrar().wire());
        changes.publish(tx, TOPIC, key(client.tenant(), client.clientId()));
        return added == 1;
    }

    /** Notes that it proved who it is, where that was noted before the given time or never. */
    void used(String tenant, String clientId, Instant now, Instant notedBefore) {
        database.run(
                """
                UPDATE client SET used_at = ?
                WHERE tenant = ? AND client_id = ? AND (used_at IS NULL OR used_at < ?)
                """,
                now,
                tenant,
                clientId,
                notedBefore);
    }

    /**
     * New metadata for a client that is there. It keeps its secrets where it keeps needing one,
     * kept in the same way: of a hash nobody can make a secret to check signatures with, and what
     * signed ones shall be no other's.
     *
     * @param fresh for one that has no such secret yet, or is given another; nothing where it needs
     *     none
     * @param keepSecret whether a secret that is there stays, and the fresh one is only for one
     *     that has none
     */
    Optional<Client> replace(
            Statements tx,
            String tenant,
            String clientId,
            ClientMetadata metadata,
            ClientSecrets fresh,
            boolean keepSecret,
            Instant now) {
        boolean isSealed = fresh.sealed() != null;
        return change(
                tx,
                tenant,
                clientId,
                """
                UPDATE client
                SET metadata = ?,
                    secret_hash = CASE WHEN KEPT AND secret_hash IS NOT NULL
                                       THEN secret_hash ELSE ? END,
                    sealed_secret = CASE WHEN KEPT AND secret_hash IS NOT NULL
                                         THEN sealed_secret ELSE ? END,
                    previous_secret_hash = CASE WHEN KEPT THEN previous_secret_hash END,
                    previous_sealed_secret = CASE WHEN KEPT THEN previous_sealed_secret END,
                    previous_secret_until = CASE WHEN KEPT THEN previous_secret_until END,
                    updated_at = ?
                WHERE tenant = ? AND client_id = ?
                RETURNING
                """
                        .replace("KEPT", "? = 1 AND (sealed_secret IS NOT NULL) = (? = 1)"),
                Json.text(metadata.toMap()),
                keepSecret,
                isSealed,
                fresh.hash(),
                keepSecret,
                isSealed,
                fresh.sealed(),
                keepSecret,
                isSealed,
                keepSecret,
                isSealed,
                keepSecret,
                isSealed,
                now,
                tenant,
                clientId);
    }

    /** Gives a client that has a secret another; the present one works until the given time. */
    Optional<Client> rotateSecret(
            String tenant, String clientId, ClientSecrets fresh, Instant until, Instant now) {
        return database.change(tx ->
                change(
                        tx,
                        tenant,
                        clientId,
                        """
                        UPDATE client
                        SET previous_secret_hash = secret_hash, previous_secret_until = ?,
                            previous_sealed_secret = sealed_secret,
                            secret_hash = ?, sealed_secret = ?, updated_at = ?
                        WHERE tenant = ? AND client_id = ? AND secret_hash IS NOT NULL
                            AND (sealed_secret IS NOT NULL) = (? = 1)
                        RETURNING
                        """,
                        until,
                        fresh.hash(),
                        fresh.sealed(),
                        now,
                        tenant,
                        clientId,
                        fresh.sealed() != null));
    }

    /** False where there was none. */
    boolean remove(Statements tx, String tenant, String clientId) {
        boolean removed =
                tx.run("DELETE FROM client WHERE tenant = ? AND client_id = ?", tenant, clientId)
                        == 1;
        if (removed) {
            tx.run("DELETE FROM client_owner WHERE tenant = ? AND client_id = ?", tenant, clientId);
            changes.publish(tx, TOPIC, key(tenant, clientId));
        }
        return removed;
    }

    /** False where there is no such client. */
    boolean own(String tenant, String clientId, String accountId) {
        return database.change(tx -> {
            boolean known =
                    tx.one(
                                    "SELECT 1 AS known FROM client WHERE tenant = ? AND client_id = ?",
                                    row -> row.number("known"),
                                    tenant,
                                    clientId)
                            .isPresent();
            if (known) {
                tx.run(
                        """
                        INSERT INTO client_owner (tenant, client_id, account_id) VALUES (?, ?, ?)
                        ON CONFLICT (tenant, client_id, account_id) DO NOTHING
                        """,
                        tenant,
                        clientId,
                        accountId);
            }
            return known;
        });
    }

    List<String> ownedBy(String tenant, String accountId) {
        return database.list(
                "SELECT client_id FROM client_owner WHERE tenant = ? AND account_id = ?",
                row -> row.text("client_id"),
                tenant,
                accountId);
    }

    private Optional<Client> change(
            Statements tx,
            String tenant,
            String clientId,
            String sql,
            @Nullable Object... arguments) {
        Optional<Client> changed = tx.one(sql + " " + COLUMNS, this::client, arguments);
        changes.publish(tx, TOPIC, key(tenant, clientId));
        return changed;
    }

    private Client client(Row row) throws SQLException {
        ClientMetadata metadata = ClientMetadata.stored(Json.object(row.text("metadata")));
        return new Client(
                row.text("tenant"),
                row.text("client_id"),
                metadata,
                new ClientSecrets(
                        row.textOrNull("secret_hash"),
                        row.textOrNull("previous_secret_hash"),
                        row.timeOrNull("previous_secret_until"),
                        row.textOrNull("sealed_secret"),
                        row.textOrNull("previous_sealed_secret")),
                row.time("created_at"),
                row.time("updated_at"),
                Registrar.of(row.text("registrar")),
                metadata.heldTo(standard.apply(row.text("tenant"))),
                row.timeOrNull("used_at"));
    }
}
