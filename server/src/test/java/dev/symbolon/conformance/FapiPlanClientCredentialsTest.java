package dev.symbolon.conformance;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("FAPI 2.0 client credentials plan: clients that act for themselves")
class FapiPlanClientCredentialsTest {

    private static final Map<String, Object> ASKING = Map.of("grant_type", "client_credentials");

    @TempDir private static Path directory;

    private static FapiPlanSite site;

    @BeforeAll
    static void start() {
        site = new FapiPlanSite(directory);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static List<FapiPlanVariant> plain() {
        return FapiPlanVariant.plain();
    }

    private static FapiPlanClient machine(FapiPlanVariant variant) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("grant_types", List.of("client_credentials"));
        metadata.put("response_types", List.of());
        metadata.put("redirect_uris", List.of());
        metadata.put("post_logout_redirect_uris", List.of());
        metadata.put("require_pushed_authorization_requests", false);
        metadata.put("scope", "api:read");
        return site.client(variant, metadata);
    }

    @ParameterizedTest
    @MethodSource("plain")
    @DisplayName(
            "fapi2-...-happy-flow, ...-holder-of-key-required, ...-client-id-in-token-endpoint: a token of its own, bound")
    void happyFlow(FapiPlanVariant variant) {
        FapiPlanClient client = machine(variant);
        Answer tokens = client.token(ASKING).expectsStatus(200);
        assertThat(tokens.json())
                .containsEntry("token_type", variant.dpop() ? "DPoP" : "Bearer")
                .containsKey("expires_in")
                .doesNotContainKeys("refresh_token", "id_token");
        assertThat(App.claims(tokens.text("access_token"))).containsKey("cnf");

        FapiPlanClient.refused(
                client.tokenWithoutKey(ASKING),
                variant.dpop()
                        ? new String[] {"invalid_request", "invalid_grant", "invalid_dpop_proof"}
                        : new String[] {"invalid_client", "invalid_request"});
        FapiPlanClient other = machine(variant);
        Map<String, Object> named = FapiPlanClient.with(ASKING, "client_id", other.app.clientId());
        Map<String, Object> swapped =
                variant.keyed()
                        ? FapiPlanClient.asserted(
                                named, client.signed(PS256, other.assertion().build()))
                        : named;
        FapiPlanClient.refused(
                client.post("/oauth/token", swapped, client.possession("/oauth/token")),
                "invalid_client");
    }

    @Test
    @DisplayName(
            "fapi2-...-client-assertion-...-fails at the token endpoint: its audience, its time, its subject, RS256, none")
    void assertions() {
        FapiPlanClient client = machine(FapiPlanVariant.PLAIN);
        String issuer = site.server.issuer().toString();
        for (JWTClaimsSet.Builder bad :
                List.of(
                        client.assertion().audience("https://other.example"),
                        client.assertion().audience(issuer + "/oauth/token"),
                        client.assertion().claim("aud", List.of(issuer, issuer + "/oauth/token")),
                        client.assertion().expirationTime(client.in(-300)),
                        client.assertion().subject(null))) {
            FapiPlanClient.refused(
                    token(client, client.signed(PS256, bad.build())),
                    "invalid_client",
                    "invalid_request");
        }
        FapiPlanClient.refused(
                token(client, client.signed(RS256, client.assertion().build())), "invalid_client");
        FapiPlanClient.refused(
                client.post(
                        "/oauth/token",
                        FapiPlanClient.with(ASKING, "client_id", client.app.clientId()),
                        client.possession("/oauth/token")),
                "invalid_client",
                "invalid_request");
    }

    private static Answer token(FapiPlanClient client, String assertion) {
        return client.post(
                "/oauth/token",
                FapiPlanClient.asserted(ASKING, assertion),
                client.possession("/oauth/token"));
    }
}
