package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server that stops")
class GracefulShutdownTest {

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayFinish = new CountDownLatch(1);

    private Response answer(Request request) {
        if (request.path().equals("/slow")) {
            running.countDown();
            try {
                mayFinish.await();
            } catch (InterruptedException cut) {
                throw new IllegalStateException(cut);
            }
        }
        return Response.text(200, "done");
    }

    private static HttpSettings settings(Duration shutdown) {
        HttpSettings usual = HttpSettings.defaults();
        return new HttpSettings(
                usual.host(),
                0,
                usual.maxBodyBytes(),
                usual.maxHeaderBytes(),
                usual.maxHeaders(),
                usual.maxConnections(),
                usual.requestTimeout(),
                usual.idleTimeout(),
                shutdown,
                usual.tls(),
                List.of(),
                usual.forwardedHeader(),
                false,
                false);
    }

    @Test
    @DisplayName("takes nobody new, lets go of the idle, and finishes what runs")
    void finishes() throws Exception {
        HttpServer server = HttpServer.start(settings(Duration.ofSeconds(10)), this::answer);
        try (RawClient busy = new RawClient(server.port());
                RawClient idle = new RawClient(server.port());
                RawClient fresh = new RawClient(server.port())) {
            idle.send("GET / HTTP/1.1\nHost: x\n\n").read();
            busy.send("GET /slow HTTP/1.1\nHost: x\n\n");
            assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();

            Thread stop = Thread.ofVirtual().start(server::close);
            assertThat(idle.isClosed()).isTrue();
            assertThat(fresh.isClosed()).isTrue();
            awaitRefused(server);
            assertThat(stop.isAlive()).isTrue();

            mayFinish.countDown();
            RawClient.Answer answer = busy.read();
            assertThat(answer.body()).isEqualTo("done");
            assertThat(answer.header("connection", "")).isEqualTo("close");
            assertThat(stop.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    /** The idle are let go first; the port closes a moment later. */
    private static void awaitRefused(HttpServer server) throws Exception {
        for (int tries = 0; tries < 500; tries++) {
            try {
                new RawClient(server.port()).close();
            } catch (IOException | IllegalArgumentException refused) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the port still takes connections");
    }

    @Test
    @DisplayName("cuts what does not finish in time")
    void cuts() throws Exception {
        HttpServer server = HttpServer.start(settings(Duration.ofMillis(500)), this::answer);
        try (RawClient busy = new RawClient(server.port())) {
            busy.send("GET /slow HTTP/1.1\nHost: x\n\n");
            assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();

            long began = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(busy.isClosed()).isTrue();
        }
    }
}
