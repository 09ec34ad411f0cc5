package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.config.Key;
import dev.symbolon.base.config.Problem;
import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Reference;
import dev.symbolon.base.config.Sources;
import dev.symbolon.base.config.Sources.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Everything that can be set")
class ConfigTest {

    private static final Path PAGE = Path.of("../docs/guide/settings.md");

    private static final String INTRODUCTION =
            """
            # Settings

            Everything that can be set, with its default. This page is made from the code; to make it again:
            `./mvnw -pl server test -Dtest=ConfigTest -Dsymbolon.regenerate=true`.

            Settings stand in a YAML file, `symbolon.yaml` in the working directory or the one that `--config` names:

            ```yaml
            issuer: https://id.example.org
            http:
              port: 8443
            ```

            Every key can be an environment variable as well: capitals, with `SYMBOLON_` before it and `_` for dots and
            hyphens, so `http.port` is `SYMBOLON_HTTP_PORT`. A list is written with commas there. The command line wins over the
            environment, the environment over the file, the file over the default. Durations are written `90s`, `10m`, `1h30m`,
            `30d`, or as in ISO 8601 (`PT10M`).

            What is wrong is told at the start, all of it at once, with key and line; a key that does not exist is an error.
            `symbolon config` prints what is in force and where each value was set, without secrets.
            """;

    @Test
    @DisplayName("every key and its default")
    void everyKey() {
        assertThat(Reference.keys(Config.class))
                .extracting(key -> (key.name() + " " + key.shownDefault()).strip())
                .containsExactly(
                        "issuer http://localhost:8080",
                        "data .symbolon",
                        "database.url",
                        "database.username",
                        "database.password",
                        "database.pool-size 10");
    }

    @Test
    @DisplayName("the defaults are right by themselves")
    void defaults() {
        assertThat(Config.defaults().problems()).isEmpty();
    }

    @Test
    @DisplayName("each key has an environment variable of its own")
    void variables() {
        assertThat(Reference.keys(Config.class)).extracting(Key::variable).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("the reference page says what the code says")
    void page() throws IOException {
        String page = INTRODUCTION + Reference.markdown(Config.class);
        if (Boolean.getBoolean("symbolon.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as(
                        "make the page again: ./mvnw -pl server test -Dtest=ConfigTest"
                                + " -Dsymbolon.regenerate=true")
                .hasContent(page);
    }

    @ParameterizedTest
    @DisplayName("an issuer is https without query, fragment, user or final slash (Discovery §3)")
    @CsvSource({
        "http://id.example.org, must begin with https",
        "http://localhost.example.org, must begin with https",
        "http://127.0.0.1.example.org, must begin with https",
        "ftp://id.example.org, must be an address",
        "id.example.org, must be an address",
        "https:, must be a URL",
        "https://id.example.org?a=b, neither query nor fragment",
        "https://id.example.org#a, neither query nor fragment",
        "https://a@id.example.org, must not hold a user name",
        "https://id.example.org/, must not end with a slash",
        "https://id.example.org/a/../b, plain form",
        "https://ID.example.org, plain form",
    })
    void wrongIssuers(String issuer, String complaint) {
        assertThat(wrong(issuer)).anyMatch(problem -> problem.message().contains(complaint));
    }

    @ParameterizedTest
    @DisplayName("an issuer may have a port and a path, and be http on this machine itself")
    @ValueSource(
            strings = {
                "https://id.example.org",
                "https://id.example.org:8443/t/one",
                "http://localhost:9000",
                "http://127.0.0.1:9000",
                "http://[::1]:9000"
            })
    void rightIssuers(String issuer) {
        assertThat(wrong(issuer)).isEmpty();
    }

    private static List<Problem> wrong(String issuer) {
        Option option = new Option("--issuer", issuer);
        return switch (Config.read(new Sources(null, Map.of(), Map.of("issuer", option)))) {
            case Reading.Whole<Config> _ -> List.of();
            case Reading.Wrong<Config>(var problems) -> problems;
        };
    }
}
