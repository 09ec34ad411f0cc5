package dev.symbolon.conformance;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("FAPI 2.0 Message Signing plan: request objects")
class FapiPlanRequestObjectTest {

    @TempDir private static Path directory;

    private static FapiPlanSite site;
    private static FapiPlanClient client;

    @BeforeAll
    static void start() {
        site = new FapiPlanSite(directory);
        client = site.client(FapiPlanVariant.SIGNED);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Answer push(String object) {
        return client.pushForm(Map.of("request", object), Map.of());
    }

    private static Answer push(UnaryOperator<JWTClaimsSet.Builder> change) {
        return push(client.signed(PS256, change.apply(client.claims(client.request())).build()));
    }

    @Test
    @DisplayName(
            "fapi2-...-request-object-with-multiple-aud-succeeds: this server among others is enough")
    void severalAudiences() {
        App.Request request = client.request();
        List<String> audience =
                List.of(site.server.issuer().toString(), "https://other1.example", "invalid");
        Answer pushed = push(claims -> claims.audience(audience));
        assertThat(client.response(client.visit(client.address(pushed, request))))
                .containsKey("code");
    }

    @Test
    @DisplayName("fapi2-...-request-object-with-nbf-8-seconds-in-the-future-is-accepted")
    void clocks() {
        push(claims -> claims.notBeforeTime(client.in(8))).expectsStatus(201);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("without-exp", claims -> claims.expirationTime(null)),
                fault("without-nbf", claims -> claims.notBeforeTime(null)),
                fault("expired", claims -> claims.expirationTime(client.in(-300))),
                fault("with-bad-aud", claims -> claims.audience("https://other.example")),
                fault("with-exp-over-60", claims -> claims.expirationTime(client.in(70 * 60))),
                fault("with-nbf-over-60", claims -> claims.notBeforeTime(client.in(-70 * 60))),
                fault(
                        "par-reject-request-uri-in-par-authorization-request",
                        claims -> claims.claim("request_uri", "urn:fdc:somewhere.example:else")));
    }

    private static Arguments fault(String module, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(module, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("fapi2-...-request-object-...-fails: invalid_request_object, and nothing else")
    void claims(String module, UnaryOperator<JWTClaimsSet.Builder> change) {
        FapiPlanClient.refused(push(change), "invalid_request_object");
    }

    @Test
    @DisplayName(
            "fapi2-...-signed-request-object-with-rs256-fails, ...-signature-algorithm-is-not-none,"
                    + " ...-with-invalid-signature-fails, ...-matching-key-in-authorization-request")
    void signatures() {
        JWTClaimsSet claims = client.claims(client.request()).build();
        String good = client.signed(PS256, claims);
        String[] parts = good.split("\\.");
        String broken =
                parts[0] + "." + parts[1] + "." + parts[2].substring(2) + parts[2].substring(0, 2);
        FapiPlanClient other = site.client(FapiPlanVariant.SIGNED);
        for (String bad :
                List.of(
                        client.signed(RS256, claims),
                        new PlainJWT(claims).serialize(),
                        broken,
                        other.signed(PS256, claims))) {
            FapiPlanClient.refused(push(bad), "invalid_request_object");
        }
        push(good).expectsStatus(201);
    }

    @Test
    @DisplayName("fapi2-...-unsigned-request-at-par-endpoint-fails: invalid_request")
    void unsigned() {
        FapiPlanClient.refused(
                client.pushForm(client.request().parameters(), Map.of()), "invalid_request");
    }

    @Test
    @DisplayName("FAPI 2.0 §5.4.1 who registered RS256 for answers does not get them signed so")
    void answers() {
        FapiPlanVariant variant = new FapiPlanVariant(true, true, false, true);
        FapiPlanClient weak =
                site.client(variant, Map.of("authorization_signed_response_alg", "RS256"));
        FapiPlanClient.refused(weak.push(weak.request()), "invalid_request");
        weak.push(weak.request().without("response_mode")).expectsStatus(201);

        Answer landed = site.alice.get(weak.request().uri());
        assertThat(landed.sent().first("error")).contains("invalid_request");
        assertThat(landed.sent().first("response")).isEmpty();
    }
}
