package dev.symbolon.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** This test is the app: a page that asks the server's frame. */
@DisplayName("OpenID Connect Session Management 1.0 §3.2, in a real frame")
@ExtendWith(Stage.Builder.class)
class SessionFrameTest {

    /** Of the verifier in RFC 7636, appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final String PASSWORD = "alice-at-the-harbour";

    /** Asks the frame once, and waits for what it says. */
    private static final String ASK =
            """
            ([words, origin]) => new Promise((done) => {
              window.addEventListener("message", (event) => {
                if (event.origin === origin) done(event.data);
              }, {once: true});
              setTimeout(() => done("no answer"), 5000);
              document.getElementById("op").contentWindow.postMessage(words, origin);
            })
            """;

    private HttpServer app;
    private volatile String frame = "";

    @BeforeEach
    void listen() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/callback", this::page);
        app.start();
    }

    @AfterEach
    void stop() {
        app.stop(0);
    }

    private void page(HttpExchange exchange) throws IOException {
        byte[] page =
                ("<!DOCTYPE html><html lang=en><title>App</title><link rel=icon href=data:,>"
                                + "<main><h1>The app</h1></main>"
                                + "<iframe id=op title=Session hidden src=\""
                                + frame
                                + "\"></iframe>")
                        .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Test
    @DisplayName("unchanged while the person is signed in, changed after the sign-out, else error")
    void asking(Stage stage, @TempDir Path directory) throws IOException {
        Map<String, String> settings = Map.of("SYMBOLON_SESSIONS_CHECK_IFRAME", "true");
        try (RunningServer watched = RunningServer.start(directory, settings);
                Visitor alice = stage.visitor(Look.LIGHT_DESK)) {
            watched.command(
                    PASSWORD,
                    "account",
                    "add",
                    "alice",
                    "--email",
                    "alice@example.com",
                    "--password-stdin");
            register(watched, directory);
            frame = watched.address().resolve("/oauth/check-session").toString();
            alice.open(request(watched)).types("alice", PASSWORD).press("Allow").at("The app");
            // The frame belongs to it.
            alice.page().waitForLoadState();
            String state = parameter(alice.page(), "session_state");

            assertThat(asked(alice.page(), watched, "frame-app " + state)).isEqualTo("unchanged");
            assertThat(asked(alice.page(), watched, "another-app " + state)).isEqualTo("changed");
            assertThat(asked(alice.page(), watched, "frame-app")).isEqualTo("error");

            Page elsewhere = alice.page().context().newPage();
            elsewhere.navigate(watched.address().resolve("/account").toString());
            elsewhere.locator("button[value=sign-out]").first().click();
            elsewhere.waitForLoadState();

            assertThat(asked(alice.page(), watched, "frame-app " + state)).isEqualTo("changed");
            alice.content();
        }
    }

    private void register(RunningServer server, Path directory) throws IOException {
        String metadata =
                """
                {
                  "client_id": "frame-app",
                  "client_name": "Frame app",
                  "redirect_uris": ["%s"],
                  "token_endpoint_auth_method": "none",
                  "scope": "openid"
                }
                """
                        .formatted(callback());
        Path file = Files.writeString(directory.resolve("app.json"), metadata);
        server.command("", "client", "add", "--metadata", file.toString());
    }

    /** On localhost, as the server: a frame of another site would not see its cookie. */
    private String callback() {
        return "http://localhost:" + app.getAddress().getPort() + "/callback";
    }

    private URI request(RunningServer server) {
        return server.address()
                .resolve(
                        "/oauth/authorize?response_type=code&client_id=frame-app&scope=openid"
                                + "&code_challenge_method=S256&code_challenge="
                                + CHALLENGE
                                + "&redirect_uri="
                                + URLEncoder.encode(callback(), UTF_8));
    }

    private static String asked(Page page, RunningServer server, String words) {
        return String.valueOf(page.evaluate(ASK, List.of(words, server.address().toString())));
    }

    private static String parameter(Page page, String name) {
        return String.valueOf(
                page.evaluate("(name) => new URLSearchParams(location.search).get(name)", name));
    }
}
