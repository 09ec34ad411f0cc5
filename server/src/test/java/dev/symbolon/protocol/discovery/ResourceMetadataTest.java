package dev.symbolon.protocol.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.PaymentApi;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9728 protected resource metadata, for APIs that do not serve their own")
class ResourceMetadataTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer get(String issuerPath, String query) {
        return Http.get(
                URI.create(
                        server.origin()
                                + "/.well-known/oauth-protected-resource"
                                + issuerPath
                                + query),
                Map.of("Origin", "https://spa.example"));
    }

    @Test
    @DisplayName("§2 the API, who gives tokens for it, and what they can be for")
    void whole() {
        Answer answer = get("", "?resource=" + TestServer.API).expectsStatus(200);
        assertThat(answer.json())
                .containsEntry("resource", TestServer.API)
                .containsEntry("authorization_servers", List.of(server.issuer().toString()))
                .containsEntry("resource_name", "The API")
                .containsEntry("bearer_methods_supported", List.of("header"));
        assertThat(String.valueOf(answer.json().get("scopes_supported")))
                .contains("api:read", "api:write");
        assertThat(answer.header("access-control-allow-origin")).contains("*");
        assertThat(answer.header("cache-control")).contains("public, max-age=300");
    }

    @Test
    @DisplayName(
            "its authorization details types, which the server's metadata lists too (RFC 9396 §10)")
    void detailsTypes() {
        try (TestServer bank = TestServer.start()) {
            assertThat(bank.metadata()).doesNotContainKey("authorization_details_types_supported");
            PaymentApi.at(bank);
            assertThat(bank.metadata())
                    .containsEntry(
                            "authorization_details_types_supported",
                            List.of("account_information", "payment_initiation"));
            URI about =
                    URI.create(
                            bank.origin()
                                    + "/.well-known/oauth-protected-resource?resource="
                                    + PaymentApi.PAYMENTS);
            assertThat(Http.get(about, Map.of()).json())
                    .containsEntry(
                            "authorization_details_types_supported", List.of("payment_initiation"));
        }
        assertThat(get("", "?resource=" + TestServer.API).json())
                .doesNotContainKey("authorization_details_types_supported");
    }

    @Test
    @DisplayName("an API of another tenant, and one that is not there, are not told of")
    void unknown() {
        server.tenant("a");
        get("/t/a", "?resource=" + TestServer.API)
                .expectsError("invalid_target")
                .naming("resource-metadata.known");
        get("", "?resource=" + TestServer.API + "/").expectsError("invalid_target");
    }

    @Test
    @DisplayName("§3 which API is meant is said once")
    void once() {
        get("", "").expectsError("invalid_request").naming("resource-metadata.named");
        get("", "?resource=").expectsError("invalid_request");
        get("", "?resource=" + TestServer.API + "&resource=" + TestServer.API)
                .expectsError("invalid_request");
    }

    @Test
    @DisplayName("§4 the server's metadata lists the APIs")
    void listed() {
        assertThat(server.metadata()).containsEntry("protected_resources", List.of(TestServer.API));
    }
}
