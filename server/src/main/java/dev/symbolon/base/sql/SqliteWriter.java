package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes the file. It takes all work that waits, does it in one transaction
 * and commits once: durability costs one sync of the disk per batch, not per request.
 */
final class SqliteWriter implements AutoCloseable {

    /** So many at most wait for one another's commit. */
    private static final int BATCH = 256;

    private final SqliteConnection connection;
    private final AtomicReference<@Nullable SqliteWork<?>> newest = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;

    SqliteWriter(Path file, boolean durable) throws SQLException {
        this.connection = SqliteConnection.writing(file, durable);
        // A thread of the system: a virtual one would hold its carrier during every sync.
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().unstarted(this::serve);
        thread.start();
    }

    /** Hands the work to the writer and waits until it is durable. */
    <T> @Nullable T await(SqliteWork<T> work) {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("a change within a change");
        }
        SqliteWork<?> before;
        do {
            before = newest.get();
            if (before instanceof SqliteWork.End) {
                throw new DatabaseException("the database is closed");
            }
            work.next = before;
        } while (!newest.compareAndSet(before, work));
        if (before == null) {
            LockSupport.unpark(thread);
        }
        waiting.incrementAndGet();
        try {
            return work.await();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** How many wait until their work is durable. */
    int waiting() {
        return waiting.get();
    }

    private void serve() {
        boolean open = true;
        while (open) {
            SqliteWork<?> stack = newest.get();
            if (stack == null) {
                LockSupport.park(this);
            } else if (stack instanceof SqliteWork.End) {
                open = false;
            } else if (newest.compareAndSet(stack, null)) {
                commitAll(oldestFirst(stack));
            }
        }
    }

    private static SqliteWork<?> oldestFirst(SqliteWork<?> stack) {
        SqliteWork<?> first = stack;
        SqliteWork<?> rest = stack.next;
        first.next = null;
        while (rest != null) {
            SqliteWork<?> older = rest;
            rest = older.next;
            older.next = first;
            first = older;
        }
        return first;
    }

    private void commitAll(SqliteWork<?> first) {
        @Nullable SqliteWork<?> rest = first;
        while (rest != null) {
            SqliteWork<?> batch = rest;
            SqliteWork<?> last = batch;
            for (int size = 1; size < BATCH && last.next != null; size++) {
                last = last.next;
            }
            rest = last.next;
            last.next = null;
            commit(batch);
        }
    }

    private void commit(SqliteWork<?> batch) {
        try {
            connection.mend();
            connection.run("BEGIN IMMEDIATE");
            boolean alone = batch.next == null;
            for (SqliteWork<?> work = batch; work != null; work = work.next) {
                work.perform(connection, alone);
                DatabaseException broken = connection.broken();
                if (broken != null) {
                    throw broken;
                }
            }
            connection.run(alone && batch.failed() ? "ROLLBACK" : "COMMIT");
        } catch (Throwable lost) {
            rollBack();
            for (SqliteWork<?> work = batch; work != null; work = work.next) {
                work.fail(lost);
            }
        }
        releaseAll(batch);
    }

    private static void releaseAll(SqliteWork<?> batch) {
        @Nullable SqliteWork<?> work = batch;
        while (work != null) {
            // Read before: from then on the work belongs to its caller.
            SqliteWork<?> following = work.next;
            work.release();
            work = following;
        }
    }

    private void rollBack() {
        try {
            connection.mend();
            connection.run("ROLLBACK");
        } catch (DatabaseException alreadyRolledBack) {
            connection.mend();
        }
    }

    /** Finishes what waits, then ends. */
    @Override
    public void close() {
        SqliteWork<?> waiting = newest.getAndSet(new SqliteWork.End());
        if (waiting instanceof SqliteWork.End) {
            return;
        }
        LockSupport.unpark(thread);
        joinThread();
        if (waiting != null) {
            commitAll(oldestFirst(waiting));
        }
        connection.close();
    }

    private void joinThread() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
