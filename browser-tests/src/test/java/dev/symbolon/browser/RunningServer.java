package dev.symbolon.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server as somebody would set it up, without the demo around it; alice has an account. */
final class RunningServer implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    private static final long SECONDS = 60;

    private final List<String> program;
    private final Path directory;
    private final URI issuer;
    private final Process process;

    /**
     * Returns when it answers.
     *
     * @param module where the tests run
     * @param name of its directory
     * @param settings as in symbolon.yaml, beside data and ports
     */
    RunningServer(Path module, String name, String settings) throws IOException {
        program = RunningDemo.program(module.resolve("..").normalize());
        directory = module.resolve("target").resolve(name);
        wipe();
        Files.createDirectories(directory);
        int port = freePort();
        issuer = URI.create("http://localhost:" + port);
        String own = "data: data\nhttp:\n  port: %d\nmanagement:\n  port: 0\n".formatted(port);
        Files.writeString(directory.resolve("symbolon.yaml"), own + settings);
        Process account = spawn("account", "add", "alice", "--password-stdin");
        try (Writer in = account.outputWriter(StandardCharsets.UTF_8)) {
            in.write(PASSWORD + "\n");
        }
        awaitEnd(account);
        if (account.exitValue() != 0) {
            throw new IllegalStateException("There is no account for alice");
        }
        process = spawn("start");
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        if (first == null || !first.contains(issuer.toString())) {
            close();
            throw new IllegalStateException("The server did not start: " + first);
        }
    }

    private void wipe() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private Process spawn(String... words) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile()))
                .start();
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not end: " + process.info());
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    URI issuer() {
        return issuer;
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd(process);
    }
}
