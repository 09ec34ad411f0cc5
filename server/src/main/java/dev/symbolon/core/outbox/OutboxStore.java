package dev.symbolon.core.outbox;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are to be delivered. Beside its own columns it has {@code tenant}, a key,
 * {@code tries}, {@code next_try_at}, which is absent where nothing is to be delivered, and {@code
 * outcome}.
 *
 * @param <T> what is delivered
 */
public final class OutboxStore<T> {

    /** Longer than one delivery takes: a node that died meanwhile has let go of it then. */
    private static final Duration TAKEN = Duration.ofSeconds(30);

    /** How many are delivered at once, by one node. */
    private static final int AT_ONCE = 32;

    private final Database database;
    private final String table;
    private final String key;
    private final String columns;
    private final Row.Mapper<T> mapper;
    private final String forgotten;

    /**
     * @param key the column that names a row of a tenant
     * @param columns what the mapper reads
     * @param secrets columns that are emptied once a row is settled
     */
    public OutboxStore(
            Database database,
            String table,
            String key,
            String columns,
            Row.Mapper<T> mapper,
            String... secrets) {
        this.database = database;
        this.table = table;
        this.key = key;
        this.columns = columns;
        this.mapper = mapper;
        this.forgotten =
                Arrays.stream(secrets)
                        .map(secret -> ", " + secret + " = NULL")
                        .collect(Collectors.joining());
    }

    /** Takes those whose time has come; no other node has them meanwhile. */
    public List<T> take(Instant now) {
        return take(now, AT_ONCE);
    }

    /** The same, so many at most. */
    public List<T> take(Instant now, int most) {
        // A look first: mostly there is nothing, and nothing is written then.
        boolean none =
                database.one(
                                "SELECT 1 AS due FROM %s WHERE next_try_at <= ? LIMIT 1"
                                        .formatted(table),
                                row -> row.number("due"),
                                now)
                        .isEmpty();
        return none
                ? List.of()
                : database.change(tx ->
                        tx.list(
                                """
                                UPDATE %1$s SET tries = tries + 1, next_try_at = ?
                                WHERE next_try_at <= ? AND (tenant, %2$s) IN
                                    (SELECT tenant, %2$s FROM %1$s WHERE next_try_at <= ?
                                    ORDER BY next_try_at LIMIT %3$d)
                                RETURNING %4$s
                                """
                                        .formatted(table, key, most, columns),
                                mapper,
                                now.plus(TAKEN),
                                now,
                                now));
    }

    /**
     * What came of it.
     *
     * @param again when it is tried again; absent where it is settled
     */
    public void tried(String tenant, String row, String outcome, @Nullable Instant again) {
        database.run(
                "UPDATE %s SET outcome = ?, next_try_at = ?%s WHERE tenant = ? AND %s = ?"
                        .formatted(table, again == null ? forgotten : "", key),
                outcome,
                again,
                tenant,
                row);
    }
}
