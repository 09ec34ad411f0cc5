package dev.symbolon.protocol.introspection;

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

@DisplayName("RFC 7662 token introspection and RFC 7009 revocation")
class IntrospectionEndpointTest {

    private static TestServer server;
    private static App app;
    private static App other;
    private static App publicApp;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        other = server.confidentialApp();
        publicApp = server.publicApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer tokens() {
        return app.redeem(App.code(alice.get(app.request().uri())));
    }

    @Test
    @DisplayName("a valid token is active, with what it says (RFC 7662 §2.2)")
    void active() {
        Answer tokens = tokens();

        assertThat(app.introspect(tokens.text("access_token")).json())
                .containsEntry("active", true)
                .containsEntry("client_id", app.clientId())
                .containsEntry("scope", "openid")
                .containsEntry("token_type", "Bearer")
                .containsKeys("sub", "exp", "iat", "iss", "aud", "jti", "auth_time", "acr", "amr")
                .doesNotContainKey("grant_id");
        assertThat(app.introspect(tokens.text("refresh_token")).json())
                .containsEntry("active", true)
                .containsEntry("client_id", app.clientId());
    }

    @Test
    @DisplayName("who the token is no business of learns nothing but that (RFC 7662 §2.2)")
    void notConcerned() {
        Answer tokens = tokens();

        for (String token :
                new String[] {tokens.text("access_token"), tokens.text("refresh_token")}) {
            assertThat(other.introspect(token).json()).containsExactly(Map.entry("active", false));
        }
        assertThat(app.introspect("nonsense").json()).containsExactly(Map.entry("active", false));
    }

    @Test
    @DisplayName("a client that proves nothing may not ask (RFC 7662 §2.1)")
    void publicClient() {
        Answer answer = publicApp.introspect(tokens().text("access_token"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json()).containsEntry("error", "invalid_client");
        assertThat(answer.header("www-authenticate").orElse("")).startsWith("Basic realm=");
    }

    @Test
    @DisplayName("a revoked access token is dead, its grant lives on (RFC 7009 §2.1)")
    void revokeAccessToken() {
        Answer tokens = tokens();

        assertThat(app.revoke(tokens.text("access_token")).status()).isEqualTo(200);

        assertThat(app.introspect(tokens.text("access_token")).json())
                .containsEntry("active", false);
        assertThat(app.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(app.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a revoked refresh token takes its access tokens with it (RFC 7009 §2.1)")
    void revokeRefreshToken() {
        Answer tokens = tokens();

        assertThat(app.revoke(tokens.text("refresh_token")).status()).isEqualTo(200);

        assertThat(app.introspect(tokens.text("access_token")).json())
                .containsEntry("active", false);
        app.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
    }

    @Test
    @DisplayName(
            "an unknown token is answered like a revoked one, a foreign one is refused (RFC 7009 §2.1, §2.2)")
    void revokeOthers() {
        Answer tokens = tokens();

        assertThat(app.revoke("nonsense").status()).isEqualTo(200);
        other.revoke(tokens.text("refresh_token"))
                .expectsError("unauthorized_client")
                .naming("revocation.token-of-client");
        other.revoke(tokens.text("access_token")).expectsError("unauthorized_client");
        assertThat(app.introspect(tokens.text("access_token")).json())
                .containsEntry("active", true);
    }

    @Test
    @DisplayName("token must be sent (RFC 7009 §2.1, RFC 7662 §2.1)")
    void noToken() {
        app.post("/oauth/introspect", Map.of("x", "y")).expectsError("invalid_request");
        app.post("/oauth/revoke", Map.of("x", "y")).expectsError("invalid_request");
        for (Object token : List.of("", List.of("", "a"), List.of("a", "b"))) {
            app.post("/oauth/introspect", Map.of("token", token))
                    .expectsError("invalid_request")
                    .naming("introspection.token-present");
            app.post("/oauth/revoke", Map.of("token", token))
                    .expectsError("invalid_request")
                    .naming("revocation.token-present");
        }
    }
}
