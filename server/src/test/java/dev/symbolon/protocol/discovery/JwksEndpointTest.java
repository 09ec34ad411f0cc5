package dev.symbolon.protocol.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.keys.KeySettings;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7517 §5: the published key set")
class JwksEndpointTest {

    private static final Tenant MAIN = new Tenant("main", URI.create("https://id.example"));

    private final Database database = TestDatabases.fresh();
    private final Keys keys =
            new Keys(
                    database,
                    MasterKey.random(),
                    Crypto.jdk(),
                    KeySettings.defaults(),
                    InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z")));
    private final JwksEndpoint endpoint = new JwksEndpoint(keys);

    JwksEndpointTest() {
        keys.createFor(MAIN);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("reads as a key set, and may be kept for less than a key is published ahead")
    void keySet() throws Exception {
        Response answer = get(Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=900");
        assertThat(JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8)).getKeys())
                .hasSize(6)
                .noneMatch(key -> key.isPrivate());
    }

    @Test
    @DisplayName("has its own media type where that is asked for (§8.5.2)")
    void mediaType() {
        Response answer = get(Map.of("accept", List.of("application/jwk-set+json")));
        assertThat(header(answer, "Content-Type")).isEqualTo("application/jwk-set+json");
        assertThat(header(answer, "Vary")).isEqualTo("Accept");
        assertThat(header(answer, "ETag")).isNotEqualTo(header(get(Map.of()), "ETag"));
    }

    @Test
    @DisplayName("is not sent again to who has it (RFC 9110 §13.1.2)")
    void notModified() {
        String etag = header(get(Map.of()), "ETag");
        for (String condition : List.of(etag, "W/" + etag, "\"x\", " + etag, "*")) {
            Response answer = get(Map.of("if-none-match", List.of(condition)));
            assertThat(answer.status()).as(condition).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "ETag")).isEqualTo(etag);
        }
        assertThat(get(Map.of("if-none-match", List.of("\"x\""))).status()).isEqualTo(200);
        keys.rotate(MAIN);
        assertThat(get(Map.of("if-none-match", List.of(etag))).status()).isEqualTo(200);
    }

    private Response get(Map<String, List<String>> headers) {
        Request request =
                new Request(
                        "GET",
                        "https",
                        "id.example",
                        "/oauth/jwks",
                        "",
                        headers,
                        "192.0.2.1",
                        new byte[0]);
        return endpoint.handle(new Exchange(MAIN, request, new Trace(FlowId.random())));
    }

    private static String header(Response answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Response.Header::value)
                .findFirst()
                .orElseThrow();
    }
}
