package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.OtherIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inspector shows what of an attestation was expected and what arrived")
class AttestationStepsTest {

    private static final Pattern FLOW = Pattern.compile("/inspect/flows/([0-9a-z]{16})");
    private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials");
    private static final OtherIssuer ATTESTER = new OtherIssuer("attester");

    private static TestServer server;
    private static Browser root;

    @BeforeAll
    static void start() {
        String trusted =
                Json.text(
                        Map.of(
                                "https://attester.example",
                                Map.of("jwks", ATTESTER.jwks(), "clients", List.of("wallet"))));
        server =
                TestServer.start(
                        TestDatabases.fresh(), Map.of("attestation.trusted-attesters", trusted));
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The newest flow that this rule ended, as exported. */
    private static String failed(String rule) throws InterruptedException {
        for (int i = 0; i < 60; i++) {
            Matcher flow = FLOW.matcher(root.get("/inspect?rule=" + rule).body());
            if (flow.find()) {
                return root.get("/inspect/export/" + flow.group(1) + ".json").json().toString();
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("no flow that " + rule + " ended");
    }

    private static String signature(String jwt) {
        return jwt.substring(jwt.lastIndexOf('.') + 1);
    }

    @Test
    @DisplayName("both, decoded and without signatures; of a private key nothing")
    void decoded() throws InterruptedException {
        AttestedApp instance = new AttestedApp(server.issuer(), "wallet", ATTESTER, server.clock());
        Map<String, Object> proof = instance.proof();
        proof.put("aud", "https://evil.example");
        String attested = instance.attested(instance.attestation());
        String proven = instance.proven(proof);
        instance.post("/oauth/token", FORM, attested, proven);

        assertThat(failed("client-attestation.proof-audience"))
                .contains("OAuth-Client-Attestation-PoP", AttestedApp.TYP)
                .contains("expected=" + server.issuer())
                .contains("https://evil.example")
                .doesNotContain(signature(attested), signature(proven));

        Map<String, Object> careless = instance.attestation();
        careless.put("cnf", Map.of("jwk", instance.key().toJSONObject()));
        instance.post("/oauth/token", FORM, instance.attested(careless), proven);

        assertThat(failed("client-attestation.key"))
                .contains("not kept")
                .doesNotContain(instance.key().getD().toString());
    }
}
