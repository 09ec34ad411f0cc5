package dev.symbolon.base.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The file that SQLite keeps everything in: readable by its owner only, migrated by one at a time.
 */
final class SqliteFile {

    /** A lock on a file is the process's; this one is for the threads of one process. */
    private static final ReentrantLock ONE_THREAD = new ReentrantLock();

    private SqliteFile() {}

    /** The file in that directory; both are made where they are missing. */
    static Path in(Path directory, String name) {
        try {
            Files.createDirectories(directory, ownerOnly("rwx------"));
            Path file = directory.resolve(name);
            try {
                // SQLite gives its two side files the permissions that this one has.
                Files.createFile(file, ownerOnly("rw-------"));
            } catch (FileAlreadyExistsException before) {
                // Its owner may have chosen other permissions.
            }
            return file.toRealPath();
        } catch (IOException unusable) {
            throw new DatabaseException("cannot use the data directory " + directory, unusable);
        }
    }

    /** A file with the newest schema and no rows, that goes away with the process. */
    static Path temporary() {
        try {
            Path file = temporaryFile();
            Files.write(file, Empty.FILE);
            return file;
        } catch (IOException unusable) {
            throw new DatabaseException("cannot use the temporary directory", unusable);
        }
    }

    private static Path temporaryFile() throws IOException {
        Path directory = Files.createTempDirectory("symbolon");
        Path file = in(directory, "memory.db");
        directory.toFile().deleteOnExit();
        parts(file).forEach(part -> part.toFile().deleteOnExit());
        return file;
    }

    private static List<Path> parts(Path file) {
        return Stream.of("", "-wal", "-shm", ".lock")
                .map(suffix -> file.resolveSibling(file.getFileName() + suffix))
                .toList();
    }

    /** Removes a temporary file and its directory. */
    static void remove(Path file) {
        try {
            for (Path part : parts(file)) {
                Files.deleteIfExists(part);
            }
            Files.deleteIfExists(file.toAbsolutePath().getParent());
        } catch (IOException unremovable) {
            throw new DatabaseException("cannot remove " + file, unremovable);
        }
    }

    /** Migrated once for all temporary databases of this process. */
    private static final class Empty {
        static final byte[] FILE = migrated();

        private static byte[] migrated() {
            try {
                Path file = temporaryFile();
                migrate(file);
                byte[] bytes = Files.readAllBytes(file);
                remove(file);
                return bytes;
            } catch (IOException | SQLException unusable) {
                throw new DatabaseException("cannot use the temporary directory", unusable);
            }
        }
    }

    /** Brings the schema up to date. Of several processes that begin at once, one does it. */
    static void migrate(Path file) throws SQLException {
        SQLiteDataSource source = source(file);
        if (Migrations.SQLITE.found(source) == Databases.Found.CURRENT) {
            return;
        }
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        ONE_THREAD.lock();
        try (FileChannel channel =
                        FileChannel.open(
                                lock,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                ownerOnly("rw-------"));
                var _ = channel.lock()) {
            Migrations.SQLITE.apply(source);
        } catch (IOException unusable) {
            throw new DatabaseException("cannot lock " + lock, unusable);
        } finally {
            ONE_THREAD.unlock();
        }
    }

    static SQLiteDataSource source(Path file) {
        SQLiteDataSource source =
                new SQLiteDataSource(new SQLiteConfig(SqliteConnection.settings(true)));
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
