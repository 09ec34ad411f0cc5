package dev.symbolon.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One start of a server, measured from the exec of its command to the first 200 of an address.
 *
 * @param millis from exec to ready
 * @param kibibytes resident memory of the command and its children, one second after
 */
record Start(long millis, long kibibytes) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final long BETWEEN_TRIES_MILLIS = 2;

    /**
     * Starts, measures and stops it.
     *
     * @param command for sh, which execs it: a command of several parts is not counted right
     * @param output where what it prints goes
     * @throws IOException where it ends or stays silent
     */
    static Start measure(String command, URI ready, Path output)
            throws IOException, InterruptedException {
        if (answers(ready)) {
            throw new IOException("something answers at " + ready + " already");
        }
        long begun = System.nanoTime();
        Process process =
                new ProcessBuilder("sh", "-c", "exec " + command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            while (!answers(ready)) {
                if (!process.isAlive() || nanosSince(begun) > PATIENCE.toNanos()) {
                    throw new IOException("it was never ready; it said: " + output);
                }
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(nanosSince(begun));
            Thread.sleep(SETTLE);
            return new Start(millis, residentMemory(process.toHandle()));
        } finally {
            stop(process);
        }
    }

    /** One line of JSON for programs. */
    String json(String which) {
        return "{\"measured\":\"%s\",\"ready_ms\":%d,\"resident_kib\":%d}"
                .formatted(which, millis, kibibytes);
    }

    /** For people. */
    @Override
    public String toString() {
        return "ready after %,d ms, %.1f MiB resident".formatted(millis, kibibytes / 1024.0);
    }

    /** VmRSS of a process and its children, in KiB; Linux only. */
    static long residentMemory(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(one -> status(one.pid(), "VmRSS:"))
                .sum();
    }

    /** A line of /proc/PID/status in KiB; 0 where the process has ended. */
    static long status(long pid, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static void stop(Process process) throws InterruptedException {
        var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroy);
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean answers(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static long nanosSince(long begun) {
        return System.nanoTime() - begun;
    }
}
