package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.config.Key;
import dev.symbolon.base.config.Problem;
import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Reference;
import dev.symbolon.base.config.Sources;
import dev.symbolon.base.config.Sources.Option;
import dev.symbolon.testing.GeneratedPage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Everything that can be set")
class ConfigTest {

    private static final GeneratedPage PAGE =
            new GeneratedPage("guide/settings.md", ConfigTest.class);

    private static final String INTRODUCTION =
            """
            # Settings

            Everything that can be set, with its default. This page is made from the code; to make it again:
            `%s`.

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
            """
                    .formatted(PAGE.command());

    @Test
    @DisplayName("every key and its default")
    void everyKey() {
        assertThat(
                        Reference.keys(Config.class).stream()
                                .map(key -> (key.name() + " " + key.shownDefault()).strip())
                                .collect(Collectors.joining("\n")))
                .isEqualTo(
                        """
                        issuer http://localhost:8080
                        data .symbolon
                        master-key
                        site.name
                        http.host 127.0.0.1
                        http.port 8080
                        http.max-body-bytes 65536
                        http.max-header-bytes 16384
                        http.max-headers 100
                        http.max-connections 10000
                        http.request-timeout 15s
                        http.idle-timeout 1m
                        http.shutdown-timeout 10s
                        http.tls.certificate
                        http.tls.private-key
                        http.trusted-proxies []
                        http.forwarded-header x-forwarded
                        http.client-cert-header false
                        http.proxy-protocol false
                        management.enabled true
                        management.host 127.0.0.1
                        management.port 9000
                        database.url
                        database.username
                        database.password
                        database.pool-size 30
                        keys.rotate-after 90d
                        keys.publish-ahead 1d
                        keys.retire-after 30d
                        keys.jwks-max-age 15m
                        tokens.code-lifetime 1m
                        tokens.access-token-lifetime 10m
                        tokens.access-token-lifetime-at-most 1d
                        tokens.id-token-lifetime 1h
                        tokens.refresh-idle-lifetime 30d
                        tokens.refresh-absolute-lifetime 180d
                        tokens.refresh-replay-window 1m
                        registration.mode off
                        registration.per-address 10
                        registration.per-hour 500
                        registration.at-most 10000
                        registration.unused-for 30d
                        registration.show-logos false
                        registration.software-publishers
                        clients.profile oauth-2.1
                        clients.tenant-profiles []
                        clients.front-channel none
                        client-documents.domains []
                        assertions.trusted-issuers
                        attestation.trusted-attesters
                        attestation.require-challenge false
                        dpop.require-nonce false
                        mtls.enabled false
                        mtls.port 8443
                        mtls.url
                        mtls.authorities
                        sessions.idle 12h
                        sessions.absolute 7d
                        sessions.check-iframe false
                        passwords.memory 19456
                        passwords.iterations 2
                        passwords.parallelism 1
                        passwords.queue 64
                        passwords.patience 2s
                        sign-up.enabled false
                        sign-up.per-address 20
                        sign-up.per-day 1000
                        log.format plain
                        log.level info
                        inspector.trace
                        inspector.keep-for 7d
                        inspector.most-flows 100000
                        inspector.most-bytes 268435456
                        telemetry.otlp-endpoint
                        telemetry.headers []
                        telemetry.service-name symbolon
                        fetch.allowed-networks []
                        fetch.trusted-certificates
                        mail.host
                        mail.port 587
                        mail.from
                        mail.username
                        mail.password
                        mail.encryption starttls\
                        """);
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
    void page() {
        PAGE.says(INTRODUCTION + Reference.markdown(Config.class));
    }

    @Test
    @DisplayName("without an issuer, it is this machine at the port that is listened on")
    void localIssuer() {
        assertThat(Config.of(Map.of("http.port", "9000")).issuer())
                .hasToString("http://localhost:9000");
        assertThat(
                        Config.of(Map.of("http.port", "9000", "issuer", "https://id.example.org"))
                                .issuer())
                .hasToString("https://id.example.org");
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
