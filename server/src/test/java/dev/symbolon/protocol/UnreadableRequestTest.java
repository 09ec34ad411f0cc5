package dev.symbolon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.http.RawClient;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Http;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A request that cannot be read")
class UnreadableRequestTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer post(String path, String form) {
        return Http.post(URI.create(server.issuer() + path), form, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"a=%zz, http.escapes", "a=%00, http.no-nul", "a=%ff, http.utf8"})
    @DisplayName("names the rule that it broke: to an app, and on a page")
    void rules(String form, String rule) {
        post("/oauth/token", form).expectsStatus(400).expectsError("invalid_request").naming(rule);

        assertThat(post("/sign-in", form).expectsStatus(400).body())
                .contains("<h1>", "/rules/" + rule);
        assertThat(post("/oauth/authorize", form).expectsStatus(400).body())
                .contains("<h1>", "/rules/" + rule);
    }

    @Test
    @DisplayName("names it also where it stands in the address")
    void address() {
        for (String path : new String[] {"/oauth/authorize?state=%00", "/rules/%00"}) {
            assertThat(
                            Http.get(URI.create(server.issuer() + path), Map.of())
                                    .expectsStatus(400)
                                    .body())
                    .contains("<h1>", "/rules/http.no-nul");
        }
    }

    @ParameterizedTest
    @CsvSource({"state=%zz, http.escapes", "state=100%, http.escapes", "state=é, http.utf8"})
    @DisplayName("names it in an address as no library would write it (RFC 3986 §2.1)")
    void rawAddress(String query, String rule) throws IOException {
        RawClient.Answer answer = get("/oauth/authorize?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<h1>", "/rules/" + rule);
    }

    @Test
    @DisplayName("is none with what browsers leave in an address as it is (WHATWG URL §1.3)")
    void leftAsItIs() throws IOException {
        assertThat(get("/oauth/authorize?client_id={a|b^c`[d]}").body())
                .contains("/rules/authorize.client-known");
    }

    private static RawClient.Answer get(String address) throws IOException {
        try (RawClient client = new RawClient(server.issuer().getPort())) {
            client.send(
                    "GET %s HTTP/1.1\nHost: %s\n\n"
                            .formatted(address, server.issuer().getAuthority()));
            return client.read();
        }
    }

    @Test
    @DisplayName("is too large (RFC 9110 §15.5.14): to an app, and on a page")
    void tooLarge() {
        String large = "a=" + "b".repeat(1 << 16);

        post("/oauth/token", large)
                .expectsStatus(413)
                .expectsError("invalid_request")
                .naming("http.body-size");
        assertThat(post("/sign-in", large).expectsStatus(413).body())
                .contains("<h1>", "/rules/http.body-size");
        assertThat(post("/nowhere", large).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("has a body in no well-formed chunks (RFC 9112 §7.1)")
    void brokenChunks() throws IOException {
        try (RawClient client = new RawClient(server.issuer().getPort())) {
            client.send(
                    """
                    POST /oauth/token HTTP/1.1
                    Host: %s
                    Content-Type: application/x-www-form-urlencoded
                    Transfer-Encoding: chunked

                    xyz
                    """
                            .formatted(server.issuer().getAuthority()));
            RawClient.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("invalid_request", "/rules/http.body-whole");
        }
    }

    @Test
    @DisplayName("has its line in the trace")
    void trace() {
        var lines = new StringBuilder();
        var listener =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.append(line.getMessage());
                    }

                    @Override
                    public void flush() {
                        // Nothing is kept back.
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                };
        Logger log = Logger.getLogger("dev.symbolon.trace");
        // Commands that ran before in this process may have made it quieter.
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        log.addHandler(listener);
        try {
            post("/oauth/token", "a=%00");
        } finally {
            log.removeHandler(listener);
            log.setLevel(before);
        }
        assertThat(lines).contains("fails http.no-nul");
    }
}
