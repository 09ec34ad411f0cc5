package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/** A connection to the file that prepares every statement once. */
final class SqliteConnection extends JdbcStatements implements AutoCloseable {

    /** Code has fewer statements than this; it bounds what a generated one could cost. */
    private static final int MOST_PREPARED = 300;

    private final LinkedHashMap<String, PreparedStatement> prepared =
            new LinkedHashMap<>(128, 0.75f, true);
    private @Nullable DatabaseException broken;

    private SqliteConnection(Connection connection) {
        super(connection);
    }

    static SqliteConnection writing(Path file, boolean durable) throws SQLException {
        return open(file, durable, false);
    }

    /** A connection that refuses to change anything. */
    static SqliteConnection reading(Path file) throws SQLException {
        return open(file, true, true);
    }

    private static SqliteConnection open(Path file, boolean durable, boolean queryOnly)
            throws SQLException {
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, settings(durable));
        try {
            if (queryOnly) {
                execute(connection, "PRAGMA query_only = ON");
            }
            // The driver is told that a transaction is open, and then it is ended behind its back:
            // otherwise it would begin and commit an empty transaction after every statement.
            connection.setAutoCommit(false);
            execute(connection, "COMMIT");
            return new SqliteConnection(connection);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    static Properties settings(boolean durable) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                durable ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.OFF);
        config.enforceForeignKeys(true);
        // Other processes write too: the command line.
        config.setBusyTimeout(5000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config.toProperties();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected PreparedStatement open(String sql) throws SQLException {
        if (broken != null) {
            throw new DatabaseException("the transaction has failed before", broken);
        }
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        if (prepared.size() > MOST_PREPARED) {
            var eldest = prepared.pollFirstEntry();
            eldest.getValue().close();
        }
        return statement;
    }

    @Override
    protected void release(PreparedStatement statement) {
        // Kept for the next time. Its results were closed, which resets it.
    }

    @Override
    protected DatabaseException failure(String sql, SQLException cause) {
        DatabaseException failure = super.failure(sql, cause);
        if (cause instanceof SQLiteException && !failure.isOfStatement()) {
            // SQLite may have rolled back by itself: whatever followed would stand alone.
            broken = failure;
        }
        return failure;
    }

    /** Why the transaction is lost, where it is. */
    @Nullable DatabaseException broken() {
        return broken;
    }

    /** A new transaction may be tried. */
    void mend() {
        broken = null;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException lost) {
            throw new DatabaseException("cannot close the database", lost);
        }
    }
}
