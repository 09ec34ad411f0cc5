package dev.symbolon.base.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.config.Sources.Option;
import dev.symbolon.base.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Settings are read once and checked whole")
class SettingsReaderTest {

    public enum Colour {
        DEEP_BLUE,
        RED
    }

    public record Lamp(
            @Setting("How bright.") int brightness,
            @Setting("Its colour.") Colour colour,
            @Setting("When it goes out.") Duration burnsFor) {
        public static Lamp defaults() {
            return new Lamp(3, Colour.RED, Duration.ofMinutes(10));
        }
    }

    public record Lock(@Setting("The key file.") Path keyFile, @Setting("Its bolts.") int bolts) {}

    public record Harbour(
            @Setting("Its address.") URI address,
            @Setting("Its password.") @Nullable Secret password,
            @Setting("Who may enter.") List<String> visitors,
            @Setting("Open at night.") boolean openAtNight,
            Lamp lamp,
            @Nullable Lock lock) {
        public static Harbour defaults() {
            return new Harbour(
                    URI.create("http://harbour"), null, List.of(), false, Lamp.defaults(), null);
        }

        List<String> problems() {
            if (password == null && lamp.brightness() > 100) {
                return List.of("password: is needed where lamp.brightness is over 100");
            }
            return lamp.brightness() < 1
                    ? List.of("lamp.brightness: must be 1 or more")
                    : List.of();
        }
    }

    @TempDir Path directory;

    @Test
    @DisplayName("without any source, the defaults hold")
    void defaults() {
        assertThat(whole(Sources.NONE).settings()).isEqualTo(Harbour.defaults());
    }

    @Test
    @DisplayName("every type of value is read from the file")
    void types() throws IOException {
        Harbour harbour =
                whole(
                                file(
                                        """
                                        address: https://pier.example
                                        password: swordfish
                                        visitors: [ada, "grace"]
                                        open-at-night: true
                                        lamp:
                                          brightness: 7
                                          colour: deep-blue
                                          burns-for: 1h30m
                                        lock: {key-file: /etc/key, bolts: 2}
                                        """))
                        .settings();
        assertThat(harbour)
                .isEqualTo(
                        new Harbour(
                                URI.create("https://pier.example"),
                                new Secret("swordfish"),
                                List.of("ada", "grace"),
                                true,
                                new Lamp(7, Colour.DEEP_BLUE, Duration.ofMinutes(90)),
                                new Lock(Path.of("/etc/key"), 2)));
    }

    @Test
    @DisplayName("the command line wins over the environment, which wins over the file")
    void precedence() throws IOException {
        Path file = write("lamp:\n  brightness: 1\n  burns-for: PT1M\nvisitors: [ada]\n");
        var whole =
                whole(
                        new Sources(
                                file,
                                Map.of(
                                        "SYMBOLON_LAMP_BRIGHTNESS", "2",
                                        "SYMBOLON_VISITORS", "grace, edsger",
                                        "PATH", "/bin"),
                                Map.of("lamp.brightness", new Option("--brightness", "4"))));
        assertThat(whole.settings().lamp())
                .isEqualTo(new Lamp(4, Colour.RED, Duration.ofMinutes(1)));
        assertThat(whole.settings().visitors()).containsExactly("grace", "edsger");
        assertThat(whole.values())
                .filteredOn(value -> !value.where().equals("default"))
                .extracting(value -> value.key().name() + " " + value.where())
                .containsExactly(
                        "visitors SYMBOLON_VISITORS",
                        "lamp.brightness --brightness",
                        "lamp.burns-for " + file + ":3");
    }

    @Test
    @DisplayName("everything wrong is told at once, with key, line and what to do")
    void allProblems() throws IOException {
        Path file =
                write(
                        """
                        adress: https://pier.example
                        open-at-night: maybe
                        lamp:
                          brightnes: 7
                          brightness: 0
                          colour: green
                          burns-for: soon
                        lock:
                          bolts: 2
                        visitors:
                        """);
        var problems = wrong(new Sources(file, Map.of("SYMBOLON_LAMP_COLOR", "red"), Map.of()));
        assertThat(problems)
                .extracting(problem -> problem.toString().replace(file.toString(), "F"))
                .containsExactly(
                        "F:1: adress: there is no such setting; did you mean address?",
                        "F:2: open-at-night: must be true or false, not \"maybe\"",
                        "F:4: lamp.brightnes: there is no such setting; did you mean"
                                + " lamp.brightness?",
                        "F:6: lamp.colour: must be one of deep-blue, red, not \"green\"",
                        "F:7: lamp.burns-for: must be a duration like 90s, 10m, 1h30m, 30d or"
                                + " PT10M, not \"soon\"",
                        "F:9: lock.key-file: is needed here; set it",
                        "F:10: visitors: has no value; give one or remove the line",
                        "SYMBOLON_LAMP_COLOR: sets nothing; did you mean SYMBOLON_LAMP_COLOUR?");
    }

