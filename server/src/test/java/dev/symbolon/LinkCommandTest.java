package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("account link and unlink")
class LinkCommandTest {

    @TempDir Path data;

    @Test
    @DisplayName("a subject of another issuer is one account's, until it is unlinked")
    void link() {
        CommandRun symbolon = new CommandRun(data);
        for (String name : new String[] {"alice", "bob"}) {
            symbolon.runWith("correct horse battery\n", "account", "add", name, "--password-stdin");
        }
        assertThat(run(symbolon, "link", "alice")).isZero();
        assertThat(run(symbolon, "link", "bob")).isNotZero();
        assertThat(run(symbolon, "unlink", "bob")).isNotZero();
        assertThat(run(symbolon, "unlink", "alice")).isZero();
        assertThat(run(symbolon, "link", "bob")).isZero();
        assertThat(run(symbolon, "link", "nobody")).isNotZero();
    }

    private static int run(CommandRun symbolon, String verb, String name) {
        return symbolon.run(
                        "account",
                        verb,
                        name,
                        "--issuer",
                        "https://idp.example",
                        "--subject",
                        "u-1")
                .code();
    }
}
