package dev.symbolon.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo as a process of its own, on free ports and with a directory of its own. What a person
 * reads on the terminal (addresses, names, passwords) is read from there.
 */
final class RunningDemo implements AutoCloseable {

    private static final String LAST_LINE = "Ctrl-C ends everything.";
    private static final int PORTS = 5;
    private static final long SECONDS_TO_START = 120;
    private static final long SECONDS_TO_END = 15;

    private final List<String> program;
    private final Path home;
    private final Process process;
    private final Path log;

    private RunningDemo(List<String> program, Path home, Process process, Path log) {
        this.program = program;
        this.home = home;
        this.process = process;
        this.log = log;
    }

    /**
     * Returns when the demo is ready.
     *
     * @param name of its directory and its log
     * @param environment what it finds there beside ours
     */
    static RunningDemo start(Path module, String name, Map<String, String> environment)
            throws IOException {
        Path root = module.resolve("..").normalize();
        Path target = module.resolve("target");
        // With a home of its own it leaves alone what a demo started by hand keeps.
        Path home = target.resolve(name);
        Files.createDirectories(home.resolve("examples/target"));
        for (String file : List.of("examples/demo.json", "examples/target/symbolon-examples.jar")) {
            Files.copy(
                    packaged(root, file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = target.resolve(name + ".log");
        Files.deleteIfExists(log);
        List<String> program = program(root);
        List<String> command = new ArrayList<>(program);
        command.addAll(
                List.of(
                        "demo",
                        "--home",
                        home.toString(),
                        "--port",
                        Integer.toString(freePorts())));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        RunningDemo demo = new RunningDemo(program, home, process, log);
        demo.awaitReady();
        return demo;
    }

    /** What any command line of the server begins with. */
    static List<String> program(Path root) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                packaged(root, "server/target/symbolon.jar").toString());
    }

    private static Path packaged(Path root, String file) {
        Path path = root.resolve(file);
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    "There is no " + path + "; ./symbolon test packages it first");
        }
        return path;
    }

    /** The first of as many free ports in a row as the demo takes. */
    private static int freePorts() {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            List<ServerSocket> taken = new ArrayList<>();
            try {
                for (int port = first; port < first + PORTS; port++) {
                    taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                }
                return first;
            } catch (IOException busy) {
                // Another number, then.
            } finally {
                taken.forEach(RunningDemo::close);
            }
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!said().contains(LAST_LINE)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("The demo did not start:\n" + said());
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** What stands on its terminal. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String told(String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(said());
        if (!matcher.find()) {
            throw new IllegalStateException("The demo did not tell " + pattern + ":\n" + said());
        }
        return matcher.group(1);
    }

    private URI address(String name) {
        return URI.create(told("^ *" + name + "\\b.* (http://\\S+)$"));
    }

    URI symbolon() {
        return address("Symbolon");
    }

    URI slipway() {
        return address("Slipway");
    }

    URI dashboard() {
        return address("Dashboard");
    }

    URI inspector() {
        return URI.create(told("^ *Inspector +(http://\\S+)$"));
    }

    URI mooring() {
        return address("Mooring");
    }

    /** What the command line prints, run beside the server on its database. */
    String command(String... words) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(words));
        command.addAll(List.of("--data", home.resolve(".demo").toString()));
        Process run =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /**
     * Starts the command-line app, on a machine where no browser can be opened.
     *
     * @param configuration where it keeps its tokens
     */
    Process commandLine(Path configuration, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.getFirst());
        command.addAll(
                List.of(
                        "-cp",
                        home.resolve("examples/target/symbolon-examples.jar").toString(),
                        "dev.symbolon.examples.commandline.MooringCommand"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "SYMBOLON_ISSUER", symbolon().toString(),
                                "MOORING_PORT", Integer.toString(mooring().getPort()),
                                "XDG_CONFIG_HOME", configuration.toString(),
                                "PATH", ""));
        return builder.start();
    }

    String passwordOf(String name) {
        return told("^ +" + name + " +(\\S+)");
    }

    /** As Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The demo did not end:\n" + said());
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
