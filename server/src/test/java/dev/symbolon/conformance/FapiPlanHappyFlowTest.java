package dev.symbolon.conformance;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("FAPI 2.0 plans: what a well-behaved client does, in every variant")
class FapiPlanHappyFlowTest {

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

    static List<FapiPlanVariant> all() {
        return FapiPlanVariant.all();
    }

    static List<FapiPlanVariant> plain() {
        return FapiPlanVariant.plain();
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName(
            "fapi2-...-happy-flow: two clients get tokens that open the resource, each with its own key")
    void happyFlow(FapiPlanVariant variant) {
        FapiPlanClient first = site.client(variant);
        String token = first(first);

        FapiPlanClient second = site.client(variant);
        App.Request request =
                second.request()
                        .with("redirect_uri", App.CALLBACK + FapiPlanSite.QUERY)
                        .with("state", "s".repeat(128))
                        .with("nonce", "n".repeat(43));
        if (variant.dpop()) {
            request = request.with("dpop_jkt", second.dpop.thumbprint());
        }
        Answer tokens = second.redeem(secondCode(second, request), request).expectsStatus(200);
        second.resource(tokens.text("access_token")).expectsStatus(200);

        // The key of another client opens nothing.
        assertThat(first.resource(tokens.text("access_token")).status()).isBetween(400, 499);
        first.resource(token).expectsStatus(200);
    }

    private static String first(FapiPlanClient client) {
        App.Request request = client.request();
        Answer pushed = client.push(request).expectsStatus(201);
        assertThat(pushed.header("content-type")).contains("application/json");
        assertThat((Integer) pushed.json().get("expires_in")).isBetween(5, 599);
        Map<String, Object> response =
                client.response(client.visit(client.address(pushed, request)));
        assertThat(response).containsOnlyKeys("code", "state", "iss");

        Answer tokens =
                client.redeem(String.valueOf(response.get("code")), request).expectsStatus(200);
        assertThat(tokens.json())
                .containsEntry("token_type", client.variant.dpop() ? "DPoP" : "Bearer")
                .containsKey("expires_in");
        String idToken = tokens.text("id_token");
        assertThat(FapiPlanClient.header(idToken)).containsEntry("alg", "PS256").containsKey("kid");
        assertThat(App.claims(idToken))
                .containsEntry("nonce", request.parameters().get("nonce"))
                .doesNotContainKeys("email", "given_name");
        String token = tokens.text("access_token");
        atResource(client, token);
        return token;
    }

    /** RFC 9110 §6.6.1 Date; any Accept that a client may have; no token in the address. */
    private static void atResource(FapiPlanClient client, String token) {
        for (String accept :
                List.of(
                        "application/json;charset=UTF-8",
                        "application/json, application/*+json, */*")) {
            Answer opened = client.resource(token, Map.of("Accept", accept)).expectsStatus(200);
            String date = opened.header("date").orElseThrow();
            Duration off =
                    Duration.between(
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME),
                            ZonedDateTime.now(ZoneOffset.UTC));
            assertThat(off.abs()).isLessThan(Duration.ofMinutes(5));
        }
        URI withToken = URI.create(site.server.issuer() + "/oauth/userinfo?access_token=" + token);
        assertThat(Http.get(withToken, client.possession("/oauth/userinfo")).status())
                .isIn(400, 401, 414);
        // RFC 9110 §11.1: the scheme's name in any case.
        String scheme = client.variant.dpop() ? "dpOp " : "bEARER ";
        client.resource(token, Map.of("Authorization", scheme + token)).expectsStatus(200);
    }

