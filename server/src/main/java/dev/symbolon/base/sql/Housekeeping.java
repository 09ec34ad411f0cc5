package dev.symbolon.base.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does the chores, on one node at a time: whoever holds the lease, a row that expires. Every batch
 * checks and prolongs the lease in its own transaction, so a node that was taken for dead cannot go
 * on beside its successor.
 */
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final String LEASE = "housekeeping";
    private static final Duration LEASE_LASTS = Duration.ofSeconds(30);
    private static final Duration NOTICES_LAST = Duration.ofMinutes(10);
    private static final int NOT_OURS = -1;
    private static final long LOOK_EVERY_MILLIS = 1000;
    private static final long REST_BETWEEN_BATCHES_MILLIS = 20;

    private final Database database;
    private final InstantSource clock;
    private final List<Chore> chores;
    private final String holder = UUID.randomUUID().toString();
    private final Map<Chore, Instant> due = new HashMap<>();
    private final ReentrantLock working = new ReentrantLock();
    private final Thread thread;
    private Instant othersTurnUntil = Instant.MIN;
    private volatile boolean closed;

    private Housekeeping(Database database, InstantSource clock, List<Chore> chores) {
        this.database = database;
        this.clock = clock;
        this.chores = new ArrayList<>(chores);
        this.chores.add(
                new Chore("change notices", Duration.ofMinutes(1), Housekeeping::forgetNotices));
        this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
    }

    /** Begins; the chores are done in the background until it is closed. */
    public static Housekeeping start(Database database, InstantSource clock, List<Chore> chores) {
        Housekeeping housekeeping = new Housekeeping(database, clock, chores);
        housekeeping.thread.start();
        return housekeeping;
    }

    /** The same without the background: chores are done when {@link #doWhatIsDue} is called. */
    static Housekeeping byHand(Database database, InstantSource clock, List<Chore> chores) {
        return new Housekeeping(database, clock, chores);
    }

    private void run() {
        while (!closed) {
            doWhatIsDue();
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** Does the chores whose time has come, where this node holds the lease or can take it. */
    void doWhatIsDue() {
        working.lock();
        try {
            for (Chore chore : chores) {
                Instant now = clock.instant();
                if (!closed
                        && !othersTurnUntil.isAfter(now)
                        && !due.getOrDefault(chore, now).isAfter(now)) {
                    attempt(chore);
                }
            }
        } finally {
            working.unlock();
        }
    }

    private void attempt(Chore chore) {
        try {
            int rows = 0;
            int touched;
            do {
                Instant now = clock.instant();
                touched =
                        database.change(
                                tx -> holdsLease(tx, now) ? chore.batch().run(tx, now) : NOT_OURS);
                rows += Math.max(touched, 0);
            } while (touched >= Chore.ROWS && rested());
            LOG.log(Level.DEBUG, "{0}: {1} rows", chore.name(), rows);
            if (touched == NOT_OURS) {
                othersTurnUntil = clock.instant().plus(LEASE_LASTS.dividedBy(3));
                return;
            }
        } catch (RuntimeException failed) {
            if (!closed) {
                LOG.log(Level.WARNING, "chore failed and comes again: " + chore.name(), failed);
            }
        }
        due.put(chore, clock.instant().plus(chore.every()));
    }

    /** Takes, prolongs or misses the lease; its row is locked until the batch is committed. */
    private boolean holdsLease(Statements tx, Instant now) {
        return tx.run(
                        """
                        INSERT INTO lease (name, holder, expires_at)
                        VALUES (?, ?, ?)
                        ON CONFLICT (name) DO UPDATE
                        SET holder = excluded.holder, expires_at = excluded.expires_at
                        WHERE lease.holder = excluded.holder OR lease.expires_at < ?
                        """,
                        LEASE,
                        holder,
                        now.plus(LEASE_LASTS),
                        now)
                == 1;
    }

    private boolean rested() {
        try {
            Thread.sleep(REST_BETWEEN_BATCHES_MILLIS);
            return !closed;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int forgetNotices(Statements tx, Instant now) {
        return tx.run(
                """
                DELETE FROM change_notice WHERE id IN (
                    SELECT id FROM change_notice WHERE written_at < ? LIMIT 500)
                """,
                now.minus(NOTICES_LAST));
    }

    /** Waits for the running batch, and leaves the lease to whoever comes first. */
    @Override
    public void close() {
        closed = true;
        working.lock();
        try {
            thread.interrupt();
            database.run("DELETE FROM lease WHERE name = ? AND holder = ?", LEASE, holder);
        } catch (DatabaseException away) {
            LOG.log(Level.DEBUG, "the lease will expire by itself", away);
        } finally {
            working.unlock();
        }
    }
}
