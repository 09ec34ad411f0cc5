package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.CommandRun.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("keys list, rotate and remove")
class KeysCommandTest {

    @TempDir Path data;

    @Test
    @DisplayName("rotate publishes new keys; with --now they sign, and those before can be removed")
    void keys() {
        CommandRun symbolon = new CommandRun(data);
        symbolon.runWith("correct horse battery\n", "account", "add", "alice", "--password-stdin");
        assertThat(symbolon.run("keys", "rotate").err()).isEmpty();
        List<Map<String, Object>> waiting = symbolon.run("keys", "rotate", "--json").list();
        assertThat(waiting).extracting(key -> key.get("state")).contains("active", "next");
        assertThat(symbolon.run("keys", "list", "--json").list()).isEqualTo(waiting);

        Outcome now = symbolon.run("keys", "rotate", "--now", "--json");
        assertThat(now.err()).contains("for up to 15 minutes", "keys remove KID");
        assertThat(now.list())
                .hasSameSizeAs(waiting)
                .extracting(key -> key.get("state"))
                .contains("active", "retiring")
                .doesNotContain("next");
        String active = kid(now.list(), "active");
        String retiring = kid(now.list(), "retiring");
        assertThat(symbolon.run("keys", "remove", active).code()).isEqualTo(6);
        assertThat(symbolon.run("keys", "remove", retiring).out())
                .isEqualTo("Removed " + retiring + ".\n");
        assertThat(symbolon.run("keys", "remove", retiring).code()).isEqualTo(4);
    }

    private static String kid(List<Map<String, Object>> keys, String state) {
        return keys.stream()
                .filter(key -> state.equals(key.get("state")))
                .map(key -> String.valueOf(key.get("kid")))
                .findFirst()
                .orElseThrow();
    }
}