    /** The second client's requests have iat and the media type of their own. */
    private static String secondCode(FapiPlanClient client, App.Request request) {
        Answer pushed =
                client.variant.signed()
                        ? client.pushForm(
                                Map.of(
                                        "request",
                                        client.typed(
                                                client.claims(request)
                                                        .issueTime(client.in(0))
                                                        .build())),
                                Map.of())
                        : client.push(request);
        Answer landed = client.visit(client.address(pushed, request));
        assertThat(landed.sent().first("dummy1")).contains("lorem");
        assertThat(landed.sent().first("dummy2")).contains("ipsum");
        return String.valueOf(client.response(landed).get("code"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    @DisplayName(
            "fapi2-...-refresh-token: it stays, and is its client's, with its proof and its key")
    void refreshToken(FapiPlanVariant variant) {
        FapiPlanClient client = site.client(variant);
        App.Request request =
                client.request()
                        .with("scope", "openid profile offline_access")
                        .with("prompt", "consent");
        Answer tokens = client.redeem(client.code(request), request).expectsStatus(200);
        String refreshToken = tokens.text("refresh_token");
        site.server.clock().advance(Duration.ofSeconds(1));

        Map<String, Object> refresh =
                Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", refreshToken,
                        "scope", "openid profile offline_access");
        Answer refreshed = client.token(refresh).expectsStatus(200);
        assertThat(refreshed.text("refresh_token")).isEqualTo(refreshToken);
        Map<String, Object> before = App.claims(tokens.text("id_token"));
        Map<String, Object> after = App.claims(refreshed.text("id_token"));
        for (String same : List.of("iss", "sub", "aud", "auth_time")) {
            assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
        }
        assertThat(after.get("iat")).isNotEqualTo(before.get("iat"));
        client.resource(refreshed.text("access_token")).expectsStatus(200);

        FapiPlanClient.refused(
                client.post(
                        "/oauth/token",
                        refresh,
                        variant.keyed() ? client.possession("/oauth/token") : Map.of()),
                "invalid_client",
                "invalid_grant",
                "invalid_request");
        if (variant.dpop()) {
            FapiPlanClient.refused(
                    client.tokenWithoutKey(refresh),
                    "invalid_request",
                    "invalid_grant",
                    "invalid_dpop_proof");
        } else {
            FapiPlanClient.refused(
                    client.tokenWithoutKey(refresh), "invalid_client", "invalid_request");
        }
        FapiPlanClient other = site.client(variant);
        FapiPlanClient.refused(other.token(refresh), "invalid_grant");
    }

    @ParameterizedTest
    @MethodSource("plain")
    @DisplayName("fapi2-...-ensure-holder-of-key-required: a code alone is worth nothing")
    void holderOfKey(FapiPlanVariant variant) {
        FapiPlanClient client = site.client(variant);
        App.Request request = client.request();
        Map<String, Object> exchange = client.exchange(client.code(request), request);
        Answer without = client.tokenWithoutKey(exchange);
        if (variant.dpop()) {
            FapiPlanClient.refused(
                    without, "invalid_request", "invalid_grant", "invalid_dpop_proof");
        } else {
            FapiPlanClient.refused(without, "invalid_client", "invalid_request");
        }
        client.token(exchange).expectsStatus(200);
    }

    @ParameterizedTest
    @MethodSource("plain")
    @DisplayName(
            "fapi2-...-ensure-client-id-in-token-endpoint, ...-authorization-code-is-bound-to-client:"
                    + " another client's name, or another client, redeems nothing")
    void otherClient(FapiPlanVariant variant) {
        FapiPlanClient client = site.client(variant);
        FapiPlanClient other = site.client(variant);
        App.Request request = client.request();
        Map<String, Object> exchange = client.exchange(client.code(request), request);
        Map<String, Object> named =
                FapiPlanClient.with(exchange, "client_id", other.app.clientId());
        Map<String, Object> swapped =
                variant.keyed()
                        ? FapiPlanClient.asserted(
                                named, client.signed(PS256, other.assertion().build()))
                        : named;
        FapiPlanClient.refused(
                client.post("/oauth/token", swapped, client.possession("/oauth/token")),
                "invalid_client",
                "invalid_grant");
        FapiPlanClient.refused(other.token(exchange), "invalid_grant");
        client.token(exchange).expectsStatus(200);
    }

    @ParameterizedTest
    @MethodSource("plain")
    @DisplayName(
            "fapi2-...-attempt-reuse-authorization-code-after-one-second: the second time ends the first's token")
    void reuse(FapiPlanVariant variant) {
        FapiPlanClient client = site.client(variant);
        App.Request request = client.request();
        String code = client.code(request);
        String token = client.redeem(code, request).expectsStatus(200).text("access_token");
        site.server.clock().advance(Duration.ofSeconds(1));
        FapiPlanClient.refused(client.redeem(code, request), "invalid_grant");
        assertThat(client.resource(token).status()).isBetween(400, 499);
    }
}
