package dev.symbolon.base.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The schema is the program's own, or a newer one")
class MigrationsTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("four nodes that begin at once on nothing make one schema")
    void atOnce(TestStorage.Engine engine) throws Exception {
        try (TestStorage storage = engine.bare()) {
            List<Database> nodes = DatabaseTest.atOnce(4, storage::open);

            assertThat(nodes).allSatisfy(node -> assertThat(history(node)).containsOnlyOnce("1"));
            assertThat(history(nodes.getFirst())).containsAll(Migrations.known());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("opening again changes nothing")
    void twice(TestStorage.Engine engine) {
        try (TestStorage storage = engine.bare()) {
            storage.open().run("INSERT INTO lease (name, holder, expires_at) VALUES ('a', 'b', 1)");
            Database again = storage.open();

            assertThat(again.list("SELECT name FROM lease", row -> row.text("name")))
                    .containsExactly("a");
            assertThat(history(again)).doesNotHaveDuplicates();
        }
    }

    @EachDatabase
    @DisplayName("a newer program's migrations are let be")
    void newer(TestStorage storage) {
        storage.open()
                .run(
                        """
                        INSERT INTO flyway_schema_history (installed_rank, version, description,
                            type, script, checksum, installed_by, execution_time, success)
                        VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'later', 1, TRUE)
                        """);

        assertThat(storage.open().isReady()).isTrue();
    }

    @EachDatabase
    @DisplayName("what is missing is applied even beside a newer program's migrations")
    void missingBesideNewer(TestStorage storage) {
        newer(storage);
        Database old = storage.open();
        old.run("DELETE FROM flyway_schema_history WHERE version = '1'");
        old.run("DROP TABLE tenant");
        old.run("DROP TABLE change_notice");
        old.run("DROP TABLE lease");

        Database mended = storage.open();

        assertThat(mended.list("SELECT name FROM lease", row -> row.text("name"))).isEmpty();
    }

    @Test
    @DisplayName("only the owner can read the SQLite file and its directory")
    void permissions(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("data").resolve("symbolon");
        try (Database database =
                Databases.open(DatabaseSettings.DEFAULTS, directory, InstantSource.system())) {
            database.run("INSERT INTO lease (name, holder, expires_at) VALUES ('a', 'b', 1)");

            assertThat(permissionsOf(directory)).isEqualTo("rwx------");
            assertThat(permissionsOf(directory.resolve("symbolon.db"))).isEqualTo("rw-------");
            assertThat(permissionsOf(directory.resolve("symbolon.db-wal"))).isEqualTo("rw-------");
            assertThat(permissionsOf(directory.resolve("symbolon.db-shm"))).isEqualTo("rw-------");
        }
    }

    @Test
    @DisplayName("a file that is no database is refused with its name")
    void noDatabase(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("symbolon.db");
        Files.writeString(file, "a text that has nothing to do with SQLite".repeat(200));

        assertThatThrownBy(() ->
                        Databases.open(
                                DatabaseSettings.DEFAULTS, directory, InstantSource.system()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("symbolon.db");
        assertThat(Files.readString(file)).startsWith("a text");
    }

    private static String permissionsOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> history(Database database) {
        return database.list(
                "SELECT version FROM flyway_schema_history WHERE success = TRUE",
                row -> String.valueOf(row.textOrNull("version")));
    }
}
