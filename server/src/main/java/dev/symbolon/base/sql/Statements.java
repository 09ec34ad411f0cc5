package dev.symbolon.base.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a database or inside a transaction. Arguments may be String, Long, Integer,
 * Boolean (stored as 0 and 1), Instant (stored as epoch milliseconds), byte[] or null.
 *
 * <p>What is looked up by its key, and must be alive, compares its time as {@code expires_at + 0 >
 * ?}: the index on that time is for housekeeping, and never to be taken instead of the key's
 * (docs/decisions/0103-plans-that-stay-right.md).
 *
 * <p>An outage or a broken statement is a {@link DatabaseException}; it is not an answer to
 * anybody's request.
 */
public interface Statements {

    /** The only row, or nothing. More than one row is a bug and throws. */
    <T> Optional<T> one(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments);

    <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments);

    /** Runs a change and says how many rows it touched. */
    int run(String sql, @Nullable Object... arguments);
}
