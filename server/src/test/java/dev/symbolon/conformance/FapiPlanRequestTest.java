package dev.symbolon.conformance;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.PaymentApi;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("FAPI 2.0 plans: authorization requests, pushed and opened")
class FapiPlanRequestTest {

    @TempDir private static Path directory;

    private static FapiPlanSite site;
    private static FapiPlanClient plain;
    private static FapiPlanClient signing;

    @BeforeAll
    static void start() {
        site = new FapiPlanSite(directory);
        plain = site.client(FapiPlanVariant.PLAIN);
        signing = site.client(FapiPlanVariant.SIGNED);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static List<FapiPlanClient> both() {
        return List.of(plain, signing);
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi2-...-user-rejects-authentication: access_denied with state and iss, also to an address with a query")
    void rejected(FapiPlanClient client) {
        App.Request request =
                client.request()
                        .with("redirect_uri", App.CALLBACK + FapiPlanSite.QUERY)
                        .with("state", "s".repeat(128))
                        .with("prompt", "consent");
        Answer page = site.alice.get(client.address(client.push(request), request));
        Answer landed = site.alice.deny(page.expectsStatus(200));
        assertThat(landed.sent().first("dummy2")).contains("ipsum");
        assertThat(client.response(landed))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s".repeat(128))
                .containsEntry("iss", site.server.issuer().toString());
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi2-...-without-state-success, ...-state-only-outside-request-object-not-used:"
                    + " no state where none was pushed")
    void noState(FapiPlanClient client) {
        App.Request request = client.request().without("state");
        URI address = client.address(client.push(request), request);
        assertThat(client.response(client.visit(address))).containsOnlyKeys("code", "iss");
        URI beside = URI.create(client.address(client.push(request), request) + "&state=outside");
        assertThat(client.response(client.visit(beside))).containsOnlyKeys("code", "iss");
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi2-...-different-state-..., ...-different-nonce-inside-and-outside-request-object:"
                    + " what was pushed counts")
    void differentBeside(FapiPlanClient client) {
        App.Request request = client.request();
        URI address =
                URI.create(
                        client.address(client.push(request), request)
                                + "&state=outside&nonce=outside");
        Map<String, Object> response = client.response(client.visit(address));
        assertThat(response).containsEntry("state", "state-1");
        Answer tokens = client.redeem(String.valueOf(response.get("code")), request);
        assertThat(App.claims(tokens.text("id_token"))).containsEntry("nonce", "nonce-1");
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi2-...-without-nonce-success, ...-with-64-char-nonce-..., ...-long-nonce, ...-long-state,"
                    + " ...-other-scope-order-succeeds: as they came")
    void texts(FapiPlanClient client) {
        App.Request bare = client.request().without("nonce");
        Answer tokens = client.redeem(client.code(bare), bare).expectsStatus(200);
        assertThat(App.claims(tokens.text("id_token"))).doesNotContainKey("nonce");
        for (int length : List.of(64, 384, 1000)) {
            App.Request request =
                    client.request()
                            .with("nonce", "n".repeat(length))
                            .with("state", "s".repeat(length))
                            .with("scope", "profile openid");
            Answer answer = client.redeem(client.code(request), request).expectsStatus(200);
            assertThat(App.claims(answer.text("id_token")))
                    .containsEntry("nonce", "n".repeat(length));
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("fapi2-...-ensure-redirect-uri-in-authorization-request: one must be pushed")
    void redirectUri(FapiPlanClient client) {
        FapiPlanClient.refused(
                client.push(client.request().without("redirect_uri")),
                "invalid_request",
                "invalid_request_object");
    }

    @Test
    @DisplayName(
            "fapi2-...-ensure-redirect-uri-in-authorization-request, plain_oauth: also of who registered only one")
    void onlyRedirectUri() {
        FapiPlanClient client =
                site.client(FapiPlanVariant.PLAIN, Map.of("redirect_uris", List.of(App.CALLBACK)));
        App.Request request = client.request().with("scope", "profile").without("nonce");
        Answer tokens = client.redeem(client.code(request), request).expectsStatus(200);
        assertThat(tokens.json()).containsKey("access_token").doesNotContainKey("id_token");
        FapiPlanClient.refused(client.push(request.without("redirect_uri")), "invalid_request");
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("fapi2-...-tolerate-unregistered-redirect-uri: we do not")
    void unregistered(FapiPlanClient client) {
        FapiPlanClient.refused(
                client.push(client.request().with("redirect_uri", App.CALLBACK + "/bad")),
                "invalid_request",
                "invalid_request_object");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, code id_token, 'unsupported_response_type,invalid_request,unauthorized_client'",
        "response_type, token, 'unsupported_response_type,invalid_request,unauthorized_client'",
        "code_challenge, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
    })
    @DisplayName(
            "fapi2-...-response-type-..., ...-par-ensure-pkce-required, ...-plain-pkce-rejected: refused where it is pushed")
    void refusedAtOnce(String name, String value, String errors) {
        for (FapiPlanClient client : both()) {
            App.Request request = client.request().with(name, value);
            FapiPlanClient.refused(
                    client.push(value.isEmpty() ? without(request) : request), errors.split(","));
        }
    }

    private static App.Request without(App.Request request) {
        return request.without("code_challenge").without("code_challenge_method");
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi2-...-ensure-unsigned-authorization-request-without-using-par-fails: invalid_request")
    void notPushed(FapiPlanClient client) {
        Answer landed = site.alice.get(client.request().uri());
        assertThat(client.response(landed))
                .containsEntry("error", "invalid_request")
                .containsEntry("state", "state-1")
                .containsEntry("iss", site.server.issuer().toString())
                .doesNotContainKey("code");
    }

    @Test
    @DisplayName(
            "fapi2-...-par-reject-request-uri-in-par-authorization-form-params, ...-reject-invalid-http-verb")
    void pushes() {
        for (FapiPlanClient client : both()) {
            Map<String, Object> form = new LinkedHashMap<>(client.request().parameters());
            if (client.variant.signed()) {
                form =
                        Map.of(
                                "request",
                                client.signed(PS256, client.claims(client.request()).build()));
            }
            FapiPlanClient.refused(
                    client.pushForm(
                            FapiPlanClient.with(
                                    form, "request_uri", "urn:fdc:somewhere.example:else"),
                            Map.of()),
                    "invalid_request",
                    "invalid_request_object",
                    "request_uri_not_supported");
            Answer put =
                    Http.send(
                            "PUT",
                            URI.create(site.server.issuer() + "/oauth/par"),
                            Http.encode(client.authenticated(form)),
                            Map.of());
            assertThat(put.status()).isBetween(400, 599);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName(
            "fapi2-...-par-attempt-reuse-request-uri, ...-to-use-expired-request-uri, ...-request-uri-is-bound-to-client,"
                    + " ...-accepts-reused-request-uri-before-authentication-completion")
    void references(FapiPlanClient client) {
        App.Request request = client.request();
        URI address = client.address(client.push(request), request);
        assertThat(site.server.browser().get(address).status()).isEqualTo(200);
        assertThat(client.response(client.visit(address))).containsKey("code");
        assertThat(site.alice.get(address).status()).isEqualTo(400);

        Answer pushed = client.push(request);
        FapiPlanClient other = site.client(client.variant);
        App.Request others = request.with("client_id", other.app.clientId());
        assertThat(site.alice.get(client.address(pushed, others)).status()).isEqualTo(400);

        int lives = (Integer) pushed.json().get("expires_in");
        site.server.clock().advance(Duration.ofSeconds(lives));
        assertThat(site.alice.get(client.address(pushed, request)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("fapi2-...-par-without-duplicate-parameters: client_id and request_uri are enough")
    void withoutDuplicates() {
        for (FapiPlanClient client : both()) {
            Answer pushed = client.push(client.request()).expectsStatus(201);
            URI address = client.app.pushed(pushed.text("request_uri"));
            assertThat(client.response(client.visit(address))).containsKey("code");
        }
    }

    @Test
    @DisplayName(
            "fapi2-...-test-claims-parameter-identity-claims: what was asked for by name comes, what nobody knows does no harm")
    void claims() {
        for (FapiPlanClient client : both()) {
            String claims =
                    "{\"id_token\":{\"email\":null,\"given_name\":{\"essential\":true},\"nobody_knows\":null},"
                            + "\"userinfo\":{\"email_verified\":{\"essential\":false},\"nobody_knows\":null},\"elsewhere\":{}}";
            App.Request request = client.request().with("claims", claims);
            Answer tokens = client.redeem(client.code(request), request).expectsStatus(200);
            Map<String, Object> idToken = App.claims(tokens.text("id_token"));
            assertThat(idToken)
                    .containsEntry("email", "alice@example.com")
                    .containsEntry("given_name", "alice")
                    .doesNotContainKey("nobody_knows");
            assertThat(client.resource(tokens.text("access_token")).json())
                    .containsEntry("email_verified", true)
                    .containsEntry("sub", idToken.get("sub"))
                    .doesNotContainKey("nobody_knows");
        }
    }

    @Test
    @DisplayName(
            "fapi2-...-happy-flow, rar: the token response has the authorization_details that were allowed")
    void authorizationDetails() {
        PaymentApi.at(site.server);
        for (FapiPlanVariant variant : List.of(FapiPlanVariant.PLAIN, FapiPlanVariant.SIGNED)) {
            FapiPlanClient client =
                    site.client(
                            variant,
                            Map.of("authorization_details_types", List.of("payment_initiation")));
            // RFC 9396 §3: JSON in a form, and in a JWT as it is.
            App.Request request =
                    client.request()
                            .with(
                                    "authorization_details",
                                    variant.signed()
                                            ? List.of(PaymentApi.payment())
                                            : PaymentApi.details(PaymentApi.payment()));
            Answer tokens = client.redeem(client.code(request), request).expectsStatus(200);
            assertThat(tokens.json())
                    .containsEntry("authorization_details", List.of(PaymentApi.payment()));
            client.resource(tokens.text("access_token")).expectsStatus(200);
        }
    }
}
