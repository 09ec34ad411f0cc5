package dev.symbolon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7591 §2 logo_uri: an app's picture at sign-in and consent")
class LogoTest {

    private static final byte[] PNG =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final Pattern PATH = Pattern.compile("src=\"(/logo/[^\"]+)\"");

    private static TestServer server;
    private static Site site;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
        settings.put("registration.mode", "token");
        server = TestServer.start(TestDatabases.fresh(), settings);
        site = new Site();
    }

    @AfterAll
    static void stop() {
        site.close();
        server.close();
    }

    private static URI showing(String path, byte[] content) {
        return site.serve(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "image/svg+xml");
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                    exchange.close();
                });
    }

    private static App app(URI logo) {
        return server.app(Map.of("client_name", "Pictured", "logo_uri", logo.toString()));
    }

    private static Optional<String> logo(Answer page) {
        Matcher found = PATH.matcher(page.body());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Answer signInPage(App app) {
        return server.browser().get(app.request().uri());
    }

    /** Who comes first does not wait for it. */
    private static String pathOf(App app) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            Optional<String> path = logo(signInPage(app));
            if (path.isPresent()) {
                return path.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no logo in five seconds");
    }

    @Test
    @DisplayName("it is fetched by the server, and shown from its own address")
    void shown() throws Exception {
        App app = app(showing("/logo.png", PNG));
        String path = pathOf(app);
        Answer picture = Http.get(URI.create(server.issuer() + path), Map.of()).expectsStatus(200);
        assertThat(picture.header("content-type"))
                .as("what it is, not what it was said to be")
                .contains("image/png");
        assertThat(picture.header("content-security-policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(picture.header("x-content-type-options")).contains("nosniff");
        dev.symbolon.testing.Browser bob = server.browser();
        Answer consent = bob.signIn(bob.get(app.request().uri()), "bob", TestServer.PASSWORD);
        assertThat(logo(consent)).contains(path);
        assertThat(consent.body()).doesNotContain(site.at("/logo.png").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg'/>", "", "GIF", "<html>GIF8"})
    @DisplayName("what is no picture, or one that could hold scripts, is not shown")
    void noPicture(String content) throws Exception {
        App app =
                app(
                        showing(
                                "/other-" + content.hashCode(),
                                content.getBytes(StandardCharsets.UTF_8)));
        assertThat(logo(signInPage(app))).isEmpty();
        Thread.sleep(300);
        assertThat(logo(signInPage(app))).isEmpty();
    }

    @Test
    @DisplayName("nor is one that is larger than any logo")
    void large() throws Exception {
        byte[] large = new byte[65 * 1024];
        System.arraycopy(PNG, 0, large, 0, PNG.length);
        App app = app(showing("/large.png", large));
        logo(signInPage(app));
        Thread.sleep(300);
        assertThat(logo(signInPage(app))).isEmpty();
    }

    @Test
    @DisplayName("an app that registered itself shows none: it could be anybody's")
    void selfRegistered() throws Exception {
        URI logo = showing("/self.png", PNG);
        Registrant invited = server.invited(1, Duration.ofHours(1));
        App app =
                invited.app(
                        invited.register(
                                        Registrant.web(
                                                Map.of(
                                                        "redirect_uris", List.of(App.CALLBACK),
                                                        "logo_uri", logo.toString())))
                                .expectsStatus(201));
        int before = site.asked();
        signInPage(app);
        Thread.sleep(300);
        assertThat(logo(signInPage(app))).isEmpty();
        assertThat(site.asked()).as("nobody had it fetched").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "abcdefghijkl.nobody", "abcdefghijkl.", "a.b.c"})
    @DisplayName("an address of no picture answers 404")
    void unknown(String name) {
        Http.get(URI.create(server.issuer() + "/logo/" + name), Map.of()).expectsStatus(404);
    }

    @Test
    @DisplayName("the name of a picture opens no other app's, and no other address")
    void bound() throws Exception {
        String path = pathOf(app(showing("/bound.png", PNG)));
        String key = path.substring("/logo/".length(), path.indexOf('.'));
        App other = server.confidentialApp();
        Http.get(URI.create(server.issuer() + "/logo/" + key + "." + other.clientId()), Map.of())
                .expectsStatus(404);
    }
}
