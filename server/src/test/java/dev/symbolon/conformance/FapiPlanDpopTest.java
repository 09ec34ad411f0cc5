package dev.symbolon.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("FAPI 2.0 plans: proofs, at the resource and for codes")
class FapiPlanDpopTest {

    @TempDir private static Path directory;

    private static FapiPlanSite site;
    private static FapiPlanClient client;
    private static String token;

    @BeforeAll
    static void start() {
        site = new FapiPlanSite(directory);
        client = site.client(FapiPlanVariant.PLAIN);
        App.Request request = client.request();
        token = client.redeem(client.code(request), request).text("access_token");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static DpopKey.Proof proof() {
        return client.proof("GET", "/oauth/userinfo").of(token);
    }

    private static Answer with(String proof) {
        return client.resource(token, Map.of("DPoP", proof));
    }

    static Stream<Arguments> good() {
        String address = site.server.issuer() + "/oauth/userinfo";
        return Stream.of(
                proof("nbf and exp", p -> p.with("nbf", second(0)).with("exp", second(300))),
                proof("iat 10 seconds before", p -> p.with("iat", second(-10))),
                proof("iat 8 seconds after", p -> p.with("iat", second(8))),
                proof("htu with query and fragment", p -> p.with("htu", address + "?a=b#c")),
                proof(
                        "htu in capitals",
                        p ->
                                p.with(
                                        "htu",
                                        address.replace("http://localhost", "HTTP://LOCALHOST"))),
                proof("more in header and claims", p -> p.header("tx_id", 1).with("tx_id", 1)));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                proof("without jti", p -> p.without("jti")),
                proof("without htm", p -> p.without("htm")),
                proof("without htu", p -> p.without("htu")),
                proof("without iat", p -> p.without("iat")),
                proof("without ath", p -> p.without("ath")),
                proof("wrong typ", p -> p.header("typ", "dpop+jwt+wrong")),
                proof("private key", p -> p.header("jwk", client.dpop.privateJwk())),
                proof("wrong htm", p -> p.with("htm", "PUT")),
                proof("wrong htu", p -> p.with("htu", site.server.issuer() + "/else")),
                proof("iat an hour ahead", p -> p.with("iat", second(3600))),
                proof("iat an hour ago", p -> p.with("iat", second(-3600))),
                proof("wrong ath", p -> p.with("ath", OpaqueValue.sha256("other"))));
    }

    private static Arguments proof(String what, UnaryOperator<DpopKey.Proof> change) {
        return Arguments.of(what, change);
    }

    private static long second(long from) {
        return site.server.clock().instant().getEpochSecond() + from;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    @DisplayName(
            "fapi2-...-check-dpop-proof-nbf-exp, ...-with-iat-10-seconds-..., ...-dpop-negative-tests: what is taken")
    void taken(String what, UnaryOperator<DpopKey.Proof> change) {
        with(change.apply(proof()).signed()).expectsStatus(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    @DisplayName("fapi2-...-dpop-negative-tests: what is not")
    void refused(String what, UnaryOperator<DpopKey.Proof> change) {
        assertThat(with(change.apply(proof()).signed()).status()).isIn(400, 401);
    }

    @Test
    @DisplayName(
            "fapi2-...-dpop-negative-tests: no proof, half of one, one twice, one of another key, and Bearer")
    void otherwise() {
        String good = proof().signed();
        for (String bad :
                List.of(
                        good.substring(0, good.lastIndexOf('.')),
                        proof().header("alg", "none").unsigned(),
                        good.substring(0, good.length() - 4) + "AAAA",
                        new DpopKey(site.server.clock())
                                .proof("GET", site.server.issuer() + "/oauth/userinfo")
                                .of(token)
                                .signed())) {
            assertThat(with(bad).status()).isIn(400, 401);
        }
        with(good).expectsStatus(200);
        assertThat(with(good).status()).isIn(400, 401);
        URI userinfo = URI.create(site.server.issuer() + "/oauth/userinfo");
        for (String scheme : List.of("DPoP ", "Bearer ")) {
            Answer without = Http.get(userinfo, Map.of("Authorization", scheme + token));
            assertThat(without.status()).isIn(400, 401);
        }
        with(proof().signed()).expectsStatus(200);
    }

    @Test
    @DisplayName(
            "fapi2-...-dpop-negative-tests: PS256 opens the resource, RS256 by the same key does not")
    void rs256() {
        App.Request request = client.request();
        Map<String, Object> exchange = client.exchange(client.code(request), request);
        Answer tokens =
                client.post(
                                "/oauth/token",
                                client.authenticated(exchange),
                                Map.of("DPoP", rsa("PS256", "POST", "/oauth/token", null)))
                        .expectsStatus(200);
        String bound = tokens.text("access_token");
        for (String alg : List.of("PS256", "RS256")) {
            Answer answer =
                    client.resource(
                            bound, Map.of("DPoP", rsa(alg, "GET", "/oauth/userinfo", bound)));
            if (alg.equals("PS256")) {
                answer.expectsStatus(200);
            } else {
                answer.expectsStatus(401);
                assertThat(answer.header("www-authenticate").orElseThrow())
                        .contains("invalid_dpop_proof")
                        .doesNotContain("RS256");
            }
        }
    }

    /** A proof by the client's RSA key, as the suite makes most of its own. */
    private static String rsa(String alg, String method, String path, @Nullable String of) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .claim("htm", method)
                        .claim("htu", site.server.issuer() + path)
                        .issueTime(client.in(0));
        if (of != null) {
            claims.claim("ath", OpaqueValue.sha256(of));
        }
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.parse(alg))
                                .type(new JOSEObjectType("dpop+jwt"))
                                .jwk(client.key.toPublicJWK())
                                .build(),
                        claims.build());
        try {
            jwt.sign(new RSASSASigner(client.key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return jwt.serialize();
    }

    @Test
    @DisplayName(
            "fapi2-...-dpop-auth-code-binding-success, ...-dpop-proof-at-par-endpoint-binding-success")
    void bound() {
        Map<String, String> proof = Map.of("DPoP", client.proof("POST", "/oauth/par").signed());
        App.Request request = client.request();
        App.Request named = request.with("dpop_jkt", client.dpop.thumbprint());
        for (Answer pushed : List.of(client.push(request, proof), client.push(named))) {
            Map<String, Object> response =
                    client.response(client.visit(client.address(pushed, request)));
            client.redeem(String.valueOf(response.get("code")), request).expectsStatus(200);
        }
    }

    @Test
    @DisplayName(
            "fapi2-...-mismatched-dpop-jkt-fails, ...-token-endpoint-fails-with-mismatched-dpop-proof-jkt, ...-dpop-jkt")
    void mismatched() {
        DpopKey other = new DpopKey(site.server.clock());
        App.Request request = client.request();
        App.Request named = request.with("dpop_jkt", other.thumbprint());
        FapiPlanClient.refused(
                client.push(named, Map.of("DPoP", client.proof("POST", "/oauth/par").signed())),
                "invalid_request",
                "invalid_dpop_proof");
        String otherProof = other.proof("POST", site.server.issuer() + "/oauth/par").signed();
        for (Answer pushed :
                List.of(client.push(named), client.push(request, Map.of("DPoP", otherProof)))) {
            Map<String, Object> response =
                    client.response(client.visit(client.address(pushed, request)));
            FapiPlanClient.refused(
                    client.redeem(String.valueOf(response.get("code")), request),
                    "invalid_request",
                    "invalid_grant",
                    "invalid_dpop_proof");
        }
    }
}
