package dev.symbolon.base.sql;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for the writer, and the place where its caller waits for the result. It is
 * itself the link of the queue, so that a change costs one object.
 */
abstract class SqliteWork<T> {

    final Thread caller = Thread.currentThread();
    @Nullable SqliteWork<?> next;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private volatile boolean complete;

    /** Does the work in the open transaction; the result reaches the caller after the commit. */
    final void perform(SqliteConnection connection, boolean alone) {
        try {
            result = change(connection, alone);
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    abstract @Nullable T change(SqliteConnection connection, boolean alone);

    final boolean failed() {
        return failure != null;
    }

    /** What the caller hears instead of the result: what was done was not kept. */
    final void fail(Throwable thrown) {
        failure = thrown;
    }

    final void release() {
        complete = true;
        LockSupport.unpark(caller);
    }

    /** Waits until the change is durable or refused. An interrupt does not end it. */
    final @Nullable T await() {
        boolean interrupted = false;
        while (!complete) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        // No pattern switch on the way of a start: docs/decisions/0080-command-line.md.
        if (failure instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (failure instanceof Error thrown) {
            throw thrown;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return result;
    }

    /** Stands at the head of the queue when nothing is taken any more. */
    static final class End extends SqliteWork<Boolean> {
        @Override
        Boolean change(SqliteConnection connection, boolean alone) {
            return false;
        }
    }

    /** One statement. If it fails, SQLite undoes it alone: it needs no savepoint. */
    static final class Run extends SqliteWork<Integer> {
        private final String sql;
        private final @Nullable Object[] arguments;

        Run(String sql, @Nullable Object[] arguments) {
            this.sql = sql;
            this.arguments = arguments;
        }

        @Override
        Integer change(SqliteConnection connection, boolean alone) {
            return connection.run(sql, arguments);
        }
    }

    /** One statement with RETURNING. */
    static final class One<R> extends SqliteWork<Optional<R>> {
        private final String sql;
        private final Row.Mapper<R> mapper;
        private final @Nullable Object[] arguments;

        One(String sql, Row.Mapper<R> mapper, @Nullable Object[] arguments) {
            this.sql = sql;
            this.mapper = mapper;
            this.arguments = arguments;
        }

        @Override
        Optional<R> change(SqliteConnection connection, boolean alone) {
            return connection.one(sql, mapper, arguments);
        }
    }

    /** Several statements, all or none. */
    static final class Several<R> extends SqliteWork<R> {
        private final Function<Statements, R> work;
        private @Nullable Transaction transaction;

        Several(Function<Statements, R> work) {
            this.work = work;
        }

        @Override
        @Nullable R change(SqliteConnection connection, boolean alone) {
            Transaction tx = new Transaction(connection);
            transaction = tx;
            if (alone) {
                // The batch is this work: the writer rolls all of it back.
                return tx.perform(work);
            }
            connection.run("SAVEPOINT work");
            try {
                R value = tx.perform(work);
                connection.run("RELEASE work");
                return value;
            } catch (Throwable thrown) {
                if (connection.broken() == null) {
                    connection.run("ROLLBACK TO work");
                    connection.run("RELEASE work");
                }
                throw thrown;
            }
        }

        /** What to tell after the commit. */
        void tell(ChangeLog changes) {
            if (transaction != null) {
                changes.committed(transaction.notices());
            }
        }
    }
}
