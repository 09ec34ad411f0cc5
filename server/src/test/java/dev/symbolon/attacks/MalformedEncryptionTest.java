package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

/** Whatever says that it is an encrypted request: nothing opens, and nothing breaks. */
class MalformedEncryptionTest {

    private static final List<String> HEADER =
            List.of("alg", "enc", "kid", "epk", "apu", "apv", "cty", "typ", "zip", "crit", "p2c");

    private static TestServer server;
    private static App app;
    private static Browser browser;
    private static List<String> kids;
    private static String point;

    @BeforeContainer
    static void start() throws ParseException {
        server = TestServer.start();
        app = server.confidentialApp();
        browser = server.browser();
        String jwks = Http.get(URI.create(server.issuer() + "/oauth/jwks"), Map.of()).body();
        List<JWK> keys = JWKSet.parse(jwks).getKeys();
        kids = keys.stream().map(JWK::getKeyID).toList();
        // A point on the right curve that somebody else knows the number of.
        point =
                keys.stream()
                        .filter(key -> "ECDH-ES".equals(String.valueOf(key.getAlgorithm())))
                        .findFirst()
                        .orElseThrow()
                        .toPublicJWK()
                        .toJSONString();
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<List<String>> objects() {
        Arbitrary<String> odd =
                Arbitraries.of(
                        "null",
                        "true",
                        "7",
                        "1e400",
                        "\"\"",
                        "\"\\u0000\"",
                        "[]",
                        "{}",
                        "[null]",
                        "\"JWT\"",
                        "\"ECDH-ES\"",
                        "\"RSA-OAEP-256\"",
                        "\"A128GCM\"",
                        "\"A128CBC-HS256\"",
                        "\"A256GCM\"",
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":7}",
                        point);
        Arbitrary<String> kid = Arbitraries.of(kids).map(text -> "\"" + text + "\"");
        Arbitrary<Map<String, String>> changes =
                Arbitraries.maps(
                                Arbitraries.of(HEADER),
                                Arbitraries.oneOf(odd, kid, Arbitraries.just(point)))
                        .ofMaxSize(3);
        Arbitrary<Map<String, String>> base =
                Arbitraries.of(
                        Map.of("alg", "\"ECDH-ES\"", "enc", "\"A128GCM\"", "epk", point),
                        Map.of("alg", "\"RSA-OAEP-256\"", "enc", "\"A256GCM\""),
                        Map.of("alg", "\"RSA-OAEP-256\"", "enc", "\"A128CBC-HS256\""));
        Arbitrary<String> header =
                Combinators.combine(base, changes)
                        .as((members, more) -> {
                            Map<String, String> all = new java.util.TreeMap<>(members);
                            all.putAll(more);
                            return all.entrySet().stream()
                                    .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                                    .collect(Collectors.joining(",", "{", "}"));
                        });
        Arbitrary<String> bytes =
                Arbitraries.of(0, 1, 12, 16, 31, 32, 255, 256, 257, 3000)
                        .map(length ->
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(new byte[length]));
        return Combinators.combine(header, bytes.list().ofSize(4))
                .as((text, parts) -> {
                    List<String> all = new ArrayList<>();
                    all.add(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
                    all.addAll(parts);
                    return all;
                });
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void pushed(@ForAll("objects") List<String> parts) {
        Answer answer = app.post("/oauth/par", Map.of("request", String.join(".", parts)));
        check(answer);
        assertThat(answer.json()).containsEntry("error", "invalid_request_object");
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void inTheBrowser(@ForAll("objects") List<String> parts) {
        check(
                browser.get(
                        URI.create(
                                server.issuer()
                                        + "/oauth/authorize?"
                                        + Http.encode(
                                                Map.of(
                                                        "client_id",
                                                        app.clientId(),
                                                        "request",
                                                        String.join(".", parts))))));
    }

    private static void check(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isBetween(400, 499);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.symbolon.");
    }
}
