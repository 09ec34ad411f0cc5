package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9112 HTTP/1.1 as the server speaks it")
class HttpServerTest {

    private final AtomicReference<Request> seen = new AtomicReference<>();
    private Handler handler = _ -> Response.text(200, "hello");
    private HttpServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server =
                HttpServer.start(
                        HttpSettings.defaults().withPort(0),
                        request -> {
                            seen.set(request);
                            return handler.handle(request);
                        });
        client = new RawClient(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Request seen() {
        return Objects.requireNonNull(seen.get());
    }

    @Test
    @DisplayName("a request arrives whole: method, path, query, headers, sender")
    void request() throws IOException {
        client.send("GET /a%20b/c?x=1&y HTTP/1.1\nHost: op.example:8080\nX-One: 1\nx-one: 2\n\n");

        assertThat(client.read().body()).isEqualTo("hello");
        Request request = seen();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/a%20b/c");
        assertThat(request.rawQuery()).isEqualTo("x=1&y");
        assertThat(request.host()).isEqualTo("op.example:8080");
        assertThat(request.scheme()).isEqualTo("http");
        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(request.headerValues("X-ONE")).containsExactly("1", "2");
        assertThat(request.headers()).containsOnlyKeys("host", "x-one");
        assertThat(request.header("absent")).isEmpty();
    }

    @Test
    @DisplayName("a form arrives, by its length or in chunks")
    void form() throws IOException {
        client.send(
                """
                POST /token HTTP/1.1
                Host: x
                Content-Type: application/x-www-form-urlencoded; charset=utf-8
                Content-Length: 12

                """);
        client.sendRaw("a=1&b=%C3%A9");
        client.read();
        assertThat(seen().form().first("b")).contains("é");

        client.send(
                """
                POST /token HTTP/1.1
                Host: x
                Content-Type: application/x-www-form-urlencoded
                Transfer-Encoding: chunked

                3
                a=2
                4
                &b=3
                0

                """);
        client.read();
        assertThat(seen().form().all("a")).containsExactly("2");
        assertThat(seen().form().all("b")).containsExactly("3");
    }

    @Test
    @DisplayName("the connection stays open, and requests sent ahead are answered in order")
    void pipelining() throws IOException {
        handler = request -> Response.text(200, request.path());
        client.send("GET /1 HTTP/1.1\nHost: x\n\nGET /2 HTTP/1.1\nHost: x\n\n");
        assertThat(client.read().body()).isEqualTo("/1");
        assertThat(client.read().body()).isEqualTo("/2");

        client.send("GET /3 HTTP/1.1\nHost: x\nConnection: close\n\n");
        assertThat(client.read().body()).isEqualTo("/3");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    @DisplayName("HEAD is answered as GET is, without the body (RFC 9110 §9.3.2)")
    void head() throws IOException {
        client.send("HEAD / HTTP/1.1\nHost: x\n\n");
        assertThat(client.readHead().header("content-length", "")).isEqualTo("5");

        client.send("GET / HTTP/1.1\nHost: x\n\n");
        assertThat(client.read().body()).isEqualTo("hello");
    }

    @Test
    @DisplayName("a request in absolute form names its host itself (§3.2.2)")
    void absoluteForm() throws IOException {
        client.send("GET http://op.example/path?q HTTP/1.1\nHost: other\n\n");
        client.read();

        assertThat(seen().host()).isEqualTo("op.example");
        assertThat(seen().path()).isEqualTo("/path");
    }

    @Test
    @DisplayName("every answer carries the security headers; the response's own win")
    void securityHeaders() throws IOException {
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        RawClient.Answer answer = client.read();
        assertThat(answer.header("x-content-type-options", "")).isEqualTo("nosniff");
        assertThat(answer.header("x-frame-options", "")).isEqualTo("DENY");
        assertThat(answer.header("referrer-policy", "")).isEqualTo("no-referrer");
        assertThat(answer.header("content-security-policy", ""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("strict-transport-security", "")).isEmpty();
        assertThat(answer.header("cross-origin-opener-policy", "")).isEmpty();

        handler =
                _ ->
                        Response.html(200, "<p>")
                                .with("content-security-policy", "default-src 'self'")
                                .with("Set-Cookie", "a=1")
                                .with("Set-Cookie", "b=2");
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        answer = client.read();
        assertThat(answer.head().lines().filter(line -> line.contains("olicy: default-src")))
                .containsExactly("content-security-policy: default-src 'self'");
        assertThat(answer.head()).contains("Set-Cookie: a=1", "Set-Cookie: b=2");
        assertThat(answer.header("permissions-policy", "")).contains("camera=()");
    }

    @Test
    @DisplayName("a bug is answered 500 with a reference and nothing of what went wrong")
    void bug() throws IOException {
        handler =
                _ -> {
                    throw new IllegalStateException("the password is hunter2");
                };
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        RawClient.Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("Reference: ").doesNotContain("hunter2", "Exception");
        assertThat(answer.header("x-content-type-options", "")).isEqualTo("nosniff");
    }

    @Test
    @DisplayName("a refusal of HTTP itself has its status and message")
    void refusal() throws IOException {
        handler =
                request -> {
                    throw new HttpError(415, "Send a form.");
                };
        client.send("GET / HTTP/1.1\nHost: x\n\n");
        RawClient.Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).isEqualTo("Send a form.\n");
    }

    @Test
    @DisplayName("a value that would split the answer never becomes a header")
    void headerInjection() throws IOException {
        handler = request -> Response.empty(200).with("X", request.query().first("v").orElse(""));
        client.send("GET /?v=a%0D%0ASet-Cookie:%20evil=1 HTTP/1.1\nHost: x\n\n");
        RawClient.Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.head()).doesNotContain("evil");
    }

    @Test
    @DisplayName("a port that is taken is told in one line")
    void portTaken() {
        HttpSettings settings = HttpSettings.defaults().withPort(server.port());

        assertThatThrownBy(() -> HttpServer.start(settings, handler))
                .isInstanceOf(HttpServer.CannotListen.class)
                .hasMessageContaining("cannot listen on 127.0.0.1 port " + server.port());
    }
}
