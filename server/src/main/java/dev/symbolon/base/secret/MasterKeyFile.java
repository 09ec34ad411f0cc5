package dev.symbolon.base.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the master key where the environment does not: made at the first start, for
 * its owner only.
 */
public final class MasterKeyFile {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private MasterKeyFile() {}

    /**
     * The environment's key, else the file's, else a new one, written to the file. For a database
     * in which nothing is sealed yet.
     *
     * @param fromEnvironment the value of {@link MasterKey#ENVIRONMENT}; absent where it is not set
     * @throws MasterKey.Unusable as {@link #load}, or where the file cannot be written
     */
    public static MasterKey loadOrMake(@Nullable Secret fromEnvironment, Path file) {
        if (fromEnvironment == null && Files.notExists(file)) {
            try {
                create(file);
            } catch (IOException broken) {
                throw new MasterKey.Unusable("the master key file cannot be made: " + broken);
            }
        }
        return load(fromEnvironment, file);
    }

    /**
     * The environment's key, else the file's.
     *
     * @param fromEnvironment the value of {@link MasterKey#ENVIRONMENT}; absent where it is not set
     * @throws MasterKey.Unusable where the value is broken, or the file is missing or broken,
     *     cannot be read, or could be read by others
     */
    public static MasterKey load(@Nullable Secret fromEnvironment, Path file) {
        if (fromEnvironment != null) {
            return MasterKey.of(fromEnvironment, MasterKey.ENVIRONMENT);
        }
        if (Files.notExists(file)) {
            throw new MasterKey.Unusable(
                    "the keys in the database are sealed, and the master key is missing: set %s, or put %s back"
                            .formatted(MasterKey.ENVIRONMENT, file));
        }
        try {
            refuseIfOthersCanRead(file);
            return MasterKey.of(new Secret(Files.readString(file)), file.toString());
        } catch (IOException broken) {
            throw new MasterKey.Unusable("the master key file cannot be used: " + broken);
        }
    }

    /** Appears whole or not at all, and never replaces one that another process made first. */
    private static void create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, "master-key", ".new", modes(directory));
        try {
            byte[] text =
                    (MasterKey.random().encoded().value() + "\n").getBytes(StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text));
                channel.force(true);
            }
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException another) {
                return;
            } catch (IOException | UnsupportedOperationException noLinksHere) {
                Files.move(draft, file);
            }
            flush(directory);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] modes(Path directory) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private static void refuseIfOthersCanRead(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> allowed = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        allowed.remove(PosixFilePermission.OWNER_READ);
        allowed.remove(PosixFilePermission.OWNER_WRITE);
        allowed.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!allowed.isEmpty()) {
            throw new MasterKey.Unusable(
                    "the master key file %s is open to others than its owner (%s): chmod 600 %s"
                            .formatted(
                                    file,
                                    PosixFilePermissions.toString(
                                            Files.getPosixFilePermissions(file)),
                                    file));
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** A file whose name is lost in a power cut would take everything sealed with it. */
    private static void flush(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
