package dev.symbolon.base.sql;

import java.time.Duration;
import java.time.Instant;

/**
 * Something to be done again and again, by one node only: deleting what expired, rotating keys. It
 * may be cut off between two batches and be done again by another node, so doing it twice is doing
 * it once.
 *
 * @param name stands in the log
 * @param every how long to rest after it is done
 * @param batch one transaction of it
 */
public record Chore(String name, Duration every, Batch batch) {

    /** The most rows that one batch may touch: the writers wait for it. */
    public static final int ROWS = 500;

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** A small part of a chore. */
    @FunctionalInterface
    public interface Batch {
        /**
         * Does a part in one transaction.
         *
         * @return how many rows it touched; {@link Chore#ROWS} or more means that there may be more
         *     to do, and it is called again after a short pause
         */
        int run(Statements tx, Instant now);
    }

    /**
     * Deletes what expired a minute ago or earlier: by the clock of another node it may be good
     * still, and what was used up there must not come back.
     *
     * @param sql a DELETE of at most 500 rows with one parameter, that time: {@code DELETE FROM t
     *     WHERE (tenant, id) IN (SELECT tenant, id FROM t WHERE expires_at < ? LIMIT 500)}
     */
    public static Chore deleting(String name, Duration every, String sql) {
        return new Chore(name, every, (tx, now) -> tx.run(sql, now.minus(CLOCKS_DIFFER)));
    }
}
