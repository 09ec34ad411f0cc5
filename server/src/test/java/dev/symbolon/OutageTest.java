package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("While the database is away")
class OutageTest {

    private static final int MANAGEMENT = TestServer.freePort();

    private TestServer server;

    @BeforeEach
    void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of("management.port", String.valueOf(MANAGEMENT)));
        // What was asked for lately is kept, so only hosts and tenants that were not are in doubt.
        server.database().close();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /oauth/token, grant_type=refresh_token&refresh_token=x&client_id=y",
        "GET, /oauth/jwks, ''",
        "GET, /.well-known/openid-configuration, ''",
        "GET, /.well-known/openid-configuration/t/other, ''",
        "POST, /t/other/oauth/token, grant_type=x",
    })
    @DisplayName("a program is told when to try again, in JSON (RFC 6749 §4.1.2.1)")
    void programs(String method, String path, String form) {
        Answer answer =
                Http.send(
                        method,
                        server.issuer().resolve(path),
                        form,
                        Map.of("Origin", "https://spa.example"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.json())
                .containsEntry("error", "temporarily_unavailable")
                .hasEntrySatisfying(
                        "error_description",
                        told -> assertThat(String.valueOf(told)).contains("reference: "));
        assertThat(answer.header("retry-after")).contains("5");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("access-control-allow-origin")).contains("*");
    }

    @Test
    @DisplayName("also where the inspector would look up whom it watches")
    void failuresOnly() {
        try (TestServer other =
                TestServer.start(TestDatabases.fresh(), Map.of("inspector.trace", "failures"))) {
            other.database().close();
            Answer answer =
                    Http.post(other.issuer().resolve("/oauth/token"), "client_id=x", Map.of());
            assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/oauth/authorize?client_id=x", "/t/other/sign-in"})
    @DisplayName("a person sees a page that says so")
    void people(String path) {
        Answer answer = Http.get(server.issuer().resolve(path), Map.of());
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.header("content-type")).contains("text/html; charset=utf-8");
        assertThat(answer.body()).contains("Please try again in a few seconds.");
        assertThat(answer.header("retry-after")).contains("5");
    }

    @Test
    @DisplayName("the server says that it is not ready, and counts what it could not answer")
    void management() {
        Http.get(server.issuer().resolve("/t/other/oauth/jwks"), Map.of());
        var management = URI.create("http://127.0.0.1:" + MANAGEMENT);
        assertThat(Http.get(management.resolve("/health/ready"), Map.of()).status()).isEqualTo(503);
        assertThat(Http.get(management.resolve("/metrics"), Map.of()).body())
                .containsPattern(
                        "http_server_request_duration_seconds_count\\{[^}]*status_code=\"503\",[^}]*"
                                + "route=\"/oauth/jwks\"");
    }
}
