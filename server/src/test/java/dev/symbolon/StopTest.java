package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A whole server that stops")
class StopTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    @DisplayName("stops in time, whatever bodies never come on both ports")
    void stalled() throws IOException {
        int management = TestServer.freePort();
        TestServer server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "management.port", String.valueOf(management),
                                "http.shutdown-timeout", TIMEOUT.toString()));
        try (Socket _ = stalledAt(server.issuer());
                Socket _ = stalledAt(URI.create("http://127.0.0.1:" + management))) {
            long began = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(TIMEOUT.dividedBy(2), TIMEOUT.plusSeconds(1));
        }
    }

    /** Answers come only when the headers have been read, so the server says that it goes on. */
    private static Socket stalledAt(URI at) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.getPort());
        socket.getOutputStream()
                .write(
                        """
                        POST /oauth/token HTTP/1.1\r
                        Host: localhost\r
                        Expect: 100-continue\r
                        Content-Length: 10\r
                        \r
                        """
                                .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 100");
        return socket;
    }
}
