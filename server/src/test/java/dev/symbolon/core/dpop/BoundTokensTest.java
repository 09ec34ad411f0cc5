package dev.symbolon.core.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9449 §5, §6 tokens that are bound to a key")
class BoundTokensTest {

    private static DpopSite site;
    private static App app;
    private static App spa;

    @BeforeAll
    static void start() {
        site = new DpopSite();
        app = site.app();
        spa = site.spa();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static @Nullable Object keyIn(Answer tokens) {
        return App.claims(tokens.text("access_token")).get("cnf");
    }

    @Test
    @DisplayName(
            "§5 a proof binds the access token: token_type DPoP; §6.1 cnf holds the thumbprint")
    void bound() {
        DpopKey key = site.key();
        Answer tokens = site.tokens(app, key);

        assertThat(tokens.text("token_type")).isEqualTo("DPoP");
        assertThat(keyIn(tokens)).isEqualTo(Map.of("jkt", key.thumbprint()));
        assertThat(tokens.header("dpop-nonce")).isEmpty();
    }

    @Test
    @DisplayName("§5 without a proof the token is a Bearer token, and bound to nothing")
    void unbound() {
        Answer tokens = app.redeem(site.code(app)).expectsStatus(200);

        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(keyIn(tokens)).isNull();
    }

    @Test
    @DisplayName("§6.2 introspection tells the key and the type, of signed and of opaque tokens")
    void introspection() {
        site.server()
                .api(
                        Map.of(
                                "identifier", "https://opaque.example",
                                "name", "Opaque",
                                "token_format", "opaque",
                                "scopes", Map.of("opaque:read", "Read")));
        App machine = site.machine(Map.of("scope", "api:read opaque:read"));
        for (String scope : List.of("api:read", "opaque:read")) {
            DpopKey key = site.key();
            Answer tokens =
                    site.proving(machine, key)
                            .token(Map.of("grant_type", "client_credentials", "scope", scope))
                            .expectsStatus(200);

            assertThat(tokens.text("token_type")).isEqualTo("DPoP");
            assertThat(machine.introspect(tokens.text("access_token")).json())
                    .containsEntry("active", true)
                    .containsEntry("token_type", "DPoP")
                    .containsEntry("cnf", Map.of("jkt", key.thumbprint()));
        }
    }

    @Test
    @DisplayName("§5 a public client's refresh token is bound to the key, through all rotations")
    void publicRefresh() {
        DpopKey key = site.key();
        String first = site.tokens(spa, key).text("refresh_token");

        spa.refresh(first).expectsError("invalid_grant").naming("dpop.key-of-refresh-token");
        site.proving(spa, site.key())
                .refresh(first)
                .expectsError("invalid_grant")
                .naming("dpop.key-of-refresh-token");

        Answer second = site.proving(spa, key).refresh(first).expectsStatus(200);
        assertThat(keyIn(second)).isEqualTo(Map.of("jkt", key.thumbprint()));
        spa.refresh(second.text("refresh_token")).expectsError("invalid_grant");
        site.proving(spa, key).refresh(second.text("refresh_token")).expectsStatus(200);
    }

    @Test
    @DisplayName(
            "§5 a public client that comes with a proof later has its refresh token bound then")
    void boundLater() {
        DpopKey key = site.key();
        String unbound = spa.redeem(site.code(spa)).text("refresh_token");

        Answer next = site.proving(spa, key).refresh(unbound).expectsStatus(200);

        spa.refresh(next.text("refresh_token"))
                .expectsError("invalid_grant")
                .naming("dpop.key-of-refresh-token");
        site.proving(spa, key).refresh(next.text("refresh_token")).expectsStatus(200);
    }

    @Test
    @DisplayName("§5 of many keys that come at once, one gets the refresh token")
    void boundLaterAtOnce() throws Exception {
        String unbound = spa.redeem(site.code(spa)).text("refresh_token");
        Callable<Answer> refresh = () -> site.proving(spa, site.key()).refresh(unbound);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(Collections.nCopies(16, refresh)).stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer ->
                            answer.expectsError("invalid_grant")
                                    .naming("dpop.key-of-refresh-token"));
        }
    }

    @Test
    @DisplayName("§5 a confidential client's refresh token is bound to the client, not to the key")
    void confidentialRefresh() {
        Answer tokens = site.tokens(app, site.key());
        DpopKey other = site.key();

        Answer next = site.proving(app, other).refresh(tokens.text("refresh_token"));
        assertThat(keyIn(next.expectsStatus(200))).isEqualTo(Map.of("jkt", other.thumbprint()));
        assertThat(app.refresh(next.text("refresh_token")).text("token_type")).isEqualTo("Bearer");
    }

    @Test
    @DisplayName("§5.2 dpop_bound_access_tokens: no token request without a proof")
    void required() {
        App strict = site.machine(Map.of("dpop_bound_access_tokens", true));
        Map<String, String> form = Map.of("grant_type", "client_credentials");

        strict.token(form).expectsError("invalid_dpop_proof").naming("dpop.required");
        assertThat(site.proving(strict, site.key()).token(form).text("token_type"))
                .isEqualTo("DPoP");
    }

    @Test
    @DisplayName("§5.1 the metadata lists the algorithms of proofs, all asymmetric")
    void metadata() {
        assertThat(site.server().metadata().get("dpop_signing_alg_values_supported"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains("ES256", "PS256", "EdDSA")
                .noneSatisfy(alg -> assertThat(String.valueOf(alg)).startsWith("HS"))
                .doesNotContain("none");
    }

    @Test
    @DisplayName("§10 a code that was asked for with dpop_jkt needs a proof with that key")
    void codeBinding() {
        DpopKey key = site.key();
        App.Request request = app.request().with("dpop_jkt", key.thumbprint());
        String code = site.code(request);

        app.redeem(code).expectsError("invalid_grant").naming("dpop.key-of-code");
        site.proving(app, site.key())
                .redeem(code)
                .expectsError("invalid_grant")
                .naming("dpop.key-of-code");
        // Nobody without the key has used it up.
        Answer tokens = site.proving(app, key).redeem(code).expectsStatus(200);
        // The client is confidential: its refresh token is bound to itself only.
        app.refresh(tokens.text("refresh_token")).expectsStatus(200);
    }

    @Test
    @DisplayName("§10 a dpop_jkt that is no thumbprint is refused")
    void malformedThumbprint() {
        Answer answer = site.alice.get(app.request().with("dpop_jkt", "short").uri());

        assertThat(answer.sent().first("error")).contains("invalid_request");
        assertThat(answer.sent().first("error_uri").orElse(""))
                .endsWith("authorize.dpop-jkt-well-formed");
    }

    private static App pushing(DpopKey key) {
        return app.sending("DPoP", key.proof("POST", site.address("/oauth/par")).signed());
    }

    private static String pushedCode(Answer pushed) {
        String reference = pushed.expectsStatus(201).text("request_uri");
        return App.code(site.alice.get(app.pushed(reference)));
    }

    @Test
    @DisplayName("§10.1 dpop_jkt or a proof with a pushed request binds the code")
    void pushed() {
        DpopKey key = site.key();
        for (Answer pushed :
                List.of(
                        app.push(app.request().with("dpop_jkt", key.thumbprint())),
                        pushing(key).push(app.request()),
                        pushing(key).push(app.request().with("dpop_jkt", key.thumbprint())))) {
            String code = pushedCode(pushed);
            site.proving(app, site.key())
                    .redeem(code)
                    .expectsError("invalid_grant")
                    .naming("dpop.key-of-code");
            site.proving(app, key).redeem(code).expectsStatus(200);
        }
    }

    @Test
    @DisplayName("§10.1 dpop_jkt and a proof of another key are refused together")
    void pushedMismatch() {
        pushing(site.key())
                .push(app.request().with("dpop_jkt", site.key().thumbprint()))
                .expectsError("invalid_dpop_proof")
                .naming("dpop.key-of-push");
    }

    @Test
    @DisplayName("§10.1 a proof with a pushed request is for that endpoint, and checked")
    void pushedProof() {
        app.sending("DPoP", site.proof(site.key()).signed())
                .push(app.request())
                .expectsError("invalid_dpop_proof")
                .naming("dpop.htu");
    }

    @Test
    @DisplayName("a script may send the proof and read the nonce (Fetch §3.2)")
    void cors() {
        Answer preflight =
                Http.send(
                        "OPTIONS",
                        URI.create(site.address("/oauth/token")),
                        "",
                        Map.of(
                                "Origin", "https://spa.example",
                                "Access-Control-Request-Method", "POST",
                                "Access-Control-Request-Headers", "dpop"));
        assertThat(preflight.header("access-control-allow-headers").orElse("")).contains("DPoP");
        assertThat(
                        site.proving(spa.sending("Origin", "https://spa.example"), site.key())
                                .redeem("no code")
                                .header("access-control-expose-headers")
                                .orElse(""))
                .contains("DPoP-Nonce");
    }

    @Test
    @DisplayName("the tenant's own addresses count: a proof for another issuer's is refused")
    void tenants() {
        var other = site.server().tenant("harbour");
        App there = site.server().app(other, Map.of());
        there.sending("DPoP", site.proof(site.key()).signed())
                .redeem("no code")
                .expectsError("invalid_dpop_proof")
                .naming("dpop.htu");
        there.sending("DPoP", site.key().proof("POST", other.url("/oauth/token")).signed())
                .redeem("no code")
                .expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§4.3 behind a proxy the issuer's public address is compared, not what arrived")
    void behindProxy() {
        int port = TestServer.freePort();
        try (DpopSite behind =
                new DpopSite(
                        Map.of(
                                "http.port",
                                String.valueOf(port),
                                "issuer",
                                "http://localhost:" + port))) {
            DpopKey key = behind.key();
            URI arrived = URI.create("http://127.0.0.1:" + port + "/oauth/token");
            String form = Http.encode(Map.of("grant_type", "authorization_code", "code", "x"));
            String basic = App.basic(behind.app().clientId(), behind.app().secret());

            Http.post(
                            arrived,
                            form,
                            Map.of(
                                    "Authorization",
                                    basic,
                                    "DPoP",
                                    key.proof("POST", arrived.toString()).signed()))
                    .expectsError("invalid_dpop_proof")
                    .naming("dpop.htu");
            Http.post(
                            arrived,
                            form,
                            Map.of("Authorization", basic, "DPoP", behind.proof(key).signed()))
                    .expectsError("invalid_grant");
        }
    }
}
