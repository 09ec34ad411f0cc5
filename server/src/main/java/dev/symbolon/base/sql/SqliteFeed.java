package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.sql.SQLException;

/** Looks every half second whether another connection has committed, and only then reads. */
final class SqliteFeed implements ChangeWatch.Feed {

    private static final long PAUSE_MILLIS = 500;

    private final SqliteConnection connection;
    private long version = -1;

    private SqliteFeed(SqliteConnection connection) {
        this.connection = connection;
    }

    @Override
    public void await() throws InterruptedException {
        long now;
        do {
            Thread.sleep(PAUSE_MILLIS);
            // sqlite.org/pragma.html#pragma_data_version: differs when another has committed.
            now =
                    connection
                            .one("PRAGMA data_version", row -> row.number("data_version"))
                            .orElseThrow();
        } while (now == version);
        version = now;
    }

    @Override
    public Statements statements() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
    }

    /** SQLite wakes nobody: all look by themselves. */
    record Engine(Path file) implements ChangeLog.Engine {
        @Override
        public void wakeOthers() {}

        @Override
        public ChangeWatch.Feed feed() {
            try {
                return new SqliteFeed(SqliteConnection.reading(file));
            } catch (SQLException away) {
                throw new DatabaseException("cannot watch the database", away);
            }
        }
    }
}
