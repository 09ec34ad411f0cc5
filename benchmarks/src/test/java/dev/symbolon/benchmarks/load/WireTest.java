package dev.symbolon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9112, what a server may answer")
class WireTest {

    private final List<Socket> accepted = new ArrayList<>();
    private ServerSocket server;
    private Wire wire;
    private URI url;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        wire = new Wire(Origin.of(url), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    @Test
    @DisplayName("a length, twice over one connection (§6.2, §9.3)")
    void lengths() throws Exception {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 204 No\r\n\r\n");

        assertThat(send().text()).isEqualTo("ok");
        assertThat(send().status()).isEqualTo(204);
        assertThat(accepted).hasSize(1);
    }

    @Test
    @DisplayName("chunks with extensions and trailers (§7.1)")
    void chunks() throws Exception {
        String chunks = "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";
        answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".concat(chunks),
                "HTTP/1.1 303 See\r\nlocation: /next\r\ncontent-length: 0\r\n\r\n");

        assertThat(send().text()).isEqualTo("abc0123456789");
        assertThat(send().location()).contains("/next");
    }

    @Test
    @DisplayName("a body that ends with the connection (§6.3)")
    void untilClosed() throws Exception {
        Thread.startVirtualThread(() -> answerOnce("HTTP/1.0 200 OK\r\n\r\nall of it"));

        assertThat(send().text()).isEqualTo("all of it");
    }

    @Test
    @DisplayName("a body larger than the buffer")
    void large() throws Exception {
        String body = "x".repeat(100_000);
        answering("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body);

        assertThat(send().text()).isEqualTo(body);
    }

    @Test
    @DisplayName("a kept connection that was closed meanwhile is opened again (§9.3.1)")
    void stale() throws Exception {
        Thread.startVirtualThread(() -> {
            answerOnce("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
            answerOnce("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo");
        });

        assertThat(send().text()).isEqualTo("one");
        assertThat(send().text()).isEqualTo("two");
        assertThat(accepted).hasSize(2);
    }

    @Test
    @DisplayName("an answer that breaks off is an error, not a short body")
    void brokenOff() {
        Thread.startVirtualThread(
                () -> answerOnce("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
    }

    private Reply send() throws IOException {
        return wire.send(HttpText.get(url, ""));
    }

    /** One connection, one answer to each request. */
    private void answering(String... answers) {
        Thread.startVirtualThread(() -> {
            try {
                Socket socket = server.accept();
                accepted.add(socket);
                for (String answer : answers) {
                    answer(socket, answer);
                }
            } catch (IOException closed) {
                assertThat(server.isClosed()).isTrue();
            }
        });
    }

    private void answerOnce(String answer) {
        try (Socket socket = server.accept()) {
            accepted.add(socket);
            answer(socket, answer);
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private static void answer(Socket socket, String answer) throws IOException {
        byte[] tail = new byte[4];
        while (!"\r\n\r\n".equals(new String(tail, StandardCharsets.US_ASCII))) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return;
            }
            System.arraycopy(tail, 1, tail, 0, 3);
            tail[3] = (byte) next;
        }
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
