package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.http.RawClient;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Clients that vanish mid-way")
class VanishingTest {

    private static final int MANY = 200;

    /** Hears what is logged as worse than a note. */
    private static final class Complaints extends Handler {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                heard.add(line.getLevel() + " " + line.getMessage() + " " + line.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static void leave(TestServer server, String request) throws IOException {
        try (RawClient client = new RawClient(server.issuer().getPort())) {
            client.send(request);
        }
    }

    private static String cookies(Browser browser) {
        return browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    @Test
    @DisplayName("within a request or while the list streams leave nothing open, and no complaint")
    void vanish() throws IOException {
        Complaints complaints = new Complaints();
        Logger root = Logger.getLogger("");
        try (TestServer server =
                TestServer.start(TestDatabases.fresh(), Map.of("http.max-connections", "50"))) {
            server.administrator("root");
            Browser admin = server.browser().signedIn("root", TestServer.PASSWORD);
            App app = server.machine();
            String host = "Host: " + server.issuer().getAuthority() + "\n";
            root.addHandler(complaints);
            for (int i = 0; i < MANY; i++) {
                leave(server, "GET /oauth/auth");
                leave(server, "POST /oauth/token HTTP/1.1\n" + host + "Content-Length: 9\n\na=");
                leave(
                        server,
                        "GET /inspect/live HTTP/1.1\n"
                                + host
                                + "Accept: text/event-stream\nCookie: "
                                + cookies(admin)
                                + "\n\n");
            }

            // With fifty slots, of which six hundred that leaked would leave none.
            app.token(Map.of("grant_type", "client_credentials")).expectsStatus(200);
            assertThat(admin.get("/inspect/live").expectsStatus(200).body()).contains("retry:");
            Thread.sleep(Duration.ofMillis(300));
            assertThat(complaints.heard).isEmpty();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } finally {
            root.removeHandler(complaints);
        }
    }
}
