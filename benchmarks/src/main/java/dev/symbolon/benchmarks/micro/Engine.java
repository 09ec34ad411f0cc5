package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseSettings;
import dev.symbolon.base.sql.Databases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The databases that are measured, both as durable as in production. */
public enum Engine {
    SQLITE {
        @Override
        Running start(InstantSource clock) throws IOException {
            Path directory = Files.createTempDirectory("symbolon-benchmark");
            Database database = Databases.open(DatabaseSettings.DEFAULTS, directory, clock);
            return new Running(
                    database,
                    () -> {
                        database.close();
                        delete(directory);
                    });
        }
    },
    POSTGRESQL {
        @Override
        Running start(InstantSource clock) throws IOException {
            // Its own defaults: fsync and synchronous_commit are on. The library turns them off.
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .start();
            String url = server.getJdbcUrl("postgres", "postgres");
            var settings =
                    new DatabaseSettings(url, null, null, DatabaseSettings.DEFAULTS.poolSize());
            Database database = Databases.open(settings, Path.of("unused"), clock);
            return new Running(
                    database,
                    () -> {
                        database.close();
                        server.close();
                    });
        }
    };

    /** An open database, and how to be rid of it. */
    record Running(Database database, Stop stop) {}

    /** Ends what was started. */
    interface Stop {
        void run() throws IOException;
    }

    abstract Running start(InstantSource clock) throws IOException;

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
