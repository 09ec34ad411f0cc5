package dev.symbolon.core.client.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.OtherIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attestation-Based Client Authentication §6 challenges")
class AttestationChallengeTest {

    private static final String HEADER = "oauth-client-attestation-challenge";
    private static final Map<String, String> MACHINE = Map.of("grant_type", "client_credentials");
    private static final OtherIssuer ATTESTER = new OtherIssuer("attester");

    private static TestServer server;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "attestation.trusted-attesters",
                dev.symbolon.base.json.Json.text(
                        Map.of(
                                "https://attester.example",
                                Map.of("jwks", ATTESTER.jwks(), "clients", List.of("wallet")))));
        settings.put("attestation.require-challenge", "true");
        settings.put("dpop.require-nonce", "true");
        server = TestServer.start(TestDatabases.fresh(), settings);
        server.app(
                Map.of(
                        "client_id", "wallet",
                        "token_endpoint_auth_method", "attest_jwt_client_auth",
                        "grant_types", List.of("client_credentials"),
                        "response_types", List.of(),
                        "scope", "api:read"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer fetched() {
        return Http.post(URI.create(server.issuer() + "/oauth/challenge"), "", Map.of());
    }

    private static Answer token(Map<String, ?> more) {
        AttestedApp instance = new AttestedApp(server.issuer(), "wallet", ATTESTER, server.clock());
        Map<String, Object> proof = instance.proof();
        proof.putAll(more);
        return instance.post(
                "/oauth/token",
                MACHINE,
                instance.attested(instance.attestation()),
                instance.proven(proof));
    }

    @Test
    @DisplayName("§6.1 a proof without one is refused, and the answer gives one that will do")
    void inErrors() {
        Answer refused = token(Map.of()).expectsError("use_attestation_challenge");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error_uri")).endsWith("/rules/client-attestation.challenge");
        String challenge = refused.header(HEADER).orElseThrow();

        token(Map.of("challenge", challenge)).expectsStatus(200);
        token(Map.of("challenge", challenge)).expectsStatus(200);
    }

    @Test
    @DisplayName("§6.3 the endpoint gives one, and a DPoP nonce where these are wanted, to anybody")
    void endpoint() {
        Answer answer = fetched().expectsStatus(200);
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("dpop-nonce")).isPresent();
        assertThat(server.metadata())
                .containsEntry("challenge_endpoint", server.issuer() + "/oauth/challenge");

        token(Map.of("challenge", answer.text("attestation_challenge"))).expectsStatus(200);
    }

    @Test
    @DisplayName("§7.2 with a challenge, the clock of the device does not matter")
    void clock() {
        String challenge = fetched().text("attestation_challenge");

        token(Map.of("challenge", challenge, "iat", 0)).expectsStatus(200);
    }

    @Test
    @DisplayName("§7.4 one that is old, made up, or was given for something else is refused")
    void wrong() {
        Answer fetched = fetched();
        String challenge = fetched.text("attestation_challenge");
        server.clock().advance(Duration.ofMinutes(5));
        token(Map.of("challenge", challenge)).expectsStatus(200);
        server.clock().advance(Duration.ofMinutes(2));
        Answer old = token(Map.of("challenge", challenge));
        old.expectsError("use_attestation_challenge");
        assertThat(old.header(HEADER)).isPresent();

        String nonce = fetched().header("dpop-nonce").orElseThrow();
        for (Object other : List.of(nonce, "", "guessed", "A".repeat(32), 7, List.of(challenge))) {
            token(Map.of("challenge", other)).expectsError("use_attestation_challenge");
        }
    }
}
