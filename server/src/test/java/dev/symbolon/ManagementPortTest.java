package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The management port of a whole server")
class ManagementPortTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("is open where management.enabled says so, and only there")
    void enabled(boolean enabled) throws IOException {
        int port = TestServer.freePort();
        try (TestServer _ = server(port, enabled)) {
            if (enabled) {
                connect(port);
            } else {
                assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class);
            }
        }
    }

    private static TestServer server(int port, boolean enabled) {
        return TestServer.start(
                TestDatabases.fresh(),
                Map.of(
                        "management.port", String.valueOf(port),
                        "management.enabled", String.valueOf(enabled)));
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
