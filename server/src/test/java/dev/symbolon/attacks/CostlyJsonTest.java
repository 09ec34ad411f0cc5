package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("JSON that costs more to refuse than to send (CWE-1333)")
class CostlyJsonTest {

    @Test
    @DisplayName("RFC 7591 §3.1: a registration in which a name stands twice is refused at once")
    void registration() {
        Map<String, String> open = Map.of("registration.mode", "open");
        try (TestServer server = TestServer.start(TestDatabases.fresh(), open)) {
            String name = "\"" + "(".repeat(16_000) + "\\n\"";
            server.stranger().registerRaw("{", "application/json");
            long began = System.nanoTime();
            server.stranger()
                    .registerRaw("{" + name + ":1," + name + ":2}", "application/json")
                    .expectsError("invalid_client_metadata");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }
}
