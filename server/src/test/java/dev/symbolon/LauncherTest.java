package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher finds a JDK 25 or newer, and prepares a faster start")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("../symbolon").toAbsolutePath().normalize();

    @TempDir Path directory;

    private record Outcome(int code, String out, String err) {}

    @Test
    @DisplayName("it is a correct shell script")
    void syntax() throws Exception {
        assertThat(run(Map.of(), "bash", "-n", LAUNCHER.toString()).code()).isZero();
    }

    @Test
    @DisplayName("JAVA_HOME comes first")
    void javaHome() throws Exception {
        Path home = jdk("mine", "25.0.1");
        jdk("jdks/other", "26");
        assertThat(find(Map.of("JAVA_HOME", home.toString())).out()).isEqualTo(home + "\n");
    }

    @Test
    @DisplayName("a JAVA_HOME that is too old is passed over, and so is an older java on PATH")
    void tooOld() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path good = jdk("jdks/temurin", "27-ea");
        jdk("jdks/early", "9.0.4");
        Outcome found =
                find(Map.of("JAVA_HOME", old.toString(), "PATH", old + "/bin:" + bareTools()));
        assertThat(found.out()).isEqualTo(good + "\n");
    }

    @Test
    @DisplayName("a link on PATH leads to its JDK")
    void path() throws Exception {
        Path home = jdk("somewhere", "25");
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("javac"), home.resolve("bin/javac"));
        assertThat(find(Map.of("PATH", bin + ":" + bareTools())).out())
                .isEqualTo(home.toRealPath() + "\n");
    }

    @Test
    @DisplayName("macOS keeps a JDK's home in Contents/Home")
    void macOs() throws Exception {
        Path home = jdk("jdks/temurin-25.jdk/Contents/Home", "25.0.3");
        assertThat(find(Map.of()).out()).isEqualTo(home + "\n");
    }

    @Test
    @DisplayName("a runtime without a compiler is no JDK")
    void runtimeOnly() throws Exception {
        Files.delete(jdk("jdks/jre", "25").resolve("bin/javac"));
        assertThat(find(Map.of()).code()).isEqualTo(1);
    }

    @Test
    @DisplayName("where there is none, one line says so and how to get one")
    void none() throws Exception {
        Outcome found = find(Map.of());
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.out()).isEmpty();
        assertThat(found.err().lines())
                .singleElement()
                .asString()
                .startsWith("symbolon: needs a JDK 25 or newer and found none")
                .contains("adoptium.net");
    }

    @Test
    @DisplayName("it can be called by a link from anywhere")
    void link() throws Exception {
        Path home = jdk("jdks/a b", "25");
        Path link = Files.createSymbolicLink(directory.resolve("sym"), LAUNCHER);
        Outcome found = run(environment(Map.of()), link.toString(), "--print-jdk");
        assertThat(found.out()).isEqualTo(home + "\n");
    }

    @Test
    @DisplayName("it needs no HOME")
    void homeless() throws Exception {
        Path home = jdk("jdks/temurin", "25");
        Map<String, String> environment = environment(Map.of());
        environment.remove("HOME");
        environment.remove("SYMBOLON_JDKS");
        environment.put("JAVA_HOME", home.toString());
        assertThat(run(environment, LAUNCHER.toString(), "--print-jdk").out())
                .isEqualTo(home + "\n");
        environment.remove("JAVA_HOME");
        // Whether this machine has a JDK in one of the usual places or not.
        assertThat(run(environment, LAUNCHER.toString(), "--print-jdk").err())
                .doesNotContain("HOME: unbound");
    }

    @Test
    @DisplayName("it finds its checkout with CDPATH exported")
    void cdPath() throws Exception {
        checkout("true");
        Path elsewhere = directory.resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve("checkout"));
        Map<String, String> environment =
                prepared(Map.of("CDPATH", elsewhere.toString(), "SYMBOLON_NO_AOT", "1"));
        ProcessBuilder start = process(environment, "bash", "checkout/symbolon", "start");
        Process process = start.directory(directory.toFile()).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(directory.toRealPath() + "/checkout/server/target/symbolon.jar start");
    }

    @Test
    @DisplayName("the training run sees nothing of the operator's environment")
    void trainingsEnvironment() throws Exception {
        Path launcher = checkout("touch \"${cache#*=}\"");
        Outcome started =
                run(
                        prepared(Map.of("SYMBOLON_DATABASE_URL", "jdbc:postgresql://db/id")),
                        launcher.toString(),
                        "start");
        assertThat(Files.readString(directory.resolve("trained-with")))
                .contains("PATH=")
                .doesNotContain("SYMBOLON_");
        assertThat(started.out()).contains("-XX:AOTCache=", "start");
        assertThat(drafts()).isEmpty();
    }

    @Test
    @DisplayName("of a training run that failed nothing is kept, and the server starts without")
    void failedTraining() throws Exception {
        Path launcher = checkout("touch \"${cache#*=}\"; exit 1");
        Outcome started = run(prepared(Map.of()), launcher.toString(), "start");
        assertThat(started.code()).isZero();
        assertThat(started.out()).contains("start").doesNotContain("AOTCache");
        assertThat(started.err()).contains("prepare.log");
        assertThat(drafts()).isEmpty();
    }

    @Test
    @DisplayName("whoever ends it while it prepares ends all of it")
    void endedWhilePreparing() throws Exception {
        Path launcher = checkout("touch \"${cache#*=}\"; sleep 60");
        Process process = process(prepared(Map.of()), launcher.toString(), "start").start();
        for (int i = 0; i < 600 && Files.notExists(directory.resolve("trained-with")); i++) {
            Thread.sleep(50);
        }
        process.toHandle().destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(drafts()).isEmpty();
    }

    /** A checkout that is built, with a JDK whose java does this when it is to train. */
    private Path checkout(String training) throws IOException {
        Path home = directory.toRealPath().resolve("checkout");
        Path target = Files.createDirectories(home.resolve("server/target"));
        Files.createDirectories(home.resolve("server/src/main"));
        Files.createFile(home.resolve("pom.xml"));
        Files.createFile(home.resolve("server/pom.xml"));
        Path jar = Files.createFile(target.resolve("symbolon.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        tool(
                jdk("jdk", "25").resolve("bin/java"),
                """
                case " $* " in
                    *" train "*)
                        for cache; do case $cache in -XX:AOTCacheOutput=*) break ;; esac; done
                        env >'%s'
                        %s ;;
                    *) echo "$@" ;;
                esac
                """
                        .formatted(directory.resolve("trained-with"), training));
        return Files.copy(LAUNCHER, home.resolve("symbolon"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Map<String, String> prepared(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", directory.toRealPath().resolve("jdk").toString());
        return environment;
    }

    /** What preparations left, finished ones aside. */
    private List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("checkout/server/target"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("preparing-"))
                    .toList();
        }
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.toRealPath().resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            assertThat(Files.createFile(bin.resolve(program)).toFile().setExecutable(true))
                    .isTrue();
        }
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Outcome find(Map<String, String> more) throws Exception {
        return run(environment(more), LAUNCHER.toString(), "--print-jdk");
    }

    /** Only the directories that a test made are searched, whatever this machine has. */
    private Map<String, String> environment(Map<String, String> more) throws IOException {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "HOME", directory.toString(),
                                "PATH", bareTools().toString(),
                                "SYMBOLON_JDKS",
                                        directory.toRealPath().resolve("jdks").toString()));
        environment.putAll(more);
        return environment;
    }

    /** A PATH of this machine may hold a javac; the launcher needs only these. */
    private Path bareTools() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : new String[] {"dirname", "readlink", "sed"}) {
            tool(tools.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        // The launcher itself must keep the bare PATH.
        tool(tools.resolve("bash"), "exec $(PATH=/usr/bin:/bin command -v bash) \"$@\"");
        return tools;
    }

    private static void tool(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static ProcessBuilder process(Map<String, String> environment, String... words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putIfAbsent("PATH", "/usr/bin:/bin");
        return builder;
    }

    private static Outcome run(Map<String, String> environment, String... words) throws Exception {
        Process process = process(environment, words).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, err);
    }
}
