package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Oversized, malformed and slow requests")
class HttpLimitsTest {

    private HttpServer server;

    @BeforeEach
    void start() {
        server = HttpServer.start(settings(), request -> Response.text(200, request.path()));
    }

    private static HttpSettings settings() {
        HttpSettings usual = HttpSettings.defaults();
        return new HttpSettings(
                usual.host(),
                0,
                1 << 16,
                1 << 14,
                50,
                200,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                usual.tls(),
                List.of(),
                ForwardedHeader.X_FORWARDED,
                false,
                false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Answer answerTo(String request) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            return client.send(request).read();
        }
    }

    @Test
    @DisplayName("a body over the limit is refused by its length (413), one at the limit is taken")
    void bodyByLength() throws IOException {
        RawClient.Answer refused = answerTo("POST / HTTP/1.1\nHost: x\nContent-Length: 65537\n\n");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body()).contains("65536 bytes");
        assertThat(answerTo("POST / HTTP/1.1\nHost: x\nContent-Length: 99999999999\n\n").body())
                .contains("65536 bytes");
        String asking = "POST / HTTP/1.1\nHost: x\nContent-Length: 65537\nExpect: 100-continue\n\n";
        assertThat(answerTo(asking).status()).isEqualTo(413);
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 65536\n\n");
            assertThat(client.sendRaw("a".repeat(1 << 16)).read().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("who sends all of a body that is too large hears why (RFC 9112 §9.6)")
    void whoSendsAllHears() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 4194304\n\n");
                for (int sent = 0; sent < 64; sent++) {
                    client.sendRaw("a".repeat(1 << 16));
                }
                assertThat(client.read().status()).isEqualTo(413);
            }
        }
    }

    @Test
    @DisplayName("who goes on sending after the refusal is cut off in seconds")
    void whoSendsOn() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 4194304\n\n");
            assertThatThrownBy(
                            () -> {
                                for (int sent = 0; sent < 300; sent++) {
                                    client.sendRaw("a");
                                    Thread.sleep(100);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("a body over the limit is refused where it comes in chunks (413)")
    void bodyInChunks() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
            String chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";
            client.sendRaw(chunk).sendRaw(chunk).send("1\na\n0\n\n");
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @DisplayName("a chunk that says it is huge is refused once too much of it came (413)")
    void hugeChunk() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n7fffffff\n");
            client.sendRaw("a".repeat(1 << 18));
            RawClient.Answer refused = client.read();
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.body()).contains("65536 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "\n\n", "\r\r", "\rX", "X\n"})
    @DisplayName("RFC 9112 §7.1 a chunk ends with a line break: what ends otherwise is refused")
    void endOfChunk(String end) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
            client.sendRaw("1\r\na" + end + "1\r\nb\r\n0\r\n\r\n");
            client.send("GET / HTTP/1.1\nHost: x\n\n");
            assertThat(client.read().status()).isEqualTo(400);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @DisplayName("a body or a chunk of two characters is one like any other, however it arrives")
    void twoCharacters() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}");
            assertThat(client.read().status()).isEqualTo(200);
            client.send("POST / HTTP/1.1\nHost: x\nContent-Length: 4\n\nab");
            Thread.sleep(100);
            client.sendRaw("cd");
            assertThat(client.read().status()).isEqualTo(200);
            client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n2\n{}\n2\nab");
            Thread.sleep(100);
            client.sendRaw("\r");
            Thread.sleep(100);
            client.sendRaw("\n0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("what the library refuses says so in words")
    void words() throws IOException {
        assertThat(answerTo("GET / HTTP/1.1\nHost: x:y:z\n\n").body()).isEqualTo("Bad Request\n");
    }

    @Test
    @DisplayName("a chunk size that never ends is cut off, and not kept")
    void endlessChunkSize() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n");
            for (int i = 0; i < 200; i++) {
                client.sendRaw("0".repeat(1 << 12));
            }
            assertThat(client.isClosed()).isTrue();
        } catch (SocketException cut) {
            assertThat(cut).hasMessageContaining("roken pipe");
        }
    }

    @Test
    @DisplayName("a request line over the limit is refused (414)")
    void requestLine() throws IOException {
        assertThat(answerTo("GET /" + "a".repeat(1 << 14) + " HTTP/1.1\nHost: x\n\n").status())
                .isEqualTo(414);
        assertThat(answerTo("GET /" + "a".repeat(16_000) + " HTTP/1.1\nHost: x\n\n").status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("headers over the limit are refused, in size and in number (431)")
    void headers() throws IOException {
        for (int size : new int[] {1 << 14, 20_000}) {
            assertThat(
                            answerTo(
                                            "GET / HTTP/1.1\nHost: x\nA: %s\n\n"
                                                    .formatted("a".repeat(size)))
                                    .head())
                    .startsWith("HTTP/1.1 431 Request Header Fields Too Large");
        }

        StringBuilder many = new StringBuilder("GET / HTTP/1.1\nHost: x\n");
        for (int i = 0; i < 60; i++) {
            many.append("X-").append(i).append(": 1\n");
        }
        assertThat(answerTo(many + "\n").head())
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\n\n",
                "GET\n\n",
                "GET / HTTP/1.1\n\n",
                "GET / HTTP/1.1\nHost: x\nHost: y\n\n",
                "GET / HTTP/1.1\nHost: a b\n\n",
                "GET / HTTP/1.1\nHost: x\nNo colon\n\n",
                "GET / HTTP/1.1\nHost: x\nName : value\n\n",
                "GET / HTTP/1.1\nHost: x\n folded: value\n\n",
                "GET / HTTP/1.1\nHost: x\nA: a\0b\n\n",
                "GET /<script> HTTP/1.1\nHost: x\n\n",
                "GET /%zz HTTP/1.1\nHost: x\n\n",
                "GET path HTTP/1.1\nHost: x\n\n",
                "GET / HTTP/1.0\nHost: x\n\n",
                "GET / HTTP/3.7\nHost: x\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: 1\nTransfer-Encoding: chunked\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: 1\nContent-Length: 2\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: -1\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: +1\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: 99999999999999999999\n\n",
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: gzip\n\n",
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\nxyz\n",
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n-1\n",
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n1;ext=2\na\n0\n\n",
            })
    @DisplayName("what is no request gets an error that shows nothing of the input or the program")
    void malformed(String request) throws IOException {
        RawClient.Answer answer = answerTo(request);

        assertThat(answer.status()).isBetween(400, 505).isNotEqualTo(500);
        assertThat(answer.head() + answer.body())
                .doesNotContain("<script>", "%zz", "folded", "elidon", "xception");
        assertThat(answer.body().lines().count()).isLessThanOrEqualTo(1);
        assertThat(answer.header("x-content-type-options", "")).isEqualTo("nosniff");
    }

    @Test
    @DisplayName("who connects and says nothing, or dribbles, is cut off")
    void slow() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        for (String start :
                List.of(
                        "",
                        "G",
                        "GET / HTTP/1.1\n",
                        "GET / HTTP/1.1\nHost: x\nA: b",
                        "POST / HTTP/1.1\nHost: x\nContent-Length: 100\n\nabc",
                        "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n5\nab")) {
            slow.add(new RawClient(server.port()).send(start));
        }
        long began = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            Thread.sleep(100);
            for (RawClient client : slow.subList(1, slow.size())) {
                try {
                    client.sendRaw("a");
                } catch (SocketException cut) {
                    // As it should be; checked below.
                }
            }
        }
        for (RawClient client : slow) {
            assertThat(client.isClosed()).isTrue();
            client.close();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("a connection without requests is closed, one with requests is kept")
    void idle() throws Exception {
        try (RawClient busy = new RawClient(server.port());
                RawClient idle = new RawClient(server.port())) {
            idle.send("GET / HTTP/1.1\nHost: x\n\n").read();
            for (int i = 0; i < 6; i++) {
                assertThat(busy.send("GET / HTTP/1.1\nHost: x\n\n").read().status()).isEqualTo(200);
                Thread.sleep(600);
            }
            assertThat(idle.isClosed()).isTrue();
        }
    }

    @Test
    @DisplayName("a handler may take longer than a sender")
    void slowHandler() throws Exception {
        try (HttpServer slow =
                        HttpServer.start(
                                settings(),
                                _ -> {
                                    sleep(Duration.ofMillis(2500));
                                    return Response.text(200, "done");
                                });
                RawClient client = new RawClient(slow.port())) {
            assertThat(client.send("GET / HTTP/1.1\nHost: x\n\n").read().body()).isEqualTo("done");
        }
    }

    @Test
    @DisplayName("who does not take the answer is cut off")
    void slowReader() throws Exception {
        byte[] large = new byte[32 << 20];
        try (HttpServer server = HttpServer.start(settings(), _ -> Response.of(200, "a/b", large));
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\nHost: x\n\n");
            Thread.sleep(2000);
            assertThat(client.drain()).isLessThan(large.length);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
