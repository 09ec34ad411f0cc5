package dev.symbolon.conformance;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FAPI 2.0 plans: client assertions, codes and verifiers")
class FapiPlanAssertionTest {

    @TempDir private static Path directory;

    private static FapiPlanSite site;
    private static FapiPlanClient client;
    private static String issuer;

    @BeforeAll
    static void start() {
        site = new FapiPlanSite(directory);
        client = site.client(FapiPlanVariant.PLAIN);
        issuer = site.server.issuer().toString();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Answer push(Map<String, ?> proof) {
        Map<String, Object> form = new LinkedHashMap<>(client.request().parameters());
        // private_key_jwt names the client in the assertion, and nowhere else.
        form.remove("client_id");
        form.putAll(proof);
        return client.post("/oauth/par", form, Map.of());
    }

    private static Answer push(UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet claims = change.apply(client.assertion()).build();
        return push(FapiPlanClient.asserted(Map.of(), client.signed(PS256, claims)));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("without-sub", claims -> claims.subject(null)),
                fault("wrong-sub", claims -> claims.subject("somebody")),
                fault("without-iss", claims -> claims.issuer(null)),
                fault("wrong-iss", claims -> claims.issuer("somebody")),
                fault("without-aud", claims -> claims.audience((String) null)),
                fault("wrong-aud", claims -> claims.audience("https://other.example")),
                fault("par-endpoint-as-aud", claims -> claims.audience(issuer + "/oauth/par")),
                fault("token-endpoint-as-aud", claims -> claims.audience(issuer + "/oauth/token")),
                fault(
                        "array-as-aud",
                        claims -> claims.audience(List.of(issuer, "https://other.example"))),
                fault("exp-5-minutes-in-past", claims -> claims.expirationTime(client.in(-300))),
                fault(
                        "iat-nbf-over-60-seconds-in-the-future",
                        claims ->
                                claims.issueTime(client.in(65))
                                        .notBeforeTime(client.in(65))
                                        .expirationTime(client.in(125))));
    }

    private static Arguments fault(String module, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(module, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("fapi2-...-client-assertion-...-fails: what it says does not hold")
    void claims(String module, UnaryOperator<JWTClaimsSet.Builder> change) {
        FapiPlanClient.refused(push(change), "invalid_client", "invalid_request");
    }

    @Test
    @DisplayName("FAPI 2.0 §5.3.2.1 aud is a text: a list with the issuer alone is refused, too")
    void listOfOne() {
        Map<String, Object> claims = new LinkedHashMap<>(client.assertion().build().toJSONObject());
        for (Object audience : List.of(List.of(issuer), List.of(), Map.of("issuer", issuer))) {
            claims.put("aud", audience);
            FapiPlanClient.refused(
                    push(FapiPlanClient.asserted(Map.of(), client.signed("JWT", claims))),
                    "invalid_client",
                    "invalid_request");
        }
        claims.put("aud", issuer);
        push(FapiPlanClient.asserted(Map.of(), client.signed("JWT", claims))).expectsStatus(201);
    }

    @Test
    @DisplayName(
            "fapi2-...-client-assertion-with-iat-nbf-8-seconds-in-the-future-is-accepted, and a valid one, too")
    void valid() {
        push(claims -> claims.issueTime(client.in(8)).notBeforeTime(client.in(8)))
                .expectsStatus(201);
        push(claims -> claims).expectsStatus(201);
    }

    @Test
    @DisplayName(
            "fapi2-...-signed-client-assertion-with-rs256-fails, ...-alg-none, ...-invalid-signature, ...-type, and none at all")
    void signatures() {
        JWTClaimsSet claims = client.assertion().build();
        String good = client.signed(PS256, claims);
        String[] parts = good.split("\\.");
        String broken =
                parts[0] + "." + parts[1] + "." + parts[2].substring(2) + parts[2].substring(0, 2);
        for (String bad :
                List.of(client.signed(RS256, claims), new PlainJWT(claims).serialize(), broken)) {
            FapiPlanClient.refused(
                    push(FapiPlanClient.asserted(Map.of(), bad)),
                    "invalid_client",
                    "invalid_request");
        }
        for (Map<String, Object> bad :
                List.<Map<String, Object>>of(
                        Map.of("client_id", client.app.clientId()),
                        Map.of("client_assertion", good),
                        FapiPlanClient.with(
                                FapiPlanClient.asserted(Map.of(), good),
                                "client_assertion_type",
                                "wrong"))) {
            FapiPlanClient.refused(push(bad), "invalid_client", "invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token_endpoint_auth_signing_alg",
                "request_object_signing_alg",
                "userinfo_signed_response_alg",
                "introspection_signed_response_alg"
            })
    @DisplayName("FAPI 2.0 §5.4.1 nobody registers RS256, whatever it is for")
    void registered(String member) {
        assertThatThrownBy(() -> site.client(FapiPlanVariant.PLAIN, Map.of(member, "RS256")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.rule().id())
                                        .isEqualTo("profile.fapi-2.0.algorithms"));
        site.client(FapiPlanVariant.PLAIN, Map.of(member, "PS256"));
    }

    @Test
    @DisplayName("fapi2-...-client-assertion-in-token-endpoint-fails where there is none")
    void withoutAssertion() {
        App.Request request = client.request();
        Map<String, Object> exchange = client.exchange(client.code(request), request);
        Map<String, Object> named =
                FapiPlanClient.with(exchange, "client_id", client.app.clientId());
        FapiPlanClient.refused(
                client.post("/oauth/token", named, client.possession("/oauth/token")),
                "invalid_client",
                "invalid_request");
    }

    @Test
    @DisplayName(
            "fapi2-...-par-ensure-pkce-code-verifier-required, ...-incorrect-pkce-code-verifier-rejected: invalid_grant")
    void verifiers() {
        App.Request request = client.request();
        Map<String, Object> exchange = client.exchange(client.code(request), request);
        Map<String, Object> without = new LinkedHashMap<>(exchange);
        without.remove("code_verifier");
        FapiPlanClient.refused(client.token(without), "invalid_grant");
        FapiPlanClient.refused(
                client.token(FapiPlanClient.with(exchange, "code_verifier", "x".repeat(43))),
                "invalid_grant");
    }

    @Test
    @DisplayName("fapi2-...-attempt-to-use-expired-auth-code: after a minute it is worth nothing")
    void expired() {
        App.Request request = client.request();
        String code = client.code(request);
        site.server.clock().advance(Duration.ofSeconds(62));
        FapiPlanClient.refused(client.redeem(code, request), "invalid_grant");
    }
}
