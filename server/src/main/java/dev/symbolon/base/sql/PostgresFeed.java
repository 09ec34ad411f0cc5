package dev.symbolon.base.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Waits for NOTIFY on a connection of its own. Where that does not arrive (engines without it,
 * poolers that share connections) it looks twice a second.
 */
final class PostgresFeed implements ChangeWatch.Feed {

    private static final Logger LOG = System.getLogger(PostgresFeed.class.getName());
    private static final String WAKE = "SELECT pg_notify('symbolon_change', '') AS nothing";
    private static final int HEAR_ONESELF_MILLIS = 1000;

    /** A notice bounds the wait; this bounds it where the notice was lost. */
    private static final int LISTEN_MILLIS = 5000;

    private static final int POLL_MILLIS = 500;

    private final Connection connection;
    private final JdbcStatements statements;
    private final boolean listens;

    PostgresFeed(Connection connection) {
        this.connection = connection;
        this.statements = new JdbcStatements(connection);
        this.listens = hearsItself(connection);
        LOG.log(Level.DEBUG, listens ? "listens for changes" : "looks for changes twice a second");
    }

    private static boolean hearsItself(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN symbolon_change");
            statement.execute(WAKE);
            return connection
                            .unwrap(PGConnection.class)
                            .getNotifications(HEAR_ONESELF_MILLIS)
                            .length
                    > 0;
        } catch (SQLException unsupported) {
            return false;
        }
    }

    @Override
    public void await() throws SQLException, InterruptedException {
        if (listens) {
            connection.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
        } else {
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException lost) {
            LOG.log(Level.DEBUG, "the connection was lost before it was closed", lost);
        }
    }

    /** NOTIFY goes out after the commit: within the transaction it would make commits queue. */
    record Engine(Database database, PGSimpleDataSource source) implements ChangeLog.Engine {
        @Override
        public void wakeOthers() {
            try {
                database.list(WAKE, row -> "");
            } catch (DatabaseException unsupported) {
                LOG.log(Level.DEBUG, "others will look by themselves", unsupported);
            }
        }

        @Override
        public ChangeWatch.Feed feed() {
            try {
                return new PostgresFeed(source.getConnection());
            } catch (SQLException away) {
                throw new DatabaseException("cannot watch the database", away);
            }
        }
    }
}
