package dev.symbolon.protocol.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Discovery 1.0 and RFC 8414")
class DiscoveryTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer get(String path) {
        return Http.get(
                URI.create(server.origin() + path), Map.of("Origin", "https://spa.example"));
    }

    @Test
    @DisplayName("both documents say the same, for the first tenant at the root")
    void root() {
        Answer openid = get("/.well-known/openid-configuration");
        Answer oauth = get("/.well-known/oauth-authorization-server");

        assertThat(openid.json()).isEqualTo(oauth.json());
        assertThat(openid.json())
                .containsEntry("issuer", server.issuer().toString())
                .containsEntry("response_types_supported", List.of("code"))
                .containsEntry("code_challenge_methods_supported", List.of("S256"))
                .containsEntry("authorization_response_iss_parameter_supported", true);
        assertThat(openid.header("access-control-allow-origin")).contains("*");
    }

    @Test
    @DisplayName(
            "a tenant on a path is found in the form of Discovery §4.1 and that of RFC 8414 §3.1")
    void tenantOnPath() {
        String issuer = server.tenant("acme").issuer().toString();

        for (String path :
                List.of(
                        "/t/acme/.well-known/openid-configuration",
                        "/.well-known/oauth-authorization-server/t/acme",
                        "/.well-known/openid-configuration/t/acme",
                        "/t/acme/.well-known/oauth-authorization-server")) {
            Answer answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json())
                    .containsEntry("issuer", issuer)
                    .containsEntry("token_endpoint", issuer + "/oauth/token");
        }
    }

    @Test
    @DisplayName("every endpoint that is named answers")
    void endpoints() {
        get("/.well-known/openid-configuration")
                .json()
                .forEach((name, value) -> {
                    if (name.endsWith("_endpoint") || name.equals("jwks_uri")) {
                        Answer answer = Http.get(URI.create(String.valueOf(value)), Map.of());
                        assertThat(answer.status()).as(name).isNotEqualTo(404).isLessThan(500);
                    }
                });
    }

    @Test
    @DisplayName("the keys are public, may be cached, and hold nothing private (RFC 7517 §5)")
    void jwks() {
        Answer answer = get("/oauth/jwks");

        assertThat(answer.header("cache-control").orElse("")).contains("max-age=");
        assertThat(answer.body()).doesNotContain("\"d\"").doesNotContain("\"p\"");
        String etag = answer.header("etag").orElseThrow();
        assertThat(
                        Http.get(
                                        URI.create(server.issuer() + "/oauth/jwks"),
                                        Map.of("If-None-Match", etag))
                                .status())
                .isEqualTo(304);
    }

    @Test
    @DisplayName("an unknown tenant and an unknown path are not found")
    void unknown() {
        assertThat(get("/t/nobody/.well-known/openid-configuration").status()).isEqualTo(404);
        assertThat(get("/.well-known/openid-configuration/t/nobody").status()).isEqualTo(404);
        assertThat(get("/nothing").status()).isEqualTo(404);
    }
}
