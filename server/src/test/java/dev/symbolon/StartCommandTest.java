package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.CommandRun.Outcome;
import dev.symbolon.base.json.Json;
import dev.symbolon.operator.cli.Streams;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("symbolon start")
class StartCommandTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("SYMBOLON_PASSWORDS_MEMORY", "64", "SYMBOLON_MANAGEMENT_PORT", "0");

    @TempDir Path data;

    /** A server started by the command, and what it printed. */
    private static final class Started implements AutoCloseable {
        private final CompletableFuture<Integer> code = new CompletableFuture<>();
        private final Thread thread;
        private final Scanner lines;

        Started(Path data) throws IOException {
            this(data, ENVIRONMENT);
        }

        Started(Path data, Map<String, String> environment) throws IOException {
            PipedInputStream pipe = new PipedInputStream();
            PrintStream out =
                    new PrintStream(new PipedOutputStream(pipe), true, StandardCharsets.UTF_8);
            lines = new Scanner(pipe, StandardCharsets.UTF_8);
            Streams streams = new Streams(new ByteArrayInputStream(new byte[0]), out, System.err);
            thread =
                    Thread.ofPlatform()
                            .start(() ->
                                    code.complete(
                                            Main.run(
                                                    streams,
                                                    environment,
                                                    "start",
                                                    "--port=0",
                                                    "--data",
                                                    data.toString())));
        }

        String line() {
            return lines.nextLine();
        }

        URI issuer() {
            String ready = line();
            assertThat(ready).startsWith("Symbolon is ready at http://localhost:");
            return URI.create(ready.substring(ready.indexOf("http")));
        }

        @Override
        public void close() {
            thread.interrupt();
            assertThat(code.orTimeout(20, TimeUnit.SECONDS).join()).isZero();
        }
    }

    @Test
    @DisplayName("prints one line when it answers, and an invitation while there are no accounts")
    void invitation() throws Exception {
        try (Started server = new Started(data)) {
            Browser browser = new Browser(server.issuer());
            String line = server.line();
            assertThat(line).contains("first administrator");
            URI link = URI.create(line.substring(line.indexOf("http")));

            Answer page = browser.get(link);
            assertThat(page.status()).isEqualTo(200);
            Answer weak =
                    browser.submit(page.form().with("name", "root").with("password", "short"));
            assertThat(weak.status()).isEqualTo(422);
            assertThat(weak.body()).contains("at least 8 characters");
            Answer account =
                    browser.submit(
                            weak.form()
                                    .with("name", "root")
                                    .with("email", "root@example.com")
                                    .with("password", "correct horse battery"));
            assertThat(account.status()).isEqualTo(200);
            assertThat(account.body()).contains("root");

            assertThat(browser.get(link).status()).isEqualTo(400);
            assertThat(accounts())
                    .singleElement()
                    .satisfies(root -> assertThat(root).containsEntry("admin", true));
        }
        try (Started again = new Started(data)) {
            URI issuer = again.issuer();
            assertThat(Http.get(issuer.resolve("/"), Map.of()).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("an invitation's form is not taken from another site, nor with another's code")
    void forgedInvitation() throws Exception {
        try (Started server = new Started(data)) {
            URI issuer = server.issuer();
            URI link = URI.create(server.line().replaceFirst(".*(http)", "$1"));
            Map<String, String> form =
                    Map.of(
                            "code", link.getQuery().substring("code=".length()),
                            "name", "mallory",
                            "password", "correct horse battery");
            Answer forged = new Browser(issuer).post(issuer.resolve("/invitation"), form);
            assertThat(forged.status()).isEqualTo(403);
            Browser browser = new Browser(issuer);
            Answer page = browser.get(link);
            Answer other =
                    browser.submit(
                            page.form()
                                    .with("code", "sym_iv_" + "A".repeat(49))
                                    .with("name", "mallory")
                                    .with("password", "correct horse battery"));
            assertThat(other.status()).isEqualTo(400);
            assertThat(accounts()).isEmpty();
        }
    }

    private List<Map<String, Object>> accounts() {
        return new CommandRun(data, ENVIRONMENT).run("account", "list", "--json").list();
    }

    @Test
    @DisplayName("a running server hears of what another process changes")
    void twoProcesses() throws Exception {
        try (Started server = new Started(data)) {
            URI issuer = server.issuer();
            Map<String, Object> added =
                    Json.object(
                            process(
                                    "{\"grant_types\": [\"client_credentials\"], \"scope\": \"\","
                                            + " \"response_types\": [], \"client_id\": \"robot\"}",
                                    "client",
                                    "add",
                                    "--metadata",
                                    "-",
                                    "--json"));
            App robot =
                    new App(
                            issuer,
                            String.valueOf(added.get("client_id")),
                            String.valueOf(added.get("client_secret")));
            assertThat(robot.token(Map.of("grant_type", "client_credentials")).status())
                    .isEqualTo(200);

            process("", "client", "remove", "robot");
            assertThat(
                            eventually(() ->
                                    robot.token(Map.of("grant_type", "client_credentials")).status()
                                            == 401))
                    .isTrue();
            // The second process had no --issuer; the server's own must have stayed.
            assertThat(
                            Http.get(
                                            URI.create(
                                                    issuer + "/.well-known/openid-configuration"),
                                            Map.of())
                                    .json())
                    .containsEntry("issuer", issuer.toString());
        }
    }

    private static boolean eventually(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 100 && !holds.getAsBoolean(); i++) {
            Thread.sleep(Duration.ofMillis(50));
        }
        return holds.getAsBoolean();
    }

    /** Runs a command in a JVM of its own. */
    private String process(String input, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.symbolon.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }

    @Test
    @DisplayName("a port that is taken is one clear line, 5")
    void takenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome =
                    new CommandRun(data, ENVIRONMENT)
                            .run("start", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(outcome.code()).isEqualTo(5);
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("symbolon: cannot listen on 127.0.0.1 port ");
            // --json is for the parser, which reads the other options, too.
            Outcome parsed =
                    new CommandRun(data, ENVIRONMENT)
                            .run("start", "--json", "--port=" + taken.getLocalPort());
            assertThat(parsed.code()).isEqualTo(5);
            assertThat(Json.object(parsed.err())).containsEntry("code", 5);
        }
    }

    @Test
    @DisplayName("a start that cannot have its ports changes nothing for the server that has them")
    void runningAlready() throws Exception {
        try (Started server = new Started(data);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI issuer = server.issuer();
            String port = Integer.toString(taken.getLocalPort());
            Map<String, String> sameManagement = new HashMap<>(ENVIRONMENT);
            sameManagement.put("SYMBOLON_MANAGEMENT_PORT", port);
            List<Outcome> outcomes =
                    List.of(
                            new CommandRun(data, ENVIRONMENT).run("start", "--port", port),
                            new CommandRun(data, ENVIRONMENT)
                                    .run("start", "--issuer=https://id.example", "--port=" + port),
                            new CommandRun(data, sameManagement).run("start", "--port", "0"));
            assertThat(outcomes).extracting(Outcome::code).containsOnly(5);
            URI metadata = URI.create(issuer + "/.well-known/openid-configuration");
            assertThat(Http.get(metadata, Map.of()).json())
                    .containsEntry("issuer", issuer.toString());
        }
    }

    @Test
    @DisplayName("an issuer that somebody named stays where a later start names none")
    void issuerStays() throws Exception {
        Map<String, String> named = new HashMap<>(ENVIRONMENT);
        named.put("SYMBOLON_ISSUER", "https://id.example");
        for (Map<String, String> environment : List.of(named, ENVIRONMENT)) {
            try (Started server = new Started(data, environment)) {
                assertThat(server.line()).isEqualTo("Symbolon is ready at https://id.example");
            }
        }
        named.put("SYMBOLON_ISSUER", "http://localhost:1");
        try (Started server = new Started(data, named)) {
            assertThat(server.line()).isEqualTo("Symbolon is ready at http://localhost:1");
        }
    }

    @Test
    @DisplayName("a command with another master key, or none, ends before it makes anything")
    void anotherMasterKey() throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Map<String, String> withKey = new HashMap<>(ENVIRONMENT);
        withKey.put("SYMBOLON_MASTER_KEY", key);
        Map<String, String> withAnother = new HashMap<>(ENVIRONMENT);
        withAnother.put("SYMBOLON_MASTER_KEY", key.replace("AA=", "AQ="));
        try (Started server = new Started(data, withKey)) {
            URI keys = URI.create(server.issuer() + "/oauth/jwks");
            String before = Http.get(keys, Map.of()).body();
            for (Map<String, String> wrong : List.of(ENVIRONMENT, withAnother)) {
                for (String[] words :
                        new String[][] {{"keys", "rotate"}, {"keys", "list"}, {"start"}}) {
                    Outcome outcome = new CommandRun(data, wrong).run(words);
                    assertThat(outcome.code()).isEqualTo(1);
                    assertThat(outcome.err().lines())
                            .singleElement()
                            .asString()
                            .contains("master key");
                }
            }
            assertThat(data.resolve("master.key")).doesNotExist();
            assertThat(new CommandRun(data, withKey).run("keys", "list").code()).isZero();
            assertThat(Http.get(keys, Map.of()).body()).isEqualTo(before);
        }
    }
}
