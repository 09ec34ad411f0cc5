package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a registered client signs: its key is good, its claims are not. */
class MalformedAssertionTest {

    private static final List<String> CLAIMS =
            List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "x");

    private static TestServer server;
    private static App signing;
    private static ECKey key;

    @BeforeContainer
    static void start() throws JOSEException {
        server = TestServer.start();
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        signing =
                server.app(
                        Map.of(
                                "token_endpoint_auth_method",
                                "private_key_jwt",
                                "jwks",
                                new JWKSet(key).toJSONObject(true)));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    /** An assertion's header and claims as JSON, nearly right. */
    @Provide
    Arbitrary<List<String>> assertions() {
        Arbitrary<String> odd =
                Arbitraries.of(
                        "null",
                        "true",
                        "\"\"",
                        "\"x\"",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "[]",
                        "{}",
                        "[null]",
                        "[[]]",
                        "[\"" + server.issuer() + "\",7]",
                        "0",
                        "-1",
                        "-0.0",
                        "1e400",
                        "-1e308",
                        "1e9999999999",
                        "253402300799",
                        "253402300800",
                        "31556889864403140",
                        "31556889864403199",
                        "-31557014167219200",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "9".repeat(900),
                        "0." + "1".repeat(900),
                        "[".repeat(1000) + "]".repeat(1000),
                        "{\"a\":".repeat(1000) + "1" + "}".repeat(1000),
                        "\"" + "x".repeat(3000) + "\"");
        Arbitrary<String> claims =
                Arbitraries.maps(Arbitraries.of(CLAIMS), odd)
                        .ofMaxSize(2)
                        .map(MalformedAssertionTest::claims);
        Arbitrary<String> header =
                Arbitraries.maps(Arbitraries.of("alg", "typ", "kid", "jwk", "crit", "cty"), odd)
                        .ofMaxSize(1)
                        .map(changed -> json(Map.of("alg", "\"ES256\"", "kid", "\"k\""), changed));
        Arbitrary<String> right = Arbitraries.just("{\"alg\":\"ES256\"}");
        return Combinators.combine(Arbitraries.oneOf(right, header), claims).as(List::of);
    }

    private static String claims(Map<String, String> changed) {
        long now = server.clock().instant().getEpochSecond();
        String client = '"' + signing.clientId() + '"';
        return json(
                Map.of(
                        "iss",
                        client,
                        "sub",
                        client,
                        "aud",
                        "\"" + server.issuer() + "\"",
                        "exp",
                        String.valueOf(now + 60),
                        "jti",
                        "\"" + UUID.randomUUID() + "\""),
                changed);
    }

    private static String json(Map<String, String> members, Map<String, String> changed) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.putAll(changed);
        return all.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String signed(List<String> headerAndClaims) throws JOSEException {
        String input =
                headerAndClaims.stream()
                        .map(Base64URL::encode)
                        .map(Base64URL::toString)
                        .collect(Collectors.joining("."));
        return input
                + "."
                + new ECDSASigner(key)
                        .sign(
                                new JWSHeader(JWSAlgorithm.ES256),
                                input.getBytes(StandardCharsets.US_ASCII));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void signedAssertions(@ForAll("assertions") List<String> assertion) throws JOSEException {
        String form =
                Http.encode(
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                "x",
                                "token",
                                "x",
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                signed(assertion)));
        for (String path : List.of("/oauth/token", "/oauth/introspect", "/oauth/revoke")) {
            Answer answer = Http.post(URI.create(server.issuer() + path), form, Map.of());
            assertThat(answer.status()).as("%s: %s", assertion, answer.body()).isIn(400, 401, 200);
            assertThat(answer.body()).doesNotContain("Exception");
        }
    }
}
