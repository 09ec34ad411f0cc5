package dev.symbolon.protocol.userinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Core §5.3 UserInfo endpoint")
class UserinfoEndpointTest {

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().with("scope", "openid profile email").uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer tokens(String scope) {
        return app.redeem(App.code(alice.get(app.request().with("scope", scope).uri())));
    }

    @Test
    @DisplayName("tells sub and the claims of the scopes (§5.3.2, §5.4)")
    void claims() {
        Answer tokens = tokens("openid profile email");

        Answer answer = app.userinfo(tokens.text("access_token"));

        assertThat(answer.json())
                .containsEntry("sub", App.claims(tokens.text("id_token")).get("sub"))
                .containsEntry("email", "alice@example.com")
                .containsEntry("preferred_username", "alice")
                .containsKey("email_verified");
        assertThat(app.userinfo(tokens("openid").text("access_token")).json())
                .containsOnlyKeys("sub");
    }

    @Test
    @DisplayName("tells what the claims parameter asked for (§5.5)")
    void claimsParameter() {
        String asked =
                "{\"userinfo\":{\"email\":{\"essential\":true}},\"id_token\":{\"email\":null}}";
        Answer page =
                alice.get(app.request().with("claims", asked).with("prompt", "consent").uri());
        Answer tokens = app.redeem(App.code(alice.allow(page)));

        assertThat(app.userinfo(tokens.text("access_token")).json())
                .containsOnlyKeys("sub", "email");
        assertThat(App.claims(tokens.text("id_token"))).containsEntry("email", "alice@example.com");
    }

    @Test
    @DisplayName("takes the token in a form (RFC 6750 §2.2), not in the address (§2.3)")
    void form() {
        String token = tokens("openid").text("access_token");
        URI userinfo = URI.create(server.issuer() + "/oauth/userinfo");

        assertThat(Http.post(userinfo, "access_token=" + token, Map.of()).status()).isEqualTo(200);
        assertThat(Http.get(URI.create(userinfo + "?access_token=" + token), Map.of()).status())
                .isEqualTo(401);
        assertThat(
                        Http.post(
                                        userinfo,
                                        "access_token=" + token,
                                        Map.of("Authorization", "Bearer " + token))
                                .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "without a token neither challenge nor body has an error; with a bad one it says invalid_token (RFC 6750 §3.1)")
    void challenges() {
        URI userinfo = URI.create(server.issuer() + "/oauth/userinfo");
        Answer none = Http.get(userinfo, Map.of());
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("www-authenticate").orElse(""))
                .startsWith("Bearer realm=")
                .doesNotContain("error");
        assertThat(none.body()).isEmpty();
        assertThat(Http.get(userinfo, Map.of("Authorization", "Basic eDp5")).body()).isEmpty();

        Answer bad = app.userinfo("nonsense");
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("www-authenticate").orElse("")).contains("error=\"invalid_token\"");
    }

    @Test
    @DisplayName("refuses an expired token, an ID token, and a token of no person")
    void otherTokens() {
        Answer tokens = tokens("openid");
        assertThat(app.userinfo(tokens.text("id_token")).status()).isEqualTo(401);
        App machine = server.machine();
        String own = machine.token(Map.of("grant_type", "client_credentials")).text("access_token");
        // For the API, so not for us (RFC 9068 §4).
        assertThat(app.userinfo(own).status()).isEqualTo(401);

        server.clock().advance(Duration.ofMinutes(11));
        assertThat(app.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("answers a browser's app from any origin, without credentials")
    void cors() {
        String token = tokens("openid").text("access_token");
        Answer answer =
                Http.get(
                        URI.create(server.issuer() + "/oauth/userinfo"),
                        Map.of(
                                "Authorization",
                                "Bearer " + token,
                                "Origin",
                                "https://spa.example"));

        assertThat(answer.header("access-control-allow-origin")).contains("*");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    }
}
