package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Browser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The certified openid-client of npm, in programs of {@code src/test/js} that Node.js runs. */
final class OpenidClient {

    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/relying-party");
    private static final Path DONE = INSTALLED.resolve("done");
    private static final Pattern MAJOR = Pattern.compile("v?(\\d+)\\.");

    private OpenidClient() {}

    /** Once for all tests of a run; they are skipped where there is no Node.js to run it. */
    static synchronized void install() throws Exception {
        // openid-client needs Web Crypto as Node.js has it from version 20 on.
        require(version("node") >= 20, "there is no Node.js 20 or newer here");
        require(version("npm") > 0, "there is no npm here");
        Files.createDirectories(INSTALLED);
        // Other JVMs of this run may be about to do the same, or at work with what is there.
        try (FileChannel turn =
                        FileChannel.open(
                                INSTALLED.resolve("turn"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = turn.lock()) {
            if (!isInstalled()) {
                copyAndInstall();
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isInstalled() throws IOException {
        for (Path file : sources()) {
            Path copy = INSTALLED.resolve(file.getFileName());
            if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                return false;
            }
        }
        return Files.exists(DONE);
    }

    private static void copyAndInstall() throws Exception {
        Files.deleteIfExists(DONE);
        for (Path file : sources()) {
            Files.copy(
                    file,
                    INSTALLED.resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = INSTALLED.resolve("install.log");
        Process npm =
                new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(npm.waitFor()).as("%s", Files.readString(log)).isZero();
        Files.createFile(DONE);
    }

    private static void require(boolean there, String reason) {
        if (!there) {
            System.out.println("The tests with openid-client are skipped: " + reason);
        }
        assumeTrue(there, reason);
    }

    /** The major version of a program; 0 where it is not there. */
    private static int version(String program) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher major = MAJOR.matcher(said);
            return process.waitFor() == 0 && major.lookingAt()
                    ? Integer.parseInt(major.group(1))
                    : 0;
        } catch (IOException missing) {
            return 0;
        }
    }

    /** Runs the relying party, and is the person whom it sends here and there. */
    static void converse(String party, Browser alice, Map<String, Object> app) throws Exception {
        Path errors = Files.createTempFile(INSTALLED, "errors", ".log");
        Process node =
                new ProcessBuilder("node", party)
                        .directory(INSTALLED.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String last = "";
        try (BufferedWriter in = node.outputWriter();
                BufferedReader out = node.inputReader()) {
            tell(in, Json.text(app));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                String[] asked = line.split(" ", 2);
                if (asked.length == 2) {
                    tell(in, obey(alice, asked[0], asked[1]));
                }
            }
            assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(last).as("%s", Files.readString(errors)).isEqualTo("done");
        assertThat(node.exitValue()).isZero();
    }

    private static void tell(BufferedWriter in, String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** What a person does who is asked to, and where their browser ended up. */
    private static String obey(Browser person, String what, String address) {
        return switch (what) {
            case "visit" -> visit(person, URI.create(address)).toString();
            case "compare" -> {
                Answer page = person.get(URI.create(address));
                yield person.allow(person.submit(page.form())).asked().toString();
            }
            case "answer" -> person.allow(BackchannelSteps.look(person)).asked().toString();
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** Where the browser ends up at the app, after sign-in and consent where they are asked for. */
    private static URI visit(Browser person, URI address) {
        Answer answer = person.get(address);
        if (answer.body().contains("name=\"password\"")) {
            answer = person.signIn(answer, "alice", TestServer.PASSWORD);
        }
        if (answer.status() == 200) {
            answer = person.allow(answer);
        }
        return answer.location();
    }
}
