package dev.symbolon.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server without a demo around it, for what the demo leaves off. */
final class RunningServer implements AutoCloseable {

    private static final long SECONDS_TO_START = 60;
    private static final long SECONDS_TO_END = 15;

    private final List<String> program;
    private final Path directory;
    private final Process process;
    private final URI address;

    private RunningServer(List<String> program, Path directory, Process process, URI address) {
        this.program = program;
        this.directory = directory;
        this.process = process;
        this.address = address;
    }

    /**
     * Returns when it is ready.
     *
     * @param directory for its data and its log
     * @param settings as environment variables
     */
    static RunningServer start(Path directory, Map<String, String> settings) throws IOException {
        List<String> program = RunningDemo.program(Path.of("..").toAbsolutePath().normalize());
        int port = RunningDemo.freePorts();
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("start", "--data", data(directory), "--port", "" + port));
        Path log = directory.resolve("server.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        builder.environment().put("SYMBOLON_MANAGEMENT_PORT", "" + (port + 1));
        Process process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!Files.readString(log).contains(" is ready at ")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IllegalStateException("Did not start:\n" + Files.readString(log));
            }
            sleep();
        }
        return new RunningServer(
                program, directory, process, URI.create("http://localhost:" + port));
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String data(Path directory) {
        return directory.resolve("data").toString();
    }

    URI address() {
        return address;
    }

    /** What the command line prints, run beside the server on its database. */
    String command(String input, String... words) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data(directory)));
        Path typed = Files.writeString(directory.resolve("typed"), input, StandardCharsets.UTF_8);
        return RunningDemo.printed(new ProcessBuilder(command).redirectInput(typed.toFile()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not end");
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
