package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connections that read beside the writer (WAL): each sees what was committed when its statement
 * began.
 */
final class SqliteReaders implements AutoCloseable {

    /**
     * A read occupies a processor from its beginning to its end, so few more than there are
     * processors can run at a time.
     */
    private static final int MOST = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final Path file;
    private final Semaphore permits = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SqliteReaders(Path file) {
        this.file = file;
    }

    <T> T read(Function<Statements, T> question) {
        permits.acquireUninterruptibly();
        try {
            SqliteConnection connection = take();
            try {
                return question.apply(connection);
            } finally {
                giveBack(connection);
            }
        } finally {
            permits.release();
        }
    }

    /**
     * How busy they are.
     *
     * @param writing how many wait for the writer
     */
    DatabaseLoad load(int writing) {
        return new DatabaseLoad(
                "sqlite",
                MOST - permits.availablePermits(),
                idle.size(),
                MOST,
                permits.getQueueLength() + writing);
    }

    private SqliteConnection take() {
        if (closed) {
            throw new DatabaseException("the database is closed");
        }
        SqliteConnection connection = idle.pollFirst();
        if (connection != null) {
            return connection;
        }
        try {
            return SqliteConnection.reading(file);
        } catch (SQLException away) {
            throw new DatabaseException("cannot open the database to read", away);
        }
    }

    private void giveBack(SqliteConnection connection) {
        if (connection.broken() == null) {
            idle.addFirst(connection);
        } else {
            connection.close();
        }
    }

    /** Lets what reads finish, for 5 s at most; nothing is read afterwards. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (permits.tryAcquire(MOST, 5, TimeUnit.SECONDS)) {
                // Those who still wait for a turn hear that it is closed.
                permits.release(MOST);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        for (@Nullable SqliteConnection connection = idle.pollFirst();
                connection != null;
                connection = idle.pollFirst()) {
            connection.close();
        }
    }
}
