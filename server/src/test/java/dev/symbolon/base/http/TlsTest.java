package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TLS from PEM files")
class TlsTest {

    @TempDir private Path directory;
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private HttpServer serve(Handler handler) {
        server = HttpServer.start(settings(), handler);
        return server;
    }

    /** A body that is announced and never comes. */
    private static final Flow.Publisher<ByteBuffer> NOTHING =
            subscriber ->
                    subscriber.onSubscribe(
                            new Flow.Subscription() {
                                @Override
                                public void request(long count) {
                                    // Never.
                                }

                                @Override
                                public void cancel() {
                                    // Nothing to stop.
                                }
                            });

    private HttpSettings settings() {
        HttpSettings usual = HttpSettings.defaults();
        return new HttpSettings(
                usual.host(),
                0,
                usual.maxBodyBytes(),
                usual.maxHeaderBytes(),
                usual.maxHeaders(),
                usual.maxConnections(),
                Duration.ofSeconds(2),
                usual.idleTimeout(),
                Duration.ofSeconds(2),
                tls(),
                List.of(),
                ForwardedHeader.X_FORWARDED,
                false,
                false);
    }

    private TlsSettings tls() {
        return new TlsSettings(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    }

    private PemDirectory pem() {
        return new PemDirectory(directory);
    }

    private static HttpClient client(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder().version(version).sslContext(PemDirectory.trusting()).build();
    }

    private static HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    @DisplayName("a certificate of each kind of key is shown")
    void kinds(String algorithm) throws Exception {
        pem().certify("one", algorithm);
        int port = serve(request -> Response.text(200, request.scheme())).port();

        assertThat(nameShown(port)).isEqualTo("CN=one");
    }

    @Test
    @DisplayName("HTTP/2 is spoken with those who can (RFC 7301), HTTP/1.1 with the others")
    void alpn() throws Exception {
        pem().certify("one", "EC");
        int port =
                serve(request ->
                                Response.text(
                                        200,
                                        request.method()
                                                + request.scheme()
                                                + request.host()
                                                + request.form().first("a").orElse("")))
                        .port();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            if (version.name().equals("HTTP_3")) {
                continue;
            }
            try (HttpClient client = client(version)) {
                HttpResponse<String> answer =
                        client.send(
                                to(port, "/")
                                        .header("Content-Type", Request.FORM)
                                        .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).isEqualTo("POSThttpslocalhost:" + port + "b");
                assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();

                HttpResponse<String> head =
                        client.send(
                                to(port, "/").HEAD().build(), HttpResponse.BodyHandlers.ofString());
                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.body()).isEmpty();
                assertThat(head.headers().firstValueAsLong("content-length").orElse(0))
                        .isPositive();
            }
        }
    }

    @Test
    @DisplayName("over HTTP/2 the limits hold as well, and a bug shows nothing")
    void http2Limits() throws Exception {
        pem().certify("one", "EC");
        int port =
                serve(
                                request -> {
                                    if (request.path().equals("/bug")) {
                                        throw new IllegalStateException("hunter2");
                                    }
                                    return Response.text(200, "ok");
                                })
                        .port();
        try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
            HttpResponse<String> bug =
                    client.send(to(port, "/bug").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(bug.statusCode()).isEqualTo(500);
            assertThat(bug.body()).doesNotContain("hunter2");

            HttpRequest.Builder many = to(port, "/");
            IntStream.range(0, 120).forEach(i -> many.header("x-" + i, "1"));
            assertThat(client.send(many.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(431);

            HttpResponse<String> large =
                    client.send(
                            to(port, "/")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    new byte[(1 << 16) + 1]))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(large.statusCode()).isEqualTo(413);

            List<Integer> parallel =
                    IntStream.range(0, 50)
                            .mapToObj(_ ->
                                    client.sendAsync(
                                            to(port, "/").build(),
                                            HttpResponse.BodyHandlers.ofString()))
                            .toList()
                            .stream()
                            .map(answer -> answer.join().statusCode())
                            .toList();
            assertThat(parallel).hasSize(50).containsOnly(200);
        }
    }

    @Test
    @DisplayName("over HTTP/2 as well, a body that does not come is cut off")
    void http2SlowBody() throws Exception {
        pem().certify("one", "EC");
        int port = serve(_ -> Response.text(200, "ok")).port();
        try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
            CompletableFuture<HttpResponse<String>> slow =
                    client.sendAsync(
                            to(port, "/")
                                    .POST(HttpRequest.BodyPublishers.fromPublisher(NOTHING, 100))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThatThrownBy(() -> slow.get(8, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            client.shutdownNow();
        }
    }

    @Test
    @DisplayName("a handshake that does not come is cut off")
    void slowHandshake() throws Exception {
        pem().certify("one", "EC");
        int port = serve(_ -> Response.text(200, "ok")).port();
        long began = System.nanoTime();
        try (RawClient silent = new RawClient(port);
                RawClient half = new RawClient(port)) {
            half.sendRaw("\u0016\u0003\u0001\u0002\u0000\u0001");
            assertThat(silent.isClosed()).isTrue();
            assertThat(half.isClosed()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    @DisplayName("TLS 1.1 and plain HTTP are refused (RFC 9325 §3.1.1)")
    void oldVersions() throws Exception {
        pem().certify("one", "EC");
        int port = serve(_ -> Response.text(200, "ok")).port();
        try (SSLSocket socket =
                (SSLSocket)
                        PemDirectory.trusting()
                                .getSocketFactory()
                                .createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        try (RawClient plain = new RawClient(port)) {
            plain.send("GET / HTTP/1.1\nHost: x\n\n");
            assertThat(plain.isClosed()).isTrue();
        }
        try (SSLSocket socket =
                (SSLSocket)
                        PemDirectory.trusting()
                                .getSocketFactory()
                                .createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, true",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, false",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, false",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, false",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, false",
    })
    @DisplayName("of TLS 1.2 the suites that RFC 9325 §4.2 recommends are spoken, and no other")
    void suites(String suite, boolean spoken) throws Exception {
        pem().certify("one", "RSA");
        int port = serve(_ -> Response.text(200, "ok")).port();
        try (SSLSocket socket =
                (SSLSocket)
                        PemDirectory.trusting()
                                .getSocketFactory()
                                .createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            if (spoken) {
                socket.startHandshake();
                assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
            } else {
                assertThatThrownBy(socket::startHandshake)
                        .isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @Test
    @DisplayName("renewed files are shown without a restart; broken ones never replace them")
    void reload() throws Exception {
        pem().certify("one", "EC");
        try (CertificateFiles files = CertificateFiles.open(tls(), false, Duration.ofMillis(50))) {
            assertThat(nameShownBy(files)).isEqualTo("CN=one");

            pem().certify("two", "RSA");
            touch(1);
            awaitName(files, "CN=two");

            Files.writeString(directory.resolve("cert.pem"), "nonsense");
            touch(2);
            Thread.sleep(200);
            assertThat(nameShownBy(files)).isEqualTo("CN=two");

            Files.delete(directory.resolve("key.pem"));
            Thread.sleep(200);
            assertThat(nameShownBy(files)).isEqualTo("CN=two");

            pem().certify("three", "EC");
            touch(3);
            awaitName(files, "CN=three");
        }
    }

    @Test
    @DisplayName("files that do not belong together, or are missing, stop the start in plain words")
    void unusable() throws Exception {
        assertThatThrownBy(() -> serve(_ -> Response.empty(204)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("TLS: no file")
                .hasMessageContaining("cert.pem");

        pem().certify("one", "EC");
        byte[] first = Files.readAllBytes(directory.resolve("key.pem"));
        pem().certify("two", "EC");
        Files.write(directory.resolve("key.pem"), first);
        assertThatThrownBy(() -> serve(_ -> Response.empty(204)))
                .hasMessageContaining("is not the one of the first certificate");

        Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertThatThrownBy(() -> serve(_ -> Response.empty(204)))
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    /** A file system may keep whole seconds only. */
    private void touch(int seconds) throws IOException {
        FileTime time = FileTime.from(Instant.EPOCH.plusSeconds(1_000_000L + seconds));
        for (String file : List.of("cert.pem", "key.pem")) {
            Files.setLastModifiedTime(directory.resolve(file), time);
        }
    }

    private static void awaitName(CertificateFiles files, String name) throws Exception {
        for (int i = 0; i < 100 && !nameShownBy(files).equals(name); i++) {
            Thread.sleep(50);
        }
        assertThat(nameShownBy(files)).isEqualTo(name);
    }

    private static String nameShownBy(CertificateFiles files) throws Exception {
        try (var listener = new java.net.ServerSocket(0)) {
            Thread server =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var accepted = listener.accept()) {
                                    ((SSLSocket)
                                                    files.context()
                                                            .getSocketFactory()
                                                            .createSocket(accepted, null, true))
                                            .startHandshake();
                                } catch (IOException broken) {
                                    throw new UncheckedIOException(broken);
                                }
                            });
            String name = nameShown(listener.getLocalPort());
            server.join();
            return name;
        }
    }

    private static String nameShown(int port) throws Exception {
        try (SSLSocket socket =
                (SSLSocket)
                        PemDirectory.trusting()
                                .getSocketFactory()
                                .createSocket("localhost", port)) {
            socket.startHandshake();
            return Arrays.stream(socket.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .getSubjectX500Principal()
                    .getName();
        }
    }
}
