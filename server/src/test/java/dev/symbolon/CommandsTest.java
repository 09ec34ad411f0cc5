package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.symbolon.CommandRun.Outcome;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The commands")
class CommandsTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir Path data;

    private CommandRun symbolon;

    @BeforeEach
    void onAnEmptyDirectory() {
        symbolon = new CommandRun(data);
    }

    private Outcome add(String name, String... more) {
        String[] words = new String[5 + more.length];
        System.arraycopy(
                new String[] {"account", "add", name, "--password-stdin", "--json"},
                0,
                words,
                0,
                5);
        System.arraycopy(more, 0, words, 5, more.length);
        return symbolon.runWith(PASSWORD + "\n", words);
    }

    @Test
    @DisplayName("account add, list, disable, enable")
    void accounts() {
        assertThat(add("alice", "--email", "alice@example.com", "--admin").json())
                .containsEntry("name", "alice")
                .containsEntry("email", "alice@example.com")
                .containsEntry("admin", true)
                .containsEntry("disabled", false)
                .containsKey("sub");
        assertThat(add("bob").code()).isZero();

        assertThat(symbolon.run("account", "disable", "bob").out()).isEqualTo("Disabled bob.\n");
        assertThat(symbolon.run("account", "list", "--json").list())
                .extracting(account -> account.get("name") + " " + account.get("disabled"))
                .containsExactly("alice false", "bob true");
        assertThat(symbolon.run("account", "enable", "bob", "--json").json())
                .containsEntry("disabled", false);
    }

    @Test
    @DisplayName("a name or email that is taken is a conflict, 5")
    void taken() {
        add("alice", "--email", "alice@example.com");
        assertThat(add("ALICE").code()).isEqualTo(5);
        Outcome outcome = add("other", "--email", "Alice@example.com");
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("signs in as alice@example.com already");
    }

    @Test
    @DisplayName("a password that cannot be is refused, 6, before anything is made")
    void weakPassword() {
        Outcome outcome =
                symbolon.runWith("short\n", "account", "add", "alice", "--password-stdin");
        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.err()).contains("at least 8 characters");
        assertThat(data).isEmptyDirectory();
        assertThat(add("a b").code()).isEqualTo(6);
    }

    @Test
    @DisplayName("a password is one line, and nothing after it is waited for")
    void oneLine() throws IOException {
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(typed)) {
            typed.write((PASSWORD + "\r\n").getBytes(StandardCharsets.UTF_8));
            Outcome outcome =
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(60),
                            () ->
                                    symbolon.reading(
                                            input,
                                            "account",
                                            "add",
                                            "alice",
                                            "--password-stdin",
                                            "--data",
                                            data.toString()));
            assertThat(outcome.code()).as("%s", outcome).isZero();
        }
    }

    @Test
    @DisplayName("whoever is named and does not exist is not found, 4")
    void notFound() {
        add("alice");
        assertThat(symbolon.run("account", "disable", "nobody").code()).isEqualTo(4);
        assertThat(
                        symbolon.runWith(
                                        PASSWORD,
                                        "account",
                                        "set-password",
                                        "nobody",
                                        "--password-stdin")
                                .code())
                .isEqualTo(4);
        assertThat(symbolon.run("client", "show", "nothing").code()).isEqualTo(4);
        assertThat(symbolon.run("client", "remove", "nothing").code()).isEqualTo(4);
        assertThat(symbolon.run("resource", "remove", "https://nothing").code()).isEqualTo(4);
        assertThat(symbolon.run("client", "add", "--metadata", "nowhere.json").code()).isEqualTo(4);
    }

    @Test
    @DisplayName("client add tells the secret once")
    void clients() throws IOException {
        Path file =
                Files.writeString(
                        data.resolve("client.json"),
                        """
                        {"client_name": "Slipway", "redirect_uris": ["https://slipway.example/cb"]}
                        """);
        Outcome added = symbolon.run("client", "add", "--metadata", file.toString(), "--json");
        String id = String.valueOf(added.json().get("client_id"));
        String secret = String.valueOf(added.json().get("client_secret"));
        assertThat(secret).startsWith("sym_cs_");

        Outcome taken =
                symbolon.runWith(
                        "{\"client_id\": \"%s\", \"redirect_uris\": [\"https://a.example/\"]}"
                                .formatted(id),
                        "client",
                        "add",
                        "--metadata",
                        "-");
        assertThat(taken.code()).isEqualTo(5);

        Outcome never =
                symbolon.runWith(
                        "{\"redirect_uris\": [\"https://a.example/\"],"
                                + " \"tls_client_certificate_bound_access_tokens\": true}",
                        "client",
                        "add",
                        "--metadata",
                        "-");
        assertThat(never.code()).isEqualTo(6);
        assertThat(never.err()).contains("tls_client_certificate_bound_access_tokens");

        Outcome shown = symbolon.run("client", "show", id, "--json");
        assertThat(shown.json()).containsEntry("client_name", "Slipway");
        assertThat(shown.out()).doesNotContain(secret);
        assertThat(shown.json()).containsEntry("registered_by", "administrator");
        assertThat(symbolon.run("client", "list", "--json").list())
                .singleElement()
                .satisfies(client ->
                        assertThat(client)
                                .containsEntry("client_id", id)
                                .containsEntry("registered_by", "administrator")
                                .containsEntry("last_used", ""));
        assertThat(symbolon.run("client", "remove", id).code()).isZero();
        assertThat(symbolon.run("client", "list").out()).isEqualTo("There are no apps yet.\n");
    }

    @Test
    @DisplayName("wrong metadata is refused, 6, and says what is wrong; - reads the input")
    void wrongMetadata() {
        Outcome outcome =
                symbolon.runWith(
                        "{\"redirect_uris\": [\"javascript:alert(1)\"]}",
                        "client",
                        "add",
                        "--metadata",
                        "-");
        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.err()).contains("redirect_uris");
        Outcome list = symbolon.runWith("[{}]", "client", "add", "--metadata", "-");
        assertThat(list.code()).isEqualTo(6);
        assertThat(list.err()).contains("must be a JSON object").doesNotContain("java.");
        Outcome broken = symbolon.runWith("{", "client", "add", "--metadata", "-", "--json");
        assertThat(broken.code()).isEqualTo(6);
        assertThat(broken.err()).startsWith("{\"code\":6,\"problems\":[");
    }

    @Test
    @DisplayName("resource add, list, remove")
    void resources() {
        String definition =
                """
                {"identifier": "https://api.example", "name": "The API",
                 "scopes": {"api:read": "Read"}}
                """;
        assertThat(symbolon.runWith(definition, "resource", "add", "--definition", "-").out())
                .isEqualTo("Added https://api.example.\n");
        assertThat(symbolon.run("resource", "list", "--json").list())
                .singleElement()
                .satisfies(api -> assertThat(api).containsEntry("token_format", "jwt"));
        assertThat(symbolon.run("resource", "remove", "https://api.example").code()).isZero();
    }

    @Test
    @DisplayName("what may come before the first start makes the installation, and says so")
    void madeByAdding() {
        Outcome added = add("alice");
        assertThat(added.err()).isEqualTo("Made a new installation in " + data + ".\n");
        assertThat(added.json()).containsEntry("name", "alice");
        assertThat(add("bob").err()).isEmpty();
    }

    @Test
    @DisplayName(
            "client invite prints an initial access token, client uninvite ends those there are")
    void invitations() {
        add("alice");
        String token = symbolon.run("client", "invite", "--uses", "5").out().strip();
        assertThat(token).startsWith("sym_it_");
        assertThat(symbolon.run("client", "invite", "--days", "1", "--json").json())
                .containsKey("initial_access_token");
        assertThat(symbolon.run("client", "uninvite", "--json").json()).containsEntry("ended", 2);
        for (String[] words :
                new String[][] {{"--uses", "0"}, {"--uses", "10001"}, {"--days", "367"}}) {
            assertThat(symbolon.run("client", "invite", words[0], words[1]).code()).isEqualTo(6);
        }
    }

    @Test
    @DisplayName("other commands make nothing, 4: a directory may be mistyped")
    void mistyped() {
        CommandRun typo = new CommandRun(data.resolve("typo"));
        for (String[] words :
                new String[][] {
                    {"account", "list"},
                    {"account", "invite"},
                    {"account", "disable", "alice"},
                    {"client", "list"},
                    {"client", "invite"},
                    {"resource", "list"},
                    {"keys", "list"},
                    {"keys", "rotate"}
                }) {
            Outcome outcome = typo.run(words);
            assertThat(outcome.code()).as("%s", (Object) words).isEqualTo(4);
            assertThat(outcome.err())
                    .isEqualTo(
                            "symbolon: there is no installation in %s; ./symbolon start makes one\n"
                                    .formatted(data.resolve("typo")));
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    @DisplayName("a data directory that cannot be used is one clear line, in JSON where asked for")
    void unusableData() throws IOException {
        CommandRun onFile = new CommandRun(Files.createFile(data.resolve("file")));
        for (String[] words :
                new String[][] {{"start"}, {"start", "--json"}, {"account", "add", "alice"}}) {
            Outcome outcome = onFile.run(words);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot use the data directory", "file is not a directory");
            assertThat(outcome.err().startsWith("{\"code\":1,"))
                    .isEqualTo(words.length == 2 && words[1].equals("--json"));
        }
    }

    @Test
    @DisplayName("wrong settings are told all at once, 3")
    void wrongSettings() throws IOException {
        Path file = Files.writeString(data.resolve("s.yaml"), "http:\n  prot: 1\nissuer: nope\n");
        for (String[] command :
                new String[][] {{"config"}, {"start"}, {"account", "list"}, {"keys", "list"}}) {
            String[] words = java.util.Arrays.copyOf(command, command.length + 2);
            words[command.length] = "--config";
            words[command.length + 1] = file.toString();
            Outcome outcome = symbolon.run(words);
            assertThat(outcome.code()).as("%s", (Object) command).isEqualTo(3);
            assertThat(outcome.err().lines())
                    .containsExactly(
                            "symbolon: "
                                    + file
                                    + ":2: http.prot: there is no such setting; did"
                                    + " you mean http.port?",
                            "symbolon: "
                                    + file
                                    + ":3: issuer: must be an address like"
                                    + " https://id.example.org");
        }
    }

    @Test
    @DisplayName("files and keys that are named and cannot be used are wrong settings, 3, by key")
    void unusableSettings() throws IOException {
        Path broken = Files.writeString(data.resolve("broken.pem"), "-----BEGIN NOTHING-----");
        Map<String, String> missing =
                Map.of(
                        "SYMBOLON_HTTP_TLS_CERTIFICATE", "nowhere/cert.pem",
                        "SYMBOLON_HTTP_TLS_PRIVATE_KEY", "nowhere/key.pem",
                        "SYMBOLON_MASTER_KEY", "abc");
        Map<String, String> unfit =
                Map.of(
                        "SYMBOLON_HTTP_TLS_CERTIFICATE", broken.toString(),
                        "SYMBOLON_HTTP_TLS_PRIVATE_KEY", broken.toString());
        for (String command : List.of("config", "start")) {
            Outcome outcome = new CommandRun(data, missing).run(command);
            assertThat(outcome.code()).isEqualTo(3);
            assertThat(outcome.err().lines())
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("http.tls.certificate: there is no"),
                            line -> assertThat(line).contains("http.tls.private-key: there is no"),
                            line ->
                                    assertThat(line)
                                            .contains("master-key: must be the base64")
                                            .doesNotContain("abc"));
            Outcome other = new CommandRun(data, unfit).run(command);
            assertThat(other.code()).isEqualTo(3);
            assertThat(other.err()).contains("http.tls.certificate, private-key: ");
        }
    }

    @Test
    @DisplayName("config hides secrets and says where each value comes from")
    void config() {
        Outcome outcome =
                new CommandRun(
                                data,
                                Map.of(
                                        "SYMBOLON_DATABASE_PASSWORD", "swordfish",
                                        "SYMBOLON_DATABASE_URL", "jdbc:postgresql://db/symbolon"))
                        .run("config", "--json");
        assertThat(outcome.out()).doesNotContain("swordfish");
        assertThat(outcome.list())
                .contains(
                        Map.of(
                                "key", "database.password",
                                "value", "(hidden)",
                                "from", "SYMBOLON_DATABASE_PASSWORD"))
                .contains(Map.of("key", "data", "value", data.toString(), "from", "--data"));
    }

    @Test
    @DisplayName("the training run stays in its own directory, whatever the environment names")
    void training() {
        CommandRun operators =
                new CommandRun(
                        data, Map.of("SYMBOLON_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/id"));
        Outcome trained = operators.run("train");
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(data.resolve("symbolon.db")).exists();
    }

    @Test
    @DisplayName("a wrong command is told as such, 2")
    void usage() {
        assertThat(symbolon.run("acount", "list").code()).isEqualTo(2);
        assertThat(symbolon.run("account", "add").code()).isEqualTo(2);
        assertThat(symbolon.run("start", "--prot", "1").err()).contains("--port");
        assertThat(symbolon.exactly("", "account").code()).isEqualTo(2);
        Outcome demo = symbolon.exactly("", "demo", "--port", "70000");
        assertThat(demo.code()).isEqualTo(2);
        assertThat(demo.err()).contains("--port must be between 1 and 65531");
    }

    @Test
    @DisplayName("help, version and completion")
    void about() {
        assertThat(symbolon.exactly("", "help").out()).contains("account", "Exit codes:");
        for (String[] asked :
                new String[][] {{"start", "--help"}, {"start", "-h"}, {"help", "start"}}) {
            Outcome help = symbolon.exactly("", asked);
            assertThat(help.code()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).startsWith("Usage: symbolon start ");
        }
        Outcome alone = symbolon.exactly("");
        assertThat(alone.code()).isZero();
        assertThat(alone.out()).isEqualTo(symbolon.exactly("", "help").out());
        assertThat(symbolon.exactly("", "--version"))
                .isEqualTo(symbolon.exactly("", "version"))
                .satisfies(version -> assertThat(version.out()).startsWith("symbolon "));
        assertThat(symbolon.exactly("", "version", "--json").json()).containsKey("version");
        assertThat(symbolon.exactly("", "completion").out()).contains("complete", "symbolon");
    }
}