    @Test
    @DisplayName("what is missing is told where that stands which asks for it")
    void missing() throws IOException {
        assertThat(wrong(file("open-at-night: true\nlamp:\n  brightness: 200\n")))
                .first()
                .asString()
                .endsWith(":3: password: is needed where lamp.brightness is over 100");
    }

    @Test
    @DisplayName("what well-formed values make wrong together has its line too")
    void semanticProblems() throws IOException {
        assertThat(wrong(file("lamp:\n  brightness: 0\n")))
                .extracting(Problem::key, Problem::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "lamp.brightness", "must be 1 or more"));
        assertThat(wrong(file("\n\nlamp: {brightness: 0}"))).first().asString().contains(":3: ");
    }

    @Test
    @DisplayName("a key at the wrong place is found by its last part")
    void misplaced() throws IOException {
        assertThat(wrong(file("brightness: 3"))).first().asString().contains("lamp.brightness?");
        assertThat(wrong(file("lamp: 3"))).first().asString().contains("is a group of settings");
    }

    @Test
    @DisplayName("a slip in a group's name is found before the same last part elsewhere")
    void slipInGroup() {
        assertThat(
                        Nearest.to(
                                "managment.port",
                                List.of("http.port", "management.host", "management.port")))
                .contains("management.port");
    }

    @Test
    @DisplayName("anchors, aliases, tags, second documents and repeated keys are refused")
    void tricks() throws IOException {
        assertThat(wrong(file("visitors: &a [x]\n"))).first().asString().contains("anchor");
        assertThat(wrong(file("visitors: *a\n"))).first().asString().contains("alias");
        assertThat(wrong(file("address: !!str x\n"))).first().asString().contains("tag");
        assertThat(wrong(file("address: a\n---\naddress: b\n")))
                .first()
                .asString()
                .contains("second document");
        assertThat(wrong(file("address: a\naddress: b\n"))).isNotEmpty();
        assertThat(wrong(file("address: a\n\"address\": b\n"))).isNotEmpty();
    }

    @Test
    @DisplayName("a nest of aliases is refused without being unfolded")
    void bomb() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        assertThat(wrong(file(bomb.toString()))).isNotEmpty();
        assertThat(wrong(file("a: ".concat("[".repeat(5000))))).isNotEmpty();
    }

    @Test
    @DisplayName("a missing, huge or broken file is one plain line, without what stands in it")
    void badFiles() throws IOException {
        assertThat(wrong(new Sources(directory.resolve("none.yaml"), Map.of(), Map.of())))
                .first()
                .asString()
                .endsWith("none.yaml: there is no such file");
        assertThat(wrong(file("address: " + "x".repeat(300_000))))
                .first()
                .asString()
                .contains("larger than 256 KiB");
        assertThat(wrong(file("password: \"hunter2\n")))
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("hunter2"))
                .first()
                .asString()
                .contains("is not YAML");
        assertThat(wrong(file("lamp:\n\tbrightness: 3\n"))).first().asString().contains(":2: ");
        assertThat(wrong(file("- a\n- b\n"))).first().asString().contains("must hold keys");
        assertThat(whole(file("# nothing\n")).settings()).isEqualTo(Harbour.defaults());
    }

    @Test
    @DisplayName("secrets are hidden wherever values are shown")
    void secrets() throws IOException {
        var whole = whole(file("password: swordfish\n"));
        assertThat(whole.values().toString()).contains("(hidden)").doesNotContain("swordfish");
    }

    @Test
    @DisplayName("numbers that do not fit are refused, not cut")
    void numbers() throws IOException {
        assertThat(wrong(file("lamp: {brightness: 99999999999}"))).hasSize(1);
        assertThat(wrong(file("lamp: {brightness: 1.5, burns-for: -3s}"))).hasSize(2);
        assertThat(wrong(file("lamp: {brightness: [1]}"))).hasSize(1);
    }

    private Sources file(String text) throws IOException {
        return new Sources(write(text), Map.of(), Map.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("settings.yaml"), text);
    }

    private static Reading.Whole<Harbour> whole(Sources sources) {
        return switch (SettingsReader.read(Harbour.class, Harbour::problems, sources)) {
            case Reading.Whole<Harbour> whole -> whole;
            case Reading.Wrong<Harbour>(var problems) ->
                    throw new AssertionError(problems.toString());
        };
    }

    private static List<Problem> wrong(Sources sources) {
        return switch (SettingsReader.read(Harbour.class, Harbour::problems, sources)) {
            case Reading.Whole<Harbour> whole -> throw new AssertionError(whole.settings());
            case Reading.Wrong<Harbour>(var problems) -> problems;
        };
    }
}
