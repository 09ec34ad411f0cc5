package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.OtherIssuer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Attestations and proofs that are signed, and hold whatever came to the attacker's mind. */
@Label("Malformed attestations")
class MalformedAttestationTest {

    private static final OtherIssuer ATTESTER = new OtherIssuer("attester");
    private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials");

    private static TestServer server;
    private static AttestedApp instance;

    @BeforeContainer
    static void start() {
        String trusted =
                Json.text(
                        Map.of(
                                "https://attester.example",
                                Map.of("jwks", ATTESTER.jwks(), "clients", List.of("wallet"))));
        server =
                TestServer.start(
                        TestDatabases.fresh(), Map.of("attestation.trusted-attesters", trusted));
        server.app(
                Map.of(
                        "client_id",
                        "wallet",
                        "token_endpoint_auth_method",
                        "attest_jwt_client_auth",
                        "grant_types",
                        List.of("client_credentials"),
                        "response_types",
                        List.of()));
        instance = new AttestedApp(server.issuer(), "wallet", ATTESTER, server.clock());
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of(
                "sub", "iss", "exp", "iat", "nbf", "cnf", "aud", "jti", "challenge", "typ");
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.<Object>of(
                        "",
                        "wallet",
                        "\u0000",
                        true,
                        Map.of(),
                        List.of(),
                        List.of(Map.of()),
                        Map.of("jwk", 7),
                        Map.of("jwk", Map.of("kty", "EC")),
                        Map.of(
                                "jwk",
                                Map.of("kty", "EC", "crv", "P-256", "x", "!", "y", List.of())),
                        Map.of("jwk", Map.of("kty", "OKP", "crv", "X25519", "x", "AAAA")),
                        Map.of("jwk", Map.of("kty", List.of("EC")))));
    }

    @Property(tries = 300)
    void claims(
            @ForAll boolean ofProof,
            @ForAll("members") String member,
            @ForAll("values") Object value) {
        Map<String, Object> attestation = new LinkedHashMap<>(instance.attestation());
        Map<String, Object> proof = new LinkedHashMap<>(instance.proof());
        (ofProof ? proof : attestation).put(member, value);

        settled(
                instance.post(
                        "/oauth/token",
                        FORM,
                        instance.attested(attestation),
                        instance.proven(proof)));
    }

    @Property(tries = 200)
    void parts(@ForAll("members") String member, @ForAll("values") Object value) {
        String good = instance.proven(instance.proof());
        String[] parts = good.split("\\.", -1);
        String junk = instance.proven(Map.of(member, value)).split("\\.", -1)[1];
        for (int i = 0; i < 3; i++) {
            String[] changed = Arrays.copyOf(parts, 3);
            changed[i] = junk;
            String mixed = String.join(".", changed);
            settled(
                    instance.post(
                            "/oauth/token",
                            FORM,
                            instance.attested(instance.attestation()),
                            mixed));
            settled(instance.post("/oauth/token", FORM, mixed, good));
        }
    }

    private static void settled(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 400, 401);
        if (answer.status() != 200) {
            assertThat(answer.text("error_uri")).contains("/rules/client-");
        }
    }
}
