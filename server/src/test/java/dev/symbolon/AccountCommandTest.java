package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.CommandRun.Outcome;
import dev.symbolon.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is said of an account")
class AccountCommandTest {

    private static final Map<String, Object> CLAIMS =
            Map.of(
                    "given_name",
                    "Alice",
                    "_claim_names",
                    Map.of("birthdate", "registry"),
                    "_claim_sources",
                    Map.of("registry", Map.of("endpoint", "https://registry.example/claims")));

    @TempDir Path data;

    @Test
    @DisplayName("account claims shows them, puts others in their place, and says what is wrong")
    void claims() throws IOException {
        CommandRun symbolon = new CommandRun(data);
        symbolon.run("account", "add", "alice");
        Path file = Files.writeString(data.resolve("alice.json"), Json.text(CLAIMS));
        String[] set = {"account", "claims", "alice", "--json", "--set", file.toString()};

        assertThat(symbolon.run(set).json()).isEqualTo(CLAIMS);
        Files.writeString(file, "{\"email\": \"mallory@example.com\", \"gender\": 1}");
        Outcome refused = symbolon.run(set);

        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("claims.email: is no claim", "claims.gender: must be");
        assertThat(symbolon.run("account", "claims", "alice", "--json").json()).isEqualTo(CLAIMS);
        assertThat(symbolon.run("account", "claims", "nobody").code()).isEqualTo(4);
    }

    @Test
    @DisplayName("account add --email-verified: who adds it knows that the person reads mail there")
    void verifiedEmail() {
        CommandRun symbolon = new CommandRun(data);
        String[] alice = {"account", "add", "alice", "--email", "alice@example.com", "--json"};
        String[] bob = {
            "account", "add", "bob", "--email", "bob@example.com", "--email-verified", "--json"
        };
        assertThat(symbolon.run(alice).json()).containsEntry("email_verified", false);
        assertThat(symbolon.run(bob).json()).containsEntry("email_verified", true);
        Outcome without = symbolon.run("account", "add", "carol", "--email-verified");
        assertThat(without.code()).isEqualTo(6);
        assertThat(without.err()).contains("email: must be there");
    }
}
