package dev.symbolon.protocol.token;

import static dev.symbolon.testing.PaymentApi.details;
import static dev.symbolon.testing.PaymentApi.information;
import static dev.symbolon.testing.PaymentApi.payment;
import static dev.symbolon.testing.PaymentApi.with;
import static dev.symbolon.testing.PaymentApi.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.KeyedApp;
import dev.symbolon.testing.PaymentApi;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 9396 §3, §6: details at the token endpoint, narrowed, and by other ways")
class NarrowedDetailsTest {

    private static TestServer server;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        PaymentApi.at(server);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final Map<String, Object> BOTH =
            with(information("list_accounts", "read_balances"), "days", 30);

    private static String code(App app) {
        Answer consent =
                alice.get(
                        app.request()
                                .with("scope", "openid offline_access")
                                .with("authorization_details", details(payment(), BOTH))
                                .uri());
        return App.code(alice.allow(consent));
    }

    private static Answer refresh(App app, Answer tokens, String details) {
        return app.token(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.text("refresh_token"),
                        "authorization_details",
                        details));
    }

    private static @Nullable Object told(Answer tokens) {
        assertThat(App.claims(tokens.text("access_token")).get("authorization_details"))
                .isEqualTo(tokens.json().get("authorization_details"));
        return tokens.json().get("authorization_details");
    }

    @Test
    @DisplayName("a code gives a token for fewer details, and the grant keeps all (§6)")
    void code() {
        App app = PaymentApi.app(server, Map.of());
        Map<String, Object> form = app.exchange(code(app));
        form.put("authorization_details", details(payment()));
        Answer tokens = app.token(form).expectsStatus(200);

        assertThat(told(tokens)).isEqualTo(List.of(payment()));
        assertThat(App.claims(tokens.text("access_token")).get("aud"))
                .isEqualTo(List.of(PaymentApi.PAYMENTS, server.issuer().toString()));
        Answer all = app.refresh(tokens.text("refresh_token")).expectsStatus(200);
        assertThat(told(all)).isEqualTo(List.of(payment(), BOTH));
        assertThat(app.introspect(all.text("refresh_token")).json())
                .containsEntry("authorization_details", List.of(payment(), BOTH));
    }

    @Test
    @DisplayName("a refresh asks for fewer elements of what adds up, and for no details at all")
    void fewer() {
        App app = PaymentApi.app(server, Map.of());
        Answer tokens = app.redeem(code(app));
        Map<String, Object> fewer = with(BOTH, "actions", List.of("read_balances"));

        tokens = refresh(app, tokens, details(fewer)).expectsStatus(200);
        assertThat(told(tokens)).isEqualTo(List.of(fewer));
        Map<String, Object> here = with(fewer, "locations", List.of(PaymentApi.ACCOUNTS));
        tokens = refresh(app, tokens, details(here)).expectsStatus(200);
        assertThat(told(tokens)).isEqualTo(List.of(here));
        tokens = refresh(app, tokens, "[]").expectsStatus(200);
        assertThat(told(tokens)).isNull();
        assertThat(App.claims(tokens.text("access_token")).get("aud"))
                .isEqualTo(server.issuer().toString());
    }

    static List<Map<String, Object>> more() {
        return List.of(
                with(BOTH, "actions", List.of("list_accounts", "read_transactions")),
                with(BOTH, "actions", List.of()),
                with(BOTH, "days", 29),
                without(BOTH, "days"),
                with(BOTH, "recurring", true),
                with(payment(), "creditorName", "Merchant B"),
                with(payment(), "instructedAmount", Map.of("currency", "EUR", "amount", "1")),
                without(payment(), "creditorAccount"));
    }

    @ParameterizedTest
    @MethodSource("more")
    @DisplayName("anything that was not granted is refused, and the refresh token stays good (§6)")
    void refused(Map<String, Object> other) {
        App app = PaymentApi.app(server, Map.of());
        Answer tokens = app.redeem(code(app));

        refresh(app, tokens, details(payment(), other))
                .expectsError("invalid_authorization_details")
                .naming("details.granted");
        refresh(app, tokens, details(BOTH)).expectsStatus(200);
    }

    @Test
    @DisplayName("what does not conform is refused here by the same rules (§8)")
    void malformed() {
        App app = PaymentApi.app(server, Map.of());
        Answer tokens = app.redeem(code(app));

        refresh(app, tokens, "{}")
                .expectsError("invalid_authorization_details")
                .naming("details.array-of-typed");
        refresh(app, tokens, details(with(payment(), "x", 1)))
                .expectsError("invalid_authorization_details")
                .naming("details.field-known");
    }

    @Test
    @DisplayName("a token for one API has the details of that API only (§9.1, RFC 8707 §2.2)")
    void oneApi() {
        App app = PaymentApi.app(server, Map.of());
        Answer tokens = app.redeem(code(app));
        Answer accounts =
                app.token(
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                tokens.text("refresh_token"),
                                "resource",
                                PaymentApi.ACCOUNTS));

        assertThat(told(accounts)).isEqualTo(List.of(BOTH));
    }

    @Test
    @DisplayName("a type that its API has given up is in no more tokens")
    void givenUp() {
        Map<String, Object> api =
                PaymentApi.api(
                        "https://spa.example",
                        "The spa",
                        Map.of(
                                "sauna",
                                Map.of(
                                        "description",
                                        "Use the sauna",
                                        "schema",
                                        Map.of("type", "object"))));
        server.api(api);
        App app = PaymentApi.app(server, Map.of("authorization_details_types", List.of("sauna")));
        App.Request request = app.request().with("authorization_details", "[{\"type\":\"sauna\"}]");
        Answer tokens = app.redeem(App.code(alice.allow(alice.get(request.uri()))));
        assertThat(told(tokens)).isNotNull();

        // Where a second API has it, nobody said that it was meant.
        server.api(with(api, "identifier", "https://another.example"));
        tokens = app.refresh(tokens.text("refresh_token")).expectsStatus(200);
        assertThat(told(tokens)).isNull();
        server.api(
                with(
                        with(api, "identifier", "https://another.example"),
                        "authorization_details_types",
                        Map.of()));
        tokens = app.refresh(tokens.text("refresh_token")).expectsStatus(200);
        assertThat(told(tokens)).isNotNull();

        server.api(with(api, "authorization_details_types", Map.of()));
        assertThat(told(app.refresh(tokens.text("refresh_token")).expectsStatus(200))).isNull();
    }

    @Test
    @DisplayName("in a request object they are JSON within JSON, and safe from changes (§12)")
    void signed() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("a").generate();
        App app =
                PaymentApi.app(
                        server, Map.of("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject()));
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        app.request().parameters().forEach(claims::claim);
        claims.claim("authorization_details", List.of(payment()));
        String object =
                new KeyedApp(server.issuer(), app.clientId(), key, server.clock())
                        .signed(JWSAlgorithm.ES256, claims.build());
        App.Request request =
                new App.Request(
                        server.issuer(), Map.of("client_id", app.clientId(), "request", object));
        Answer tokens =
                app.redeem(
                        App.code(
                                alice.allow(
                                        alice.get(
                                                request.with("authorization_details", details(BOTH))
                                                        .uri()))));

        assertThat(told(tokens)).isEqualTo(List.of(payment()));
    }

    @Test
    @DisplayName("pushed, details are the same (§11.4)")
    void pushed() {
        App app = PaymentApi.app(server, Map.of());
        App.Request request = app.request().with("authorization_details", details(payment()));
        String uri = app.push(request).expectsStatus(201).text("request_uri");
        Answer tokens = app.redeem(App.code(alice.allow(alice.get(app.pushed(uri)))));
        assertThat(told(tokens)).isEqualTo(List.of(payment()));

        app.push(request.with("authorization_details", details(with(payment(), "x", 1))))
                .expectsError("invalid_authorization_details")
                .naming("details.field-known");
    }

    @Test
    @DisplayName("a device asks for details, and the person sees them on another (RFC 8628)")
    void device() {
        App kiosk =
                PaymentApi.app(
                        server,
                        Map.of(
                                "grant_types",
                                List.of("urn:ietf:params:oauth:grant-type:device_code"),
                                "token_endpoint_auth_method",
                                "none",
                                "redirect_uris",
                                List.of(),
                                "post_logout_redirect_uris",
                                List.of(),
                                "scope",
                                "openid"));
        Answer begun =
                kiosk.connect(Map.of("authorization_details", details(payment())))
                        .expectsStatus(200);
        Answer page = alice.get("/device?user_code=" + begun.text("user_code"));
        Answer consent = alice.submit(page.form());
        assertThat(consent.body()).contains("Merchant A").doesNotContain("reach it in your name");
        alice.allow(consent);
        server.clock().advance(Duration.ofSeconds(6));
        assertThat(told(kiosk.poll(begun.text("device_code")).expectsStatus(200)))
                .isEqualTo(List.of(payment()));

        kiosk.connect(Map.of("authorization_details", "[{\"type\":\"unknown\"}]"))
                .expectsError("invalid_authorization_details")
                .naming("details.type-known");
    }

    @Test
    @DisplayName("a client that acts for itself gets what it is registered for (§6)")
    void clientCredentials() {
        App machine =
                PaymentApi.app(
                        server,
                        Map.of(
                                "grant_types",
                                List.of("client_credentials"),
                                "response_types",
                                List.of(),
                                "redirect_uris",
                                List.of(),
                                "post_logout_redirect_uris",
                                List.of(),
                                "scope",
                                "",
                                "authorization_details_types",
                                List.of("account_information")));
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("authorization_details", details(information("list_accounts")));
        Answer tokens = machine.token(form).expectsStatus(200);
        assertThat(told(tokens)).isEqualTo(List.of(information("list_accounts")));
        assertThat(App.claims(tokens.text("access_token")).get("aud"))
                .isEqualTo(PaymentApi.ACCOUNTS);

        form.put("authorization_details", details(payment()));
        machine.token(form)
                .expectsError("invalid_authorization_details")
                .naming("details.type-of-client");
    }

    @Test
    @DisplayName("an exchange keeps the details of the new token's APIs, or fewer of them")
    void exchange() {
        String grant = "urn:ietf:params:oauth:grant-type:token-exchange";
        App app = PaymentApi.app(server, Map.of());
        App service =
                PaymentApi.app(
                        server,
                        Map.of(
                                "grant_types", List.of(grant),
                                "response_types", List.of(),
                                "redirect_uris", List.of(),
                                "post_logout_redirect_uris", List.of(),
                                "authorization_details_types", List.of("account_information"),
                                "token_exchange_subjects", List.of(app.clientId()),
                                "token_exchange_targets",
                                        List.of(PaymentApi.ACCOUNTS, PaymentApi.PAYMENTS)));
        server.api(with(PaymentApi.payments(), "introspected_by", List.of(service.clientId())));
        String subject = app.redeem(code(app)).text("access_token");
        Map<String, Object> form = ExchangeSite.exchange(subject);
        form.put("resource", PaymentApi.ACCOUNTS);
        assertThat(told(service.token(form).expectsStatus(200))).isEqualTo(List.of(BOTH));

        Map<String, Object> fewer = with(BOTH, "actions", List.of("read_balances"));
        form.put("authorization_details", details(fewer));
        assertThat(told(service.token(form).expectsStatus(200))).isEqualTo(List.of(fewer));
        form.put("authorization_details", details(with(BOTH, "days", 90)));
        service.token(form).expectsError("invalid_authorization_details").naming("details.granted");

        // A type that the service is not registered for stays with the app.
        Map<String, Object> payments = ExchangeSite.exchange(subject);
        payments.put("resource", PaymentApi.PAYMENTS);
        assertThat(told(service.token(payments).expectsStatus(200))).isNull();
        PaymentApi.at(server);
    }

    @Test
    @DisplayName("another issuer's word, and one to another server, have no details to give")
    void wordsOfOthers() {
        try (AssertionSite site = new AssertionSite();
                ExchangeSite exchanging = new ExchangeSite()) {
            Map<String, Object> form =
                    new LinkedHashMap<>(
                            AssertionSite.form(site.idp().signed("JWT", site.claims(Map.of()))));
            form.put("authorization_details", details(payment()));
            site.wiki()
                    .token(form)
                    .expectsError("invalid_authorization_details")
                    .naming("details.grant");
            form.remove("authorization_details");
            site.wiki().token(form).expectsStatus(200);
            site.present(site.with("authorization_details", List.of(payment())))
                    .expectsError("invalid_authorization_details")
                    .naming("details.grant");

            Map<String, Object> jag = ExchangeSite.exchange("x");
            jag.put("requested_token_type", ExchangeSite.type("id-jag"));
            jag.put("authorization_details", details(payment()));
            exchanging
                    .service()
                    .token(jag)
                    .expectsError("invalid_authorization_details")
                    .naming("details.grant");
        }
    }
}
