package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.CommandRun.Outcome;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseSettings;
import dev.symbolon.base.sql.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Commands beside a server of an older version")
class OlderDatabaseTest {

    @TempDir Path data;

    @Test
    @DisplayName("leave the database as it is, and say what brings it up to date, 1")
    void older() {
        CommandRun symbolon = new CommandRun(data);
        symbolon.runWith("correct horse\n", "account", "add", "alice", "--password-stdin");
        try (Database database =
                Databases.open(DatabaseSettings.DEFAULTS, data, InstantSource.system())) {
            database.run("DELETE FROM flyway_schema_history WHERE version = '15'");
        }

        for (String[] words : new String[][] {{"account", "list"}, {"account", "add", "bob"}}) {
            Outcome outcome = symbolon.run(words);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("is an older version's; ./symbolon start brings it up to date");
        }
        assertThat(Databases.find(DatabaseSettings.DEFAULTS, data))
                .isEqualTo(Databases.Found.OLDER);
    }

    @Test
    @DisplayName("name a file that is no database, 1")
    void noDatabase() throws IOException {
        Files.writeString(data.resolve("symbolon.db"), "no database at all, ".repeat(500));

        Outcome outcome = new CommandRun(data).run("account", "list");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot open").contains("symbolon.db");
    }
}
