package dev.symbolon.base.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.symbolon.base.http.PemDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Asking addresses that apps registered")
class FetcherTest {

    private static final List<String> HERE = List.of("127.0.0.0/8", "::1");

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer neighbour;

    @BeforeEach
    void start() throws IOException {
        neighbour =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(neighbour);
    }

    private void serve(HttpServer server) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/keys", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(300_000)));
        server.createContext("/drip", FetcherTest::drip);
        server.createContext("/echo", FetcherTest::echo);
        server.createContext(
                "/elsewhere",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/keys");
                    answer(exchange, 302, "");
                });
        server.start();
    }

    @AfterEach
    void stop() {
        neighbour.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.incrementAndGet();
        exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        } catch (IOException given) {
            // Who asked did not want the rest.
        }
        exchange.close();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] form = exchange.getRequestBody().readAllBytes();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean whole =
                new String(form, StandardCharsets.UTF_8).equals("a=1&b=%20")
                        && "application/x-www-form-urlencoded".equals(type)
                        && exchange.getRequestMethod().equals("POST");
        exchange.sendResponseHeaders(whole ? 204 : 400, -1);
        exchange.close();
    }

    /** A byte now and then: each read is quick, the whole never ends. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(Duration.ofMillis(200));
            }
        } catch (IOException | InterruptedException gone) {
            exchange.close();
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + neighbour.getAddress().getPort() + path);
    }

    private static Fetcher allowing(List<String> networks) {
        return new Fetcher(new FetchSettings(networks, null));
    }

    @Test
    @DisplayName("an address in an allowed network is asked, and its answer read whole")
    void allowed() throws Unreachable {
        try (Fetcher fetcher = allowing(HERE)) {
            Fetched answer = fetcher.get(uri("/keys"), "application/json");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{}");
            assertThat(answer.header("cache-control")).contains("max-age=60");
            assertThat(fetcher.post(uri("/echo"), "a=1&b=%20").status()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @DisplayName("neighbours of the server are not asked, however they are written (CWE-918)")
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://127.1/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://172.16.3.4/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/",
                "https://[fe80::1]/",
                "https://[fc00::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://224.0.0.1/",
                "https://255.255.255.255/"
            })
    void neighbours(String address) {
        try (Fetcher fetcher = allowing(List.of())) {
            assertThatThrownBy(() -> fetcher.get(URI.create(address), "*/*"))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageMatching(".*(not asked|not known|no https address)");
        }
    }

    @Test
    @DisplayName("not even a connection is made to one")
    void noConnection() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Fetcher fetcher = allowing(List.of("10.0.0.0/8"))) {
            URI address = URI.create("https://127.0.0.1:" + listening.getLocalPort() + "/");
            assertThatThrownBy(() -> fetcher.get(address, "*/*")).isInstanceOf(Unreachable.class);
            listening.setSoTimeout(200);
            assertThatThrownBy(listening::accept)
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @DisplayName("on the internet only https is asked, and nothing that is no address")
    @ValueSource(
            strings = {
                "http://93.184.215.14/",
                "ftp://93.184.215.14/",
                "file:///etc/passwd",
                "https:opaque",
                "https://user:pw@93.184.215.14/"
            })
    void onlyHttps(String address) {
        try (Fetcher fetcher = allowing(HERE)) {
            assertThatThrownBy(() -> fetcher.get(URI.create(address), "*/*"))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("https");
        }
    }

    @Test
    @DisplayName("a redirect is an answer like any other: nobody goes where it leads")
    void redirect() throws Unreachable {
        try (Fetcher fetcher = allowing(HERE)) {
            assertThat(fetcher.get(uri("/elsewhere"), "*/*").status()).isEqualTo(302);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    @DisplayName("an answer that is too long is not read to its end")
    void tooLong() {
        try (Fetcher fetcher = allowing(HERE)) {
            assertThatThrownBy(() -> fetcher.get(uri("/long"), "*/*"))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    @DisplayName("who drips bytes is not waited for longer than five seconds in all")
    void tooSlow() {
        try (Fetcher fetcher = allowing(HERE)) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> fetcher.get(uri("/drip"), "*/*"))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("5 seconds");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    @DisplayName("one slow site does not take up what all others need")
    void slowSite() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        serve(other);
        try (Fetcher fetcher = allowing(HERE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 110; i++) {
                URI slow = uri("/drip?" + i);
                waiting.add(
                        threads.submit(() ->
                                assertThatThrownBy(() -> fetcher.get(slow, "*/*"))
                                        .isInstanceOf(Unreachable.class)));
            }
            Thread.sleep(Duration.ofMillis(1500));
            URI elsewhere =
                    URI.create("http://127.0.0.2:" + other.getAddress().getPort() + "/keys");
            assertThat(fetcher.get(elsewhere, "*/*").status()).isEqualTo(200);
            for (Future<?> one : waiting) {
                one.get();
            }
        } finally {
            other.stop(0);
        }
    }

    @Test
    @DisplayName("a host that is not there, a port where nobody listens")
    void nobody() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (Fetcher fetcher = allowing(HERE)) {
            assertThatThrownBy(() -> fetcher.get(URI.create("https://nobody.invalid/"), "*/*"))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("not known");
            assertThatThrownBy(
                            () -> fetcher.get(URI.create("http://127.0.0.1:" + free + "/"), "*/*"))
                    .isInstanceOf(Unreachable.class);
        }
    }

    @Test
    @DisplayName("a certificate must be trusted, and be the host's")
    void certificates(@TempDir Path directory) throws Exception {
        PemDirectory pem = new PemDirectory(directory);
        pem.certify("app", "EC");
        HttpsServer secured =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(pem.serving()));
        serve(secured);
        int port = secured.getAddress().getPort();
        try (Fetcher strange = allowing(HERE);
                Fetcher trusting =
                        new Fetcher(new FetchSettings(HERE, directory.resolve("cert.pem")))) {
            URI localhost = URI.create("https://localhost:" + port + "/keys");
            assertThat(trusting.get(localhost, "*/*").status()).isEqualTo(200);
            assertThatThrownBy(() -> strange.get(localhost, "*/*")).isInstanceOf(Unreachable.class);
            // The certificate names localhost and 127.0.0.1.
            URI other = URI.create("https://127.0.0.2:" + port + "/keys");
            assertThatThrownBy(() -> trusting.get(other, "*/*")).isInstanceOf(Unreachable.class);
        } finally {
            secured.stop(0);
        }
    }
}
