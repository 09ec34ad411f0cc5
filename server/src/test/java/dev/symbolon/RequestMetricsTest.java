package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Databases;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The metrics of a whole server")
class RequestMetricsTest {

    private final int management = TestServer.freePort();
    private TestServer server;

    @BeforeEach
    void start() {
        server =
                TestServer.start(
                        Databases.inMemory(),
                        Map.of("management.port", String.valueOf(management)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void send(String method, String path, String body, Map<String, String> headers) {
        Http.send(method, server.issuer().resolve(path), body, headers);
    }

    private String scrape() {
        return Http.get(URI.create("http://127.0.0.1:" + management + "/metrics"), Map.of()).body();
    }

    private static String counted(String method, int status, String route, int times) {
        return """
        http_request_method="%s",http_response_status_code="%d",http_route="%s",\
        url_scheme="http"} %d\
        """
                .formatted(method, status, route, times);
    }

    @Test
    @DisplayName("count every request, those that no endpoint saw without a route")
    void requests() {
        send("GET", "/oauth/jwks", "", Map.of());
        send("GET", "/nowhere", "", Map.of());
        send("GET", "/t/nobody/oauth/jwks", "", Map.of());
        send("DELETE", "/oauth/token", "", Map.of());
        send(
                "OPTIONS",
                "/oauth/token",
                "",
                Map.of("Origin", "https://a.example", "Access-Control-Request-Method", "POST"));
        send("POST", "/oauth/token", "a".repeat(70_000), Map.of());
        send("GET", "/oauth/jwks", "", Map.of("X-Long", "a".repeat(20_000)));
        send("GET", "/rules/%C3%28", "", Map.of());

        assertThat(scrape())
                .contains(counted("GET", 200, "/oauth/jwks", 1))
                .contains(counted("GET", 404, "", 2))
                .contains(counted("DELETE", 405, "", 1))
                .contains(counted("OPTIONS", 204, "", 1))
                .contains(counted("POST", 413, "/oauth/token", 1))
                .contains(counted("GET", 431, "", 1))
                .contains(counted("GET", 400, "/rules/{id}", 1));
    }

    @Test
    @DisplayName("show what may be full: connections, the database, the queue for passwords")
    void gauges() {
        assertThat(scrape())
                .containsPattern("symbolon_http_open_connections \\d")
                .contains("symbolon_password_waiting 0.0")
                .contains("symbolon_password_hashes_total 3.0")
                .contains(
                        "db_client_connection_count{db_client_connection_pool_name=\"sqlite\","
                                + "db_client_connection_state=\"used\"} 0.0")
                .contains("db_client_connection_max{db_client_connection_pool_name=\"sqlite\"}")
                .contains(
                        "db_client_connection_pending_requests{"
                                + "db_client_connection_pool_name=\"sqlite\"} 0.0");
    }
}
