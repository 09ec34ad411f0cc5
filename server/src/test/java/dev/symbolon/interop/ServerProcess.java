package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.Main;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.DatabaseSettings;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real server, as the command line starts it: a process of its own on a directory of its own,
 * which can be killed and started again.
 */
final class ServerProcess implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    private final Path directory;
    private final URI issuer;
    private @Nullable Process running;

    ServerProcess(Path directory) throws IOException {
        this(directory, DatabaseSettings.DEFAULTS);
    }

    /** On a database that goes on where this process ends. */
    ServerProcess(Path directory, DatabaseSettings database) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        this.directory = directory;
        this.issuer = URI.create("http://localhost:" + port);
        String settings =
                """
                data: data
                http:
                  port: %d
                management:
                  port: 0
                """
                        .formatted(port);
        if (database.url() != null) {
            settings += "database:\n  url: \"" + database.url() + "\"\n";
        }
        Files.writeString(directory.resolve("symbolon.yaml"), settings);
    }

    URI issuer() {
        return issuer;
    }

    Browser browser() {
        return new Browser(issuer);
    }

    void account(String name) throws Exception {
        run(PASSWORD + "\n", "account", "add", name, "--password-stdin");
    }

    App app() throws Exception {
        Map<String, Object> metadata =
                Map.of(
                        "client_name",
                        "An app under load",
                        "redirect_uris",
                        List.of(App.CALLBACK),
                        "grant_types",
                        List.of("authorization_code", "refresh_token"));
        Map<String, Object> client =
                Json.object(run(Json.text(metadata), "client", "add", "--metadata", "-", "--json"));
        return new App(
                issuer,
                String.valueOf(client.get("client_id")),
                String.valueOf(client.get("client_secret")));
    }

    private String run(String input, String... words) throws Exception {
        Process command = spawn("command.log", words);
        try (Writer in = command.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as("%s", log("command.log")).isZero();
        return output;
    }

    /** Starts the server; it answers when this returns. */
    void start() throws Exception {
        Process process = spawn("server.log", "start");
        running = process;
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine())
                .as("%s", log("server.log"))
                .isEqualTo("Symbolon is ready at " + issuer);
    }

    /** SIGKILL: nothing is finished, nothing is said. */
    void kill() {
        process().destroyForcibly().onExit().join();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process().destroy();
        assertThat(process().waitFor(15, TimeUnit.SECONDS)).as("has ended").isTrue();
        return process().exitValue();
    }

    String log() throws IOException {
        return log("server.log");
    }

    private String log(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private Process process() {
        return Objects.requireNonNull(running);
    }

    private Process spawn(String log, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(directory.resolve(log).toFile()))
                .start();
    }

    @Override
    public void close() {
        if (running != null) {
            kill();
        }
    }
}
