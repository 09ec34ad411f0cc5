package dev.symbolon.core.client.attestation;

import static dev.symbolon.core.client.attestation.AttestationSite.ATTESTER;
import static dev.symbolon.core.client.attestation.AttestationSite.CLIENT;
import static dev.symbolon.core.client.attestation.AttestationSite.MACHINE;
import static dev.symbolon.core.client.attestation.AttestationSite.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.OtherIssuer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("OAuth 2.0 Attestation-Based Client Authentication, draft 11")
class AttestationTest {

    private static AttestationSite site;
    private static TestServer server;

    /** Changes the claims of something without fault. */
    interface Change extends Consumer<Map<String, Object>> {}

    @BeforeAll
    static void start() {
        site = new AttestationSite();
        server = site.server;
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static AttestedApp instance() {
        return site.instance();
    }

    private static Answer token(Change ofAttestation, Change ofProof) {
        AttestedApp instance = instance();
        Map<String, Object> attestation = instance.attestation();
        ofAttestation.accept(attestation);
        Map<String, Object> proof = instance.proof();
        ofProof.accept(proof);
        return instance.post(
                TOKEN, MACHINE, instance.attested(attestation), instance.proven(proof));
    }

    private static void refused(Answer answer, String rule) {
        answer.expectsError(
                rule.equals("fresh") ? "use_fresh_attestation" : "invalid_client_attestation");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error_uri")).endsWith("/rules/client-attestation." + rule);
    }

    private static long in(long seconds) {
        return server.clock().instant().getEpochSecond() + seconds;
    }

    static Stream<Arguments> attestations() {
        return Stream.of(
                wrong("attester", claims -> claims.put("sub", "other")),
                wrong("attester", claims -> claims.remove("sub")),
                wrong("attester", claims -> claims.put("iss", "https://other.example")),
                wrong("attester", claims -> claims.put("iss", 7)),
                wrong("claims", claims -> claims.remove("exp")),
                wrong("claims", claims -> claims.put("exp", "soon")),
                wrong("claims", claims -> claims.remove("cnf")),
                wrong("claims", claims -> claims.put("cnf", Map.of("jkt", "x"))),
                wrong("key", claims -> claims.put("cnf", Map.of("jwk", Map.of()))),
                wrong(
                        "key",
                        claims ->
                                claims.put(
                                        "cnf",
                                        Map.of("jwk", Map.of("kty", "oct", "k", "c2VjcmV0")))),
                wrong(
                        "key",
                        claims ->
                                claims.put("cnf", Map.of("jwk", instance().key().toJSONObject()))),
                wrong("not-early", claims -> claims.put("iat", in(61))),
                wrong("not-early", claims -> claims.put("nbf", in(61))),
                wrong("not-early", claims -> claims.put("iat", "now")),
                wrong("fresh", claims -> claims.put("exp", in(-60))),
                wrong(
                        "proof-signed",
                        claims ->
                                claims.put(
                                        "cnf",
                                        Map.of(
                                                "jwk",
                                                instance().key().toPublicJWK().toJSONObject()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("§7.1 what an attestation says is checked")
    void attestations(String rule, Change change) {
        refused(token(change, _ -> {}), rule);
    }

    static Stream<Arguments> proofs() {
        return Stream.of(
                wrong("proof-claims", claims -> claims.remove("jti")),
                wrong("proof-claims", claims -> claims.put("jti", "")),
                wrong("proof-claims", claims -> claims.put("jti", "x".repeat(1001))),
                wrong("proof-claims", claims -> claims.put("jti", 7)),
                wrong("proof-claims", claims -> claims.remove("iat")),
                wrong("proof-claims", claims -> claims.remove("aud")),
                wrong("proof-audience", claims -> claims.put("aud", "https://evil.example")),
                wrong("proof-audience", claims -> claims.put("aud", server.issuer() + TOKEN)),
                wrong(
                        "proof-audience",
                        claims ->
                                claims.put(
                                        "aud",
                                        List.of(
                                                server.issuer().toString(),
                                                "https://evil.example"))),
                wrong("proof-time", claims -> claims.put("iat", in(-61))),
                wrong("proof-time", claims -> claims.put("iat", in(61))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("§7.2 what a proof says is checked")
    void proofs(String rule, Change change) {
        refused(token(_ -> {}, change), rule);
    }

    private static Arguments wrong(String rule, Change change) {
        return arguments(rule, change);
    }

    @Test
    @DisplayName(
            "a minute's difference between clocks is forgiven, and iss may be the attester's name")
    void forgiven() {
        token(claims -> claims.put("exp", in(-59)), claims -> claims.put("iat", in(-60)))
                .expectsStatus(200);
        token(claims -> claims.put("iat", in(60)), claims -> claims.put("iat", in(60)))
                .expectsStatus(200);
        token(claims -> claims.put("iss", "https://attester.example"), _ -> {}).expectsStatus(200);
    }

    @Test
    @DisplayName("§7.1 an attestation by somebody else is none, whatever its kid says")
    void strange() {
        AttestedApp instance =
                new AttestedApp(
                        server.issuer(), CLIENT, new OtherIssuer("attester"), server.clock());
        refused(instance.post(TOKEN, MACHINE), "signed");
    }

    @Test
    @DisplayName("§4, §5.1 neither stands in for the other, nor a token of another type for either")
    void types() {
        AttestedApp instance = instance();
        String attestation = instance.attested(instance.attestation());
        String proof = instance.proven(instance.proof());

        refused(instance.post(TOKEN, MACHINE, proof, proof), "typ");
        refused(instance.post(TOKEN, MACHINE, attestation, attestation), "typ");
        for (String typ : List.of("JWT", "dpop+jwt", "at+jwt", "oauth-client-attestation")) {
            refused(
                    instance.post(
                            TOKEN,
                            MACHINE,
                            ATTESTER.signed(typ, instance.attestation()),
                            instance.proven(instance.proof())),
                    "typ");
            refused(
                    instance.post(
                            TOKEN, MACHINE, attestation, instance.proven(typ, instance.proof())),
                    "typ");
        }
    }

    @Test
    @DisplayName("RFC 8725 §2.1 a public key is no shared secret, and none is no algorithm")
    void algorithms() throws Exception {
        AttestedApp instance = instance();
        JWSObject forged =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType(AttestedApp.TYP))
                                .keyID("attester")
                                .build(),
                        new Payload(Json.text(instance.attestation())));
        forged.sign(new MACSigner(Json.text(ATTESTER.jwks())));
        String proof = instance.proven(instance.proof());

        refused(instance.post(TOKEN, MACHINE, forged.serialize(), proof), "algorithm");
        String none = "eyJ0eXAiOiJvYXV0aC1jbGllbnQtYXR0ZXN0YXRpb24rand0IiwiYWxnIjoibm9uZSJ9";
        refused(instance.post(TOKEN, MACHINE, none + ".e30.AA", proof), "algorithm");
        for (String malformed : List.of("", "x", "a.b.c", proof + ", " + proof)) {
            refused(
                    instance.post(
                            TOKEN, MACHINE, instance.attested(instance.attestation()), malformed),
                    "form");
        }
    }

    @Test
    @DisplayName("§7 one of each; a DPoP proof does not stand in, as that is not offered")
    void oneOfEach() {
        AttestedApp instance = instance();
        String attestation = instance.attested(instance.attestation());
        URI token = URI.create(server.issuer() + TOKEN);
        refused(
                Http.post(
                        token,
                        Http.encode(MACHINE),
                        Map.of("OAuth-Client-Attestation", attestation)),
                "one-each");
        refused(
                Http.post(
                        token,
                        Http.encode(MACHINE),
                        Map.of("OAuth-Client-Attestation-PoP", instance.proven(instance.proof()))),
                "one-each");
    }

    @Test
    @DisplayName("§12.1 a proof is used once: of many at once, on two nodes, one gets in")
    void once() throws Exception {
        AttestedApp instance = instance();
        URI there =
                URI.create("http://127.0.0.1:" + server.beside(AttestationSite.trusting()) + TOKEN);
        URI here = URI.create(server.issuer() + TOKEN);
        Map<String, String> headers =
                Map.of(
                        "OAuth-Client-Attestation", instance.attested(instance.attestation()),
                        "OAuth-Client-Attestation-PoP", instance.proven(instance.proof()));
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            URI to = i % 2 == 0 ? here : there;
            work.add(() -> Http.post(to, Http.encode(MACHINE), headers).status());
        }
        List<Integer> came = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) {
                came.add(done.get());
            }
        }

        assertThat(came).containsOnlyOnce(200).containsOnly(200, 400);
        refused(Http.post(here, Http.encode(MACHINE), headers), "proof-once");
    }

    @Test
    @DisplayName("§12.1 an instance cannot use up another's proof by its jti")
    void anothersJti() {
        String jti = "chosen";
        token(_ -> {}, claims -> claims.put("jti", jti)).expectsStatus(200);
        token(_ -> {}, claims -> claims.put("jti", jti)).expectsStatus(200);
    }
}
