package dev.symbolon.core.keys;

import dev.symbolon.base.jose.KeyAlgorithm;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of {@code signing_key}. Each change tells the other nodes in the same transaction. */
final class KeyStore {

    /** What {@link dev.symbolon.base.sql.Changes} calls a tenant's keys. */
    static final String TOPIC = "key";

    private final Database database;

    KeyStore(Database database) {
        this.database = database;
    }

    /**
     * All keys of a tenant, each algorithm's newest first; without those whose algorithm only a
     * newer version knows that serves beside this one.
     */
    List<StoredKey> list(String tenant) {
        List<Optional<StoredKey>> rows =
                database.list(
                        """
                        SELECT tenant, kid, algorithm, generation, public_key, sealed_private,
                               created_at, signs_from
                        FROM signing_key
                        WHERE tenant = ?
                        ORDER BY algorithm, generation DESC
                        """,
                        KeyStore::key,
                        tenant);
        return rows.stream().flatMap(Optional::stream).toList();
    }

    /** Of all tenants, as they share the master key. */
    Optional<StoredKey> newestSealed() {
        List<Optional<StoredKey>> rows =
                database.list(
                        """
                        SELECT tenant, kid, algorithm, generation, public_key, sealed_private,
                               created_at, signs_from
                        FROM signing_key
                        WHERE sealed_private IS NOT NULL
                        ORDER BY created_at DESC, tenant, kid
                        """,
                        KeyStore::key);
        return rows.stream().flatMap(Optional::stream).findFirst();
    }

    /** Adds the keys, but none of a generation that another node has made already. */
    boolean add(String tenant, List<StoredKey> keys) {
        return change(tenant, tx -> keys.stream().mapToInt(key -> insert(tx, key)).sum());
    }

    private static int insert(Statements tx, StoredKey key) {
        return tx.run(
                """
                INSERT INTO signing_key (tenant, kid, algorithm, generation, public_key,
                    sealed_private, created_at, signs_from)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant, algorithm, generation) DO NOTHING
                """,
                key.tenant(),
                key.kid(),
                key.algorithm().wire(),
                key.generation(),
                key.publicKey(),
                key.sealedPrivate(),
                key.createdAt(),
                key.signsFrom());
    }

    /** Lets a key that waits for its time sign from an earlier one; false where it does already. */
    boolean begin(StoredKey key, Instant from) {
        return change(
                key.tenant(),
                tx ->
                        tx.run(
                                """
                                UPDATE signing_key SET signs_from = ?
                                WHERE tenant = ? AND kid = ? AND signs_from > ?
                                """,
                                from,
                                key.tenant(),
                                key.kid(),
                                from));
    }

    /** Forgets the private half of a key that signs no more. */
    boolean wipe(StoredKey key) {
        return change(
                key.tenant(),
                tx ->
                        tx.run(
                                """
                                UPDATE signing_key SET sealed_private = NULL
                                WHERE tenant = ? AND kid = ? AND sealed_private IS NOT NULL
                                """,
                                key.tenant(),
                                key.kid()));
    }

    boolean remove(StoredKey key) {
        return change(
                key.tenant(),
                tx ->
                        tx.run(
                                "DELETE FROM signing_key WHERE tenant = ? AND kid = ?",
                                key.tenant(),
                                key.kid()));
    }

    private boolean change(String tenant, Work work) {
        return database.change(tx -> {
            boolean changed = work.run(tx) > 0;
            if (changed) {
                database.changes().publish(tx, TOPIC, tenant);
            }
            return changed;
        });
    }

    @FunctionalInterface
    private interface Work {
        int run(Statements tx);
    }

    private static Optional<StoredKey> key(Row row) throws SQLException {
        Optional<KeyAlgorithm> algorithm = KeyAlgorithm.of(row.text("algorithm"));
        return algorithm.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StoredKey(
                                row.text("tenant"),
                                row.text("kid"),
                                algorithm.get(),
                                row.number("generation"),
                                row.text("public_key"),
                                row.textOrNull("sealed_private"),
                                row.time("created_at"),
                                row.time("signs_from")));
    }
}
