package dev.symbolon.base.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.jdbc.PgConnection;

/**
 * What PostgreSQL is asked at the moment. A server that has gone silently is waited for only so
 * long. The driver's own limit would set and clear a timer for each read, a tenth of what a short
 * question costs; this is one look a second at all of them.
 */
final class PostgresCalls implements AutoCloseable {

    private static final Logger LOG = System.getLogger(PostgresCalls.class.getName());
    private static final long EVERY_MILLIS = 1000;

    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final long mostNanos;
    private final Thread watch;

    /** One turn on a connection; closing it ends it. */
    final class Call implements AutoCloseable {

        private final Connection connection;
        private final long since = System.nanoTime();

        private Call(Connection connection) {
            this.connection = connection;
        }

        private void cutOffWhereOverdue() {
            if (System.nanoTime() - since <= mostNanos) {
                return;
            }
            underWay.remove(this);
            LOG.log(Level.WARNING, "PostgreSQL did not answer in time; the connection is cut off");
            try {
                // Closes the socket, and so wakes who reads from it.
                connection.unwrap(PgConnection.class).abort(Runnable::run);
            } catch (SQLException gone) {
                LOG.log(Level.DEBUG, "the connection was gone before", gone);
            }
        }

        @Override
        public void close() {
            underWay.remove(this);
        }
    }

    PostgresCalls(Duration most) {
        this.mostNanos = most.toNanos();
        this.watch = Thread.ofVirtual().name("postgresql-calls").start(this::watch);
    }

    Call begin(Connection connection) {
        Call call = new Call(connection);
        underWay.add(call);
        return call;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                underWay.forEach(Call::cutOffWhereOverdue);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
