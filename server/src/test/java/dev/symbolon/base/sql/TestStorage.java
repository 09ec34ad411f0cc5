package dev.symbolon.base.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The data of one test: any number of databases can be opened on it, as nodes and processes do. */
public final class TestStorage implements AutoCloseable {

    /** Where the data is kept. */
    public enum Engine {
        SQLITE("SQLite") {
            @Override
            public TestStorage fresh() {
                try {
                    Path directory = Files.createTempDirectory("symbolon-test");
                    // What open() makes of nothing is tested once; here it would cost every test.
                    Files.move(SqliteFile.temporary(), directory.resolve("symbolon.db"));
                    return new TestStorage(this, DatabaseSettings.DEFAULTS, directory);
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
            }
        },
        POSTGRESQL("PostgreSQL") {
            @Override
            public TestStorage fresh() {
                return new TestStorage(this, TestPostgres.fresh(), Path.of("unused"));
            }
        };

        private final String title;

        Engine(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** New data, migrated and without rows. */
        public abstract TestStorage fresh();

        /** A place where nothing was ever stored. */
        TestStorage bare() {
            TestStorage fresh = fresh();
            try {
                Files.deleteIfExists(fresh.directory.resolve("symbolon.db"));
            } catch (IOException undeletable) {
                throw new UncheckedIOException(undeletable);
            }
            return this == SQLITE
                    ? fresh
                    : new TestStorage(this, TestPostgres.bare(), fresh.directory);
        }
    }

    private final Engine engine;
    private final DatabaseSettings settings;
    private final Path directory;
    private final List<Database> opened = new CopyOnWriteArrayList<>();

    private TestStorage(Engine engine, DatabaseSettings settings, Path directory) {
        this.engine = engine;
        this.settings = settings;
        this.directory = directory;
    }

    public Engine engine() {
        return engine;
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** The data directory of SQLite. */
    public Path directory() {
        return directory;
    }

    public Database open() {
        return open(clock());
    }

    /** The time of day, for what does not depend on it. */
    public InstantSource clock() {
        return InstantSource.system();
    }

    public Database open(InstantSource clock) {
        Database database = Databases.open(settings, directory, clock);
        opened.add(database);
        return database;
    }

    @Override
    public void close() {
        opened.forEach(Database::close);
    }

    @Override
    public String toString() {
        return engine.title();
    }
}
