package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Attacks on redirect URIs (RFC 9700 §4.1)")
class RedirectAttacksTest {

    private static TestServer server;
    private static App app;
    private static App nativeApp;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        nativeApp =
                server.app(
                        Map.of(
                                "application_type", "native",
                                "token_endpoint_auth_method", "none",
                                "redirect_uris",
                                        List.of(
                                                "http://127.0.0.1/callback",
                                                "com.example.app:/callback")));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/callback/",
                "https://app.example/callback/../evil",
                "https://app.example/callback?x=1",
                "https://app.example/callback#f",
                "https://app.example/Callback",
                "https://APP.example/callback",
                "HTTPS://app.example/callback",
                "https://app.example:443/callback",
                "https://app.example:8443/callback",
                "http://app.example/callback",
                "https://user@app.example/callback",
                "https://app.example@evil.example/callback",
                "https://app.example.evil.example/callback",
                "https://evil.example/?https://app.example/callback",
                "https://app.example/%63allback",
                "https://app.example/callback%00",
                "https://app.example/callback ",
                " https://app.example/callback",
                "https://app.example\\@evil.example/callback",
                "//app.example/callback",
                "/callback",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://xn--pp-8ja.example/callback",
            })
    @DisplayName("whatever is not the registered address to the letter goes nowhere")
    void variations(String uri) {
        Answer answer = alice.get(app.request().with("redirect_uri", uri).uri());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
    }

    @Test
    @DisplayName(
            "a native app's loopback address may have another port, and nothing else (RFC 8252 §7.3)")
    void loopback() {
        assertThat(landing("http://127.0.0.1:51004/callback").status()).isEqualTo(200);
        for (String uri :
                List.of(
                        "http://127.0.0.1:51004/other",
                        "http://127.0.0.2:51004/callback",
                        "https://127.0.0.1:51004/callback",
                        "http://localhost:51004/callback",
                        "http://127.0.0.1:51004@evil.example/callback",
                        "http://127.0.0.1:x/callback",
                        "com.example.app:/other")) {
            assertThat(landing(uri).status()).as(uri).isEqualTo(400);
        }
    }

    private static Answer landing(String uri) {
        return alice.get(nativeApp.request().with("redirect_uri", uri).uri());
    }

    @Test
    @DisplayName("sign-in does not follow an address that somebody put into its own")
    void openRedirect() {
        Browser victim = server.browser();
        Answer page =
                victim.get(
                        "/sign-in?return=https://evil.example&returnPath=//evil.example&interaction=x");

        assertThat(page.header("location")).isEmpty();
        assertThat(page.status()).isBetween(400, 499);
    }

    @Test
    @DisplayName("line breaks in state do not become headers")
    void headerInjection() {
        Answer answer = alice.get(app.request().with("state", "a\r\nSet-Cookie: evil=1").uri());

        assertThat(answer.headers()).doesNotContainKey("set-cookie");
        assertThat(answer.sent().first("state")).contains("a\r\nSet-Cookie: evil=1");
    }
}
