package dev.symbolon.operator.playground;

import static dev.symbolon.core.client.MetadataExamples.RSA;
import static dev.symbolon.core.client.MetadataExamples.publicNative;
import static dev.symbolon.core.client.MetadataExamples.withKeys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client held against the profiles")
class CheckPageTest {

    private static final Pattern FAILED =
            Pattern.compile("<li class=\"fails\">\\s*<p>.*?/rules/([^\"]+)\"");

    private static TestServer server;
    private static Browser root;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String page(App app) {
        return root.get("/inspect/check?client=" + app.clientId()).expectsStatus(200).body();
    }

    private static List<String> failed(App app) {
        return FAILED.matcher(page(app)).results().map(found -> found.group(1)).toList();
    }

    @Test
    @DisplayName(
            "passes all of them with a key of its own, https, PKCE, pushed and signed requests, DPoP and ES256")
    void passes() {
        Map<String, Object> metadata = new HashMap<>(withKeys(RSA));
        metadata.put("id_token_signed_response_alg", "ES256");
        metadata.put("require_pushed_authorization_requests", true);
        metadata.put("dpop_bound_access_tokens", true);
        metadata.put("require_signed_request_object", true);
        metadata.put("authorization_signed_response_alg", "ES256");
        App app = server.app(metadata);

        assertThat(failed(app)).isEmpty();
        assertThat(page(app)).contains("passes").doesNotContain("does not pass");
    }

    @Test
    @DisplayName("is told what a secret, RS256 and no PKCE come to")
    void secret() {
        App app = server.app(Map.of("require_pkce", false));

        assertThat(failed(app))
                .containsExactly(
                        "profile.oauth-2.1.pkce",
                        "profile.oauth-2.1.asymmetric",
                        "profile.fapi-2.0.client-authentication",
                        "profile.fapi-2.0.pushed",
                        "profile.fapi-2.0.sender-constrained",
                        "profile.fapi-2.0.algorithms",
                        "profile.fapi-2.0.pkce",
                        "profile.fapi-2.0.client-authentication",
                        "profile.fapi-2.0.pushed",
                        "profile.fapi-2.0.sender-constrained",
                        "profile.fapi-2.0.algorithms",
                        "profile.fapi-2.0.pkce",
                        "profile.fapi-2.0.signed-requests",
                        "profile.fapi-2.0.signed-responses",
                        "profile.mcp.pkce");
        assertThat(page(app)).contains("does not pass", "Remove require_pkce: false");
    }

    @Test
    @DisplayName("is told what a private scheme comes to (RFC 8252 §7.1)")
    void privateScheme() {
        assertThat(failed(server.app(publicNative("com.example.app:/callback"))))
                .containsExactly(
                        "profile.fapi-2.0.client-authentication",
                        "profile.fapi-2.0.pushed",
                        "profile.fapi-2.0.sender-constrained",
                        "profile.fapi-2.0.redirect-uris",
                        "profile.fapi-2.0.algorithms",
                        "profile.fapi-2.0.client-authentication",
                        "profile.fapi-2.0.pushed",
                        "profile.fapi-2.0.sender-constrained",
                        "profile.fapi-2.0.redirect-uris",
                        "profile.fapi-2.0.algorithms",
                        "profile.fapi-2.0.signed-requests",
                        "profile.fapi-2.0.signed-responses",
                        "profile.mcp.redirect-uris");
    }

    @Test
    @DisplayName("is no MCP client where it acts for nobody")
    void machine() {
        assertThat(failed(server.machine())).contains("profile.mcp.code");
    }
}
