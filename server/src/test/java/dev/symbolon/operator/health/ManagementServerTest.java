package dev.symbolon.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The management port")
class ManagementServerTest {

    @Test
    @DisplayName("says whether the server lives, may have traffic, and how it fares")
    void answers() throws Exception {
        AtomicBoolean ready = new AtomicBoolean(true);
        try (Metrics metrics = new Metrics();
                ManagementServer server =
                        ManagementServer.start(
                                ManagementSettings.defaults().withPort(0), ready::get, metrics);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(client, server, "/health/ready").statusCode()).isEqualTo(200);
            ready.set(false);
            assertThat(get(client, server, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(client, server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(client, server, "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(get(client, server, "/metrics").headers().firstValue("content-type"))
                    .contains(Metrics.CONTENT_TYPE);
            assertThat(get(client, server, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("is on loopback unless the operator says otherwise")
    void loopback() {
        assertThat(ManagementSettings.defaults().host()).isEqualTo("127.0.0.1");
        assertThat(new ManagementSettings(true, "", -1).problems()).hasSize(2);
    }

    private static HttpResponse<String> get(HttpClient client, ManagementServer server, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
