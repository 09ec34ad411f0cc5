package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The command-line app's redirect URI has any port (RFC 8252 §7.3), so this test can be the app.
 */
@DisplayName("OAuth 2.0 Form Post Response Mode, in a browser that enforces our policy")
@ExtendWith(Stage.Builder.class)
class FormPostTest {

    /** Of the verifier in RFC 7636, appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private HttpServer app;

    @BeforeEach
    void listen() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/callback", this::called);
        app.start();
    }

    @AfterEach
    void stop() {
        app.stop(0);
    }

    private void called(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        received.add(exchange.getRequestMethod() + " " + form);
        byte[] page =
                ("<!DOCTYPE html><html lang=en><title>App</title><link rel=icon href=data:,>"
                                + "<main><h1>The app has it</h1></main>")
                        .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private URI request(Stage stage) {
        String redirect = "http://127.0.0.1:" + app.getAddress().getPort() + "/callback";
        return stage.demo()
                .symbolon()
                .resolve(
                        "/oauth/authorize?response_type=code&response_mode=form_post&prompt=consent"
                                + "&client_id=mooring-cli&scope=openid&state=a%20state"
                                + "&code_challenge_method=S256&code_challenge="
                                + CHALLENGE
                                + "&redirect_uri="
                                + URLEncoder.encode(redirect, UTF_8));
    }

    private void theAppHasACode(Stage stage) throws InterruptedException {
        String form = received.poll(10, TimeUnit.SECONDS);
        assertThat(form)
                .startsWith("POST ")
                .containsPattern("\\bcode=sym_")
                .contains("state=a+state")
                .contains("iss=" + URLEncoder.encode(stage.demo().symbolon().toString(), UTF_8));
    }

    @Test
    @DisplayName("After sign-in and consent the page sends itself to the app")
    void sendsItself(Stage stage) throws InterruptedException {
        try (Visitor alice = stage.visitor(Look.LIGHT_DESK)) {
            alice.open(request(stage))
                    .signIn("alice")
                    .at("Mooring command line asks for access to your account")
                    .examine("consent-command-line")
                    .press("Allow")
                    .at("The app has it")
                    .content();
            theAppHasACode(stage);
        }
    }

    @Test
    @DisplayName("Where scripts are off, a button sends it")
    void withoutScripts(Stage stage) throws InterruptedException {
        try (BrowserContext context = stage.scriptless()) {
            Page page = context.newPage();
            page.navigate(request(stage).toString());
            page.fill("#login", "alice");
            page.fill("#password", stage.demo().passwordOf("alice"));
            page.click("button[value=sign-in]");
            page.click("button[value=allow]");
            assertThat(page.locator("h1")).hasText("Back to the app");
            page.screenshot(stage.picture("form-post"));
            assertThat(received).isEmpty();
            page.click("main button");
            assertThat(page.locator("h1")).hasText("The app has it");
            theAppHasACode(stage);
        }
    }
}
