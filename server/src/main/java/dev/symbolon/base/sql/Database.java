package dev.symbolon.base.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database, SQLite or PostgreSQL. {@link #one} and {@link #list} called directly only read;
 * {@link #run} and {@link #changeOne} are a transaction of their own and cost one round trip;
 * {@link #change} makes several statements a transaction. All of them return when what they changed
 * is durable, and a read that begins afterwards sees it.
 */
public interface Database extends Statements, AutoCloseable {

    /**
     * Runs the work in one transaction and returns when it is durable. The work may run again after
     * a serialization failure (PostgreSQL 40001, 40P01), so it does nothing but speak to its {@link
     * Statements}: it must not change the database by another way, and sees no thread-local or
     * scoped value of its caller. What it throws rolls it back and reaches the caller as it is; so
     * does the first statement that fails, even if the work catches that.
     */
    <T> T change(Function<Statements, T> work);

    /**
     * Runs one statement that changes and says what it changed: UPDATE, INSERT or DELETE with
     * RETURNING. It does what {@link #change} with {@link #one} inside would do, at half its price
     * on PostgreSQL (one round trip).
     *
     * @return the row it changed, or nothing where it changed none. More than one is a bug and
     *     throws; so does a mapper that fails. What the statement did may stand then
     */
    <T> Optional<T> changeOne(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments);

    /**
     * Runs a change that touches one row or none and, where it touched one, adds rows: all of it in
     * one transaction, and on PostgreSQL in one statement. Using something up exactly once, and
     * keeping what it brought, is this.
     *
     * @param sql an UPDATE, DELETE or INSERT of at most one row, without RETURNING
     * @return whether it touched its row
     */
    default boolean runAndAdd(String sql, List<@Nullable Object> arguments, NewRow... rows) {
        return change(tx -> {
            boolean touched = tx.run(sql, arguments.toArray()) == 1;
            if (touched) {
                for (NewRow row : rows) {
                    tx.run(row.sql(""), row.values().toArray());
                }
            }
            return touched;
        });
    }

    /** Tells caches, here, on other nodes and of other processes, what has changed. */
    Changes changes();

    /** Whether the database answers now. Cheap enough for a health check; takes at most 5 s. */
    boolean isReady();

    /** How busy it is now; asks nothing of the database itself. */
    DatabaseLoad load();

    /** Ends what runs and gives back what is held. Doing it twice is doing it once. */
    @Override
    void close();
}
