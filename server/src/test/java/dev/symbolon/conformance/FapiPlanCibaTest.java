package dev.symbolon.conformance;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Listener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FAPI-CIBA plan: signed requests and tokens that are bound to a certificate")
class FapiPlanCibaTest {

    private static final FapiPlanVariant KEYED = new FapiPlanVariant(true, false, false, false);
    private static final FapiPlanVariant MTLS = new FapiPlanVariant(false, false, false, false);

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

    /** So that nothing of the test before waits for alice. */
    @BeforeEach
    void later() {
        site.server.clock().advance(Duration.ofMinutes(11));
    }

    static List<FapiPlanVariant> both() {
        return List.of(KEYED, MTLS);
    }

    private static FapiPlanClient centre(FapiPlanVariant variant, Map<String, ?> delivery) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        // The plan is of FAPI 1: its assertions name the token endpoint, too.
        metadata.put("profile", "oauth-2.1");
        metadata.put("grant_types", List.of("urn:openid:params:grant-type:ciba", "refresh_token"));
        metadata.put("response_types", List.of());
        metadata.put("redirect_uris", List.of());
        metadata.put("post_logout_redirect_uris", List.of());
        metadata.put("require_pushed_authorization_requests", false);
        metadata.put("token_endpoint_auth_signing_alg", "PS256");
        metadata.put("backchannel_authentication_request_signing_alg", "PS256");
        metadata.put("backchannel_token_delivery_mode", "poll");
        metadata.putAll(delivery);
        return site.client(variant, metadata);
    }

    private static FapiPlanClient centre(FapiPlanVariant variant) {
        return centre(variant, Map.of());
    }

    private static JWTClaimsSet.Builder claims(FapiPlanClient client) {
        return new JWTClaimsSet.Builder()
                .issuer(client.app.clientId())
                .audience(site.server.issuer().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(client.in(0))
                .notBeforeTime(client.in(0))
                .expirationTime(client.in(300))
                .claim("scope", "openid profile")
                .claim("login_hint", "alice")
                .claim("binding_message", "1234");
    }

    private static Map<String, Object> request(FapiPlanClient client, JWTClaimsSet claims) {
        return Map.of("request", client.signed(PS256, claims));
    }

    private static Map<String, Object> polling(String id) {
        return Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", id);
    }

    private static void allow() {
        site.alice.allow(BackchannelSteps.look(site.alice)).expectsStatus(200);
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi-ciba-id1, ...-multiple-call-to-token-endpoint, ...-other-scope-order-succeeds, ...-refresh-token, poll:"
                    + " pending, slow_down, then tokens for the certificate")
    void poll(FapiPlanVariant variant) {
        FapiPlanClient client = centre(variant);
        // In an order of its own.
        JWTClaimsSet claims =
                claims(client).claim("scope", "offline_access profile openid").build();
        // The second client's request has the media type of RFC 9101.
        Answer begun = client.ask(Map.of("request", client.typed(claims))).expectsStatus(200);
        assertThat(begun.json()).containsOnlyKeys("auth_req_id", "expires_in", "interval");
        assertThat(begun.text("auth_req_id")).hasSizeGreaterThan(26);
        Map<String, Object> polling = polling(begun.text("auth_req_id"));
        for (int i = 0; i < 20; i++) {
            FapiPlanClient.refused(client.token(polling), "authorization_pending", "slow_down");
        }
        allow();
        site.server.clock().advance(Duration.ofMinutes(3));
        Answer tokens = client.token(polling);
        opens(client, tokens);

        String refreshToken = tokens.text("refresh_token");
        opens(client, client.refresh(refreshToken));
        Map<String, Object> refresh =
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
        FapiPlanClient.refused(
                client.tokenWithoutKey(refresh), "invalid_client", "invalid_request");
        FapiPlanClient.refused(centre(variant).token(refresh), "invalid_grant");
    }

    private static void opens(FapiPlanClient client, Answer tokens) {
        tokens.expectsStatus(200);
        assertThat(tokens.header("cache-control").orElse("")).contains("no-store");
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        String idToken = tokens.text("id_token");
        assertThat(FapiPlanClient.header(idToken)).containsEntry("alg", "PS256").containsKey("kid");
        assertThat(App.claims(idToken)).doesNotContainKeys("c_hash", "s_hash");
        client.resource(tokens.text("access_token")).expectsStatus(200);
        client.app.userinfo(tokens.text("access_token")).expectsStatus(401);
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi-ciba-id1-ensure-mtls-holder-of-key-required, ...-wrong-auth-req-id-...: nobody else fetches them")
    void holderOfKey(FapiPlanVariant variant) {
        FapiPlanClient client = centre(variant);
        FapiPlanClient other = centre(variant);
        Map<String, Object> polling =
                polling(client.ask(request(client, claims(client).build())).text("auth_req_id"));
        FapiPlanClient.refused(
                client.tokenWithoutKey(polling), "invalid_client", "invalid_request");
        FapiPlanClient.refused(other.token(polling), "invalid_grant");
        FapiPlanClient.refused(
                client.post("/oauth/token", polling, client.possession("/oauth/token")),
                "invalid_client",
                "invalid_request");
        allow();
        site.server.clock().advance(Duration.ofSeconds(20));
        opens(client, client.token(polling));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("missing-aud", claims -> claims.audience((String) null)),
                fault("bad-aud", claims -> claims.audience("https://other.example")),
                fault("missing-iss", claims -> claims.issuer(null)),
                fault("bad-iss", claims -> claims.issuer("somebody")),
                fault("missing-exp", claims -> claims.expirationTime(null)),
                fault("expired-exp", claims -> claims.expirationTime(seconds(-300))),
                fault("exp-is-70-minutes", claims -> claims.expirationTime(seconds(70 * 60))),
                fault("missing-iat", claims -> claims.issueTime(null)),
                fault("missing-nbf", claims -> claims.notBeforeTime(null)),
                fault("nbf-10-minutes-ahead", claims -> claims.notBeforeTime(seconds(600))),
                fault("nbf-70-minutes-ago", claims -> claims.notBeforeTime(seconds(-70 * 60))),
                fault("missing-jti", claims -> claims.jwtID(null)),
                fault("multiple-hints", claims -> claims.claim("id_token_hint", "eyJ.a.b")));
    }

    private static Date seconds(long from) {
        return Date.from(site.server.clock().instant().plusSeconds(from));
    }

    private static Arguments fault(String module, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(module, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("fapi-ciba-id1-ensure-request-object-...-fails: invalid_request")
    void requestObjects(String module, UnaryOperator<JWTClaimsSet.Builder> change) {
        FapiPlanClient client = centre(KEYED);
        FapiPlanClient.refused(
                client.ask(request(client, change.apply(claims(client)).build())),
                "invalid_request");
    }

    @Test
    @DisplayName(
            "fapi-ciba-id1-...-signature-algorithm-is-none, -bad, -rs256, ...-signed-by-other-client, ...-without-request: invalid_request")
    void signatures() {
        FapiPlanClient client = centre(KEYED);
        FapiPlanClient other = centre(KEYED);
        JWTClaimsSet claims = claims(client).build();
        String good = client.signed(PS256, claims);
        for (Map<String, String> bad :
                List.of(
                        Map.of("request", new PlainJWT(claims).serialize()),
                        Map.of("request", client.signed(RS256, claims)),
                        Map.of("request", other.signed(PS256, claims)),
                        Map.of("request", good.substring(0, good.length() - 4) + "AAAA"),
                        Map.of("scope", "openid", "login_hint", "alice"))) {
            FapiPlanClient.refused(client.ask(bad), "invalid_request");
        }
    }

    @Test
    @DisplayName(
            "fapi-ciba-id1-ensure-client-assertion-...: for the issuer, the token endpoint or the one it is sent to; never RS256, never none")
    void assertions() {
        FapiPlanClient client = centre(KEYED);
        String issuer = site.server.issuer().toString();
        Map<String, Object> request = request(client, claims(client).build());
        for (String audience :
                List.of(issuer, issuer + "/oauth/token", issuer + "/oauth/bc-authorize")) {
            JWTClaimsSet assertion = client.assertion().audience(audience).build();
            client.post(
                            "/oauth/bc-authorize",
                            FapiPlanClient.asserted(request, client.signed(PS256, assertion)),
                            Map.of())
                    .expectsStatus(200);
        }
        JWTClaimsSet assertion = client.assertion().build();
        for (String path : List.of("/oauth/bc-authorize", "/oauth/token")) {
            FapiPlanClient.refused(
                    client.post(
                            path,
                            FapiPlanClient.asserted(request, client.signed(RS256, assertion)),
                            client.possession(path)),
                    "invalid_client");
            FapiPlanClient.refused(
                    client.post(path, request, client.possession(path)),
                    "invalid_client",
                    "invalid_request");
        }
    }

    @Test
    @DisplayName(
            "fapi-ciba-id1-...-different-client-id-and-issuer-..., ...-wrong-client-id-...: invalid_client, for who shows another's certificate")
    void otherClientId() {
        FapiPlanClient client = centre(MTLS);
        FapiPlanClient other = centre(MTLS);
        Map<String, Object> request = request(client, claims(client).build());
        Answer begun = client.ask(request).expectsStatus(200);
        for (Map.Entry<String, Map<String, Object>> sent :
                Map.of(
                                "/oauth/bc-authorize",
                                request,
                                "/oauth/token",
                                polling(begun.text("auth_req_id")))
                        .entrySet()) {
            Answer answer =
                    client.post(
                            sent.getKey(),
                            FapiPlanClient.with(sent.getValue(), "client_id", other.app.clientId()),
                            client.possession(sent.getKey()));
            FapiPlanClient.refused(answer, "invalid_client").expectsStatus(401);
        }
    }

    @Test
    @DisplayName(
            "fapi-ciba-id1-auth-req-id-expired, ...-requested-expiry-as-string-succeeds: expired_token after 30 seconds")
    void expired() {
        FapiPlanClient client = centre(KEYED);
        JWTClaimsSet claims = claims(client).claim("requested_expiry", "30").build();
        Answer begun = client.ask(request(client, claims)).expectsStatus(200);
        assertThat(begun.json()).containsEntry("expires_in", 30);
        site.server.clock().advance(Duration.ofSeconds(31));
        FapiPlanClient.refused(client.token(polling(begun.text("auth_req_id"))), "expired_token");
    }

    @Test
    @DisplayName(
            "fapi-ciba-id1-...-with-potentially-bad-binding-message: shown as it is, or invalid_binding_message")
    void bindingMessage() {
        FapiPlanClient client = centre(KEYED);
        String odd = "1234 \u00a1\u20ac\u4e2d\u6587 \u0627\u0644 " + "long ".repeat(40);
        FapiPlanClient.refused(
                client.ask(request(client, claims(client).claim("binding_message", odd).build())),
                "invalid_binding_message");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 401, 403})
    @DisplayName(
            "fapi-ciba-id1-ping-...: told once, whatever the app answers, and nowhere else; then the tokens are there")
    void ping(int status) throws Exception {
        try (Listener listener = Listener.start()) {
            listener.answering(status);
            FapiPlanClient client = centre(MTLS, BackchannelSteps.telling("ping", listener));
            JWTClaimsSet claims =
                    claims(client)
                            .claim("client_notification_token", BackchannelSteps.TOKEN)
                            .build();
            String id = client.ask(request(client, claims)).text("auth_req_id");
            allow();
            Listener.Heard ping = listener.hears();
            assertThat(ping.type()).isEqualTo("application/json");
            assertThat(ping.authorization()).isEqualTo("Bearer " + BackchannelSteps.TOKEN);
            assertThat(ping.json()).isEqualTo(Map.of("auth_req_id", id));
            site.server.clock().advance(Duration.ofSeconds(31));
            assertThat(listener.hearsNothing()).isTrue();
            opens(client, client.token(polling(id)));
        }
    }
}
