package dev.symbolon.base.sql;

import dev.symbolon.base.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens databases: their schema is the newest that this program knows when they are handed out. */
public final class Databases {

    private static final String FILE = "symbolon.db";
    private static final int SECONDS_TO_CONNECT = 3;

    /** Longer than any statement takes; it ends waiting for a server that has gone silently. */
    private static final int SECONDS_TO_ANSWER = 30;

    private Databases() {}

    /**
     * Opens the database, makes it where there is none, and brings its schema up to date.
     *
     * @param dataDirectory where the SQLite file is kept; not touched where a URL is set
     * @throws DatabaseException where it cannot be reached, or is not ours
     */
    public static Database open(
            DatabaseSettings settings, Path dataDirectory, InstantSource clock) {
        String url = settings.url();
        return url == null
                ? sqlite(SqliteFile.in(dataDirectory, FILE), false, clock)
                : postgres(url, settings, clock);
    }

    /** What {@link #open} would find. */
    public enum Found {
        NOTHING,
        /** Made by an older program: opening it brings its schema up to date. */
        OLDER,
        /** Its schema has all that this program needs. */
        CURRENT
    }

    /**
     * Looks, and changes nothing.
     *
     * @throws DatabaseException where it cannot be reached
     */
    public static Found find(DatabaseSettings settings, Path dataDirectory) {
        String url = settings.url();
        Path file = dataDirectory.resolve(FILE);
        if (url == null && !Files.exists(file)) {
            return Found.NOTHING;
        }
        try {
            return url == null
                    ? Migrations.SQLITE.found(SqliteFile.source(file))
                    : Migrations.POSTGRESQL.found(source(url, settings));
        } catch (SQLException away) {
            throw new DatabaseException(
                    url == null ? "cannot open " + file : "cannot reach the database", away);
        }
    }

    /**
     * A new SQLite database for one process and as long as it is open: tests and benchmarks. It is
     * a temporary file that is never synced, because SQLite's own memory databases have no WAL and
     * so behave differently where readers meet the writer.
     */
    public static Database inMemory() {
        // The clock only dates notices to other processes, of which there are none.
        return sqlite(SqliteFile.temporary(), true, InstantSource.fixed(Instant.EPOCH));
    }

    private static Database sqlite(Path file, boolean temporary, InstantSource clock) {
        try {
            if (!temporary) {
                SqliteFile.migrate(file);
            }
            return new SqliteDatabase(file, temporary, clock);
        } catch (SQLException unusable) {
            throw new DatabaseException("cannot open " + file, unusable);
        }
    }

    private static Database postgres(String url, DatabaseSettings settings, InstantSource clock) {
        PGSimpleDataSource source = source(url, settings);
        // A migration may take longer than any request's statement; those are watched otherwise.
        PGSimpleDataSource patient = source(url, settings);
        patient.setSocketTimeout(0);
        try {
            Migrations.POSTGRESQL.apply(patient);
        } catch (SQLException away) {
            throw new DatabaseException("cannot reach the database", away);
        }
        return new PostgresDatabase(
                patient, source, settings.poolSize(), Duration.ofSeconds(SECONDS_TO_ANSWER), clock);
    }

    private static PGSimpleDataSource source(String url, DatabaseSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setApplicationName("symbolon");
        source.setConnectTimeout(SECONDS_TO_CONNECT);
        source.setLoginTimeout(SECONDS_TO_CONNECT);
        source.setSocketTimeout(SECONDS_TO_ANSWER);
        source.setTcpKeepAlive(true);
        // Prepared by the server from the first time on.
        source.setPrepareThreshold(1);
        // Details of an error hold what was to be stored, and errors are logged.
        source.setLogServerErrorDetail(false);
        // What the address itself sets comes last and wins.
        source.setURL(url);
        if (settings.username() != null) {
            source.setUser(settings.username());
        }
        Secret password = settings.password();
        if (password != null) {
            source.setPassword(password.value());
        }
        return source;
    }
}
