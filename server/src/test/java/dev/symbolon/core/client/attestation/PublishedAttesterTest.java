package dev.symbolon.core.client.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.OtherIssuer;
import dev.symbolon.testing.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attestation-Based Client Authentication §10.8 an attester that publishes its keys")
class PublishedAttesterTest {

    private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials");
    private static final Map<String, Object> WALLET =
            Map.of(
                    "client_id",
                    "wallet",
                    "token_endpoint_auth_method",
                    "attest_jwt_client_auth",
                    "grant_types",
                    List.of("client_credentials"),
                    "response_types",
                    List.of());

    private static void publish(Site site, OtherIssuer attester) {
        site.put("/jwks", "application/jwk-set+json", Json.text(attester.jwks()));
    }

    @Test
    @DisplayName("may replace them, and is trusted by the tenant that the setting names, alone")
    void rotated() {
        OtherIssuer first = new OtherIssuer("first");
        OtherIssuer second = new OtherIssuer("second");
        try (Site site = new Site()) {
            publish(site, first);
            Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
            settings.put(
                    "attestation.trusted-attesters",
                    Json.text(
                            Map.of(
                                    "https://attester.example",
                                    Map.of(
                                            "jwks_uri", site.at("/jwks").toString(),
                                            "clients", List.of("wallet"),
                                            "tenant", "two"))));
            try (TestServer server = TestServer.start(TestDatabases.fresh(), settings)) {
                Tenant two = server.tenant("two");
                server.app(two, WALLET);
                server.app(WALLET);
                AttestedApp before = new AttestedApp(two.issuer(), "wallet", first, server.clock());
                before.post("/oauth/token", FORM).expectsStatus(200);
                assertThat(
                                new AttestedApp(server.issuer(), "wallet", first, server.clock())
                                        .post("/oauth/token", FORM)
                                        .text("error_uri"))
                        .endsWith("/rules/client-attestation.attester");

                publish(site, second);
                server.clock().advance(Duration.ofMinutes(2));
                new AttestedApp(two.issuer(), "wallet", second, server.clock())
                        .post("/oauth/token", FORM)
                        .expectsStatus(200);
                assertThat(before.post("/oauth/token", FORM).text("error_uri"))
                        .endsWith("/rules/client-attestation.signed");
            }
        }
    }
}
