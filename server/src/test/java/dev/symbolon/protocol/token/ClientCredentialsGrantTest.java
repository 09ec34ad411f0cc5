package dev.symbolon.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 §4.4 client credentials grant")
class ClientCredentialsGrantTest {

    private static TestServer server;
    private static App machine;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        machine = server.machine();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("gives an access token about the client itself, and no refresh token (§4.4.3)")
    void success() {
        Answer answer = machine.token(Map.of("grant_type", "client_credentials"));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.json()).doesNotContainKeys("refresh_token", "id_token");
        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("sub", machine.clientId())
                .containsEntry("client_id", machine.clientId());
        assertThat(machine.introspect(answer.text("access_token")).json())
                .containsEntry("active", true);
    }

    @Test
    @DisplayName("a resource's scope makes the resource the audience (RFC 8707 §2, RFC 9068 §3)")
    void resource() {
        Answer answer =
                machine.token(Map.of("grant_type", "client_credentials", "scope", "api:read"));

        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("aud", TestServer.API)
                .containsEntry("scope", "api:read");
    }

    @Test
    @DisplayName("a scope that the client is not registered for is refused (§3.3)")
    void scope() {
        machine.token(Map.of("grant_type", "client_credentials", "scope", "api:write"))
                .expectsError("invalid_scope")
                .naming("client-credentials.scope");
        machine.token(Map.of("grant_type", "client_credentials", "scope", "openid"))
                .expectsError("invalid_scope");
    }

    @Test
    @DisplayName("an unknown resource is invalid_target (RFC 8707 §2)")
    void unknownResource() {
        machine.token(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "resource",
                                "https://unknown.example"))
                .expectsError("invalid_target");
    }

    @Test
    @DisplayName("a scope of an API that resource does not name is refused (RFC 8707 §2)")
    void scopeOfAnotherApi() {
        server.api(Map.of("identifier", "https://silent.example", "name", "An API without scopes"));

        machine.token(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "resource",
                                "https://silent.example",
                                "scope",
                                "api:read"))
                .expectsError("invalid_target")
                .naming("resource.scopes-at-targets");
    }

    @Test
    @DisplayName("one token is not for APIs that read different ones (RFC 8707 §2)")
    void mixedFormats() {
        server.api(
                Map.of(
                        "identifier",
                        "https://opaque.example",
                        "name",
                        "An opaque API",
                        "token_format",
                        "opaque",
                        "scopes",
                        Map.of("opaque:read", "Read")));
        App both =
                server.app(
                        Map.of(
                                "grant_types", List.of("client_credentials"),
                                "response_types", List.of(),
                                "redirect_uris", List.of(),
                                "post_logout_redirect_uris", List.of(),
                                "scope", "api:read opaque:read"));

        both.token(Map.of("grant_type", "client_credentials"))
                .expectsError("invalid_target")
                .naming("resource.one-kind-of-token");
        assertThat(
                        both.token(
                                        Map.of(
                                                "grant_type",
                                                "client_credentials",
                                                "scope",
                                                "opaque:read"))
                                .status())
                .isEqualTo(200);
        // As the refusal advises: with a resource and no scope it is all that is registered there.
        Answer one =
                both.token(
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "resource",
                                        "https://opaque.example"))
                        .expectsStatus(200);
        assertThat(one.text("scope")).isEqualTo("opaque:read");
    }

    @Test
    @DisplayName("an API that the client has no scope of is not to be had by asking for no scope")
    void nothingThere() {
        server.api(
                Map.of(
                        "identifier",
                        "https://strange.example",
                        "name",
                        "An API that is not the machine's",
                        "scopes",
                        Map.of("strange:read", "Read")));

        machine.token(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "resource",
                                "https://strange.example"))
                .expectsError("invalid_target")
                .naming("resource.scopes-at-targets");
    }

    @Test
    @DisplayName("a 401 has a challenge wherever the credentials stood (RFC 9110 §15.5.2)")
    void challenge() {
        for (String path : List.of("/oauth/token", "/oauth/introspect", "/oauth/revoke")) {
            for (String form : List.of("token=x", "client_id=x", "client_id=x&client_secret=y")) {
                Answer answer = Http.post(URI.create(server.issuer() + path), form, Map.of());
                answer.expectsStatus(401).expectsError("invalid_client");
                assertThat(answer.header("www-authenticate"))
                        .contains("Basic realm=\"" + server.issuer() + "\"");
            }
        }
    }

    @Test
    @DisplayName("a token for no API opens nothing: it has no scope")
    void forNothing() {
        App idle =
                server.app(
                        Map.of(
                                "grant_types", List.of("client_credentials"),
                                "response_types", List.of(),
                                "redirect_uris", List.of(),
                                "post_logout_redirect_uris", List.of(),
                                "scope", "openid"));
        String token = idle.token(Map.of("grant_type", "client_credentials")).text("access_token");

        assertThat(App.claims(token)).doesNotContainKey("scope");
        idle.userinfo(token).expectsStatus(403).expectsError("insufficient_scope");
    }

    @Test
    @DisplayName("a wrong secret and an unknown client answer the same, with a challenge (§5.2)")
    void authentication() {
        URI token = URI.create(server.issuer() + "/oauth/token");
        Answer wrong =
                Http.post(
                        token,
                        "grant_type=client_credentials",
                        Map.of("Authorization", App.basic(machine.clientId(), "wrong")));
        Answer unknown =
                Http.post(
                        token,
                        "grant_type=client_credentials",
                        Map.of("Authorization", App.basic("unknown", "wrong")));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("www-authenticate").orElse("")).startsWith("Basic ");
        assertThat(wrong.json()).containsEntry("error", "invalid_client").isEqualTo(unknown.json());
        assertThat(unknown.status()).isEqualTo(401);
    }
}
