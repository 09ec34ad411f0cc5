package dev.symbolon;

import dev.symbolon.operator.cli.CommandFailed;
import dev.symbolon.operator.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo apps' JVM. Closing it closes the apps' standard input, which ends them. */
final class DemoApps implements AutoCloseable {

    private static final String READY = "ready";
    private static final int SECONDS_TO_END = 5;

    private final Process process;
    private volatile boolean closing;

    private DemoApps(Process process) {
        this.process = process;
    }

    static DemoApps start(Path jar, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-jar",
                                jar.toString()));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new DemoApps(builder.start());
    }

    /**
     * Returns when the apps answer; what they say afterwards goes to the stream, and where they end
     * by themselves, that too.
     *
     * @throws CommandFailed where they end before that
     */
    void awaitReady(PrintStream err) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); !READY.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new CommandFailed(ExitCode.FAILED, "the demo apps did not start; see above");
            }
        }
        Thread.ofVirtual().start(() -> follow(out, err));
    }

    private void follow(BufferedReader out, PrintStream err) {
        out.lines().forEach(err::println);
        try {
            int code = process.waitFor();
            if (!closing) {
                err.println("symbolon: the demo apps ended, code " + code);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException asked) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
