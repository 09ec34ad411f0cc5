package dev.symbolon.protocol;

import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.Config;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.KeyedApp;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Profiles that clients are held to")
class ProfileTest {

    private static TestServer server;
    private static RSAKey key;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(TestDatabases.fresh(), Map.of("tokens.code-lifetime", "5m"));
        key = new RSAKeyGenerator(2048).keyID("signing").generate();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> fapi(String profile) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("profile", profile);
        metadata.put("token_endpoint_auth_method", "private_key_jwt");
        metadata.put("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject());
        metadata.put("id_token_signed_response_alg", "PS256");
        metadata.put("require_pushed_authorization_requests", true);
        metadata.put("dpop_bound_access_tokens", true);
        return metadata;
    }

    /** A client that speaks as FAPI wants, with the client that only knows its requests. */
    private record Bank(App app, KeyedApp keyed) {

        static Bank registered(Map<String, Object> metadata) {
            App app = server.app(metadata);
            return new Bank(
                    app, new KeyedApp(server.issuer(), app.clientId(), key, server.clock()));
        }

        URI pushed(Map<String, Object> parameters) {
            Answer answer = keyed.post(PS256, "/oauth/par", parameters).expectsStatus(201);
            return app.pushed(answer.text("request_uri"));
        }

        Answer redeem(String code) {
            return keyed.post(PS256, "/oauth/token", app.exchange(code));
        }
    }

    private static Answer allowed(URI request) {
        Answer answer = alice.get(request);
        return answer.status() == 200 ? alice.allow(answer) : answer;
    }

    @Test
    @DisplayName("FAPI 2.0: pushed, proven and bound, from the request to the refreshed token")
    void fapiFlow() {
        Bank bank = Bank.registered(fapi("fapi-2.0-security"));
        URI request =
                bank.pushed(bank.app.request().with("scope", "openid offline_access").parameters());
        Answer tokens = bank.redeem(App.code(allowed(request))).expectsStatus(200);
        assertThat(tokens.text("token_type")).isEqualTo("DPoP");

        Map<String, Object> refresh =
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.text("refresh_token"));
        for (int again = 0; again < 3; again++) {
            server.clock().advance(Duration.ofMinutes(5));
            Answer refreshed = bank.keyed.post(PS256, "/oauth/token", refresh).expectsStatus(200);
            assertThat(refreshed.text("refresh_token"))
                    .as("§5.3.2.1 no rotation")
                    .isEqualTo(tokens.text("refresh_token"));
        }
    }

    @Test
    @DisplayName("FAPI 2.0 §5.3.2.1 a code is valid for 60 seconds at most, whatever is set")
    void codeLifetime() {
        Bank bank = Bank.registered(fapi("fapi-2.0-security"));
        String code = App.code(allowed(bank.pushed(bank.app.request().parameters())));
        server.clock().advance(Duration.ofSeconds(61));
        bank.redeem(code).expectsError("invalid_grant");
        App other = server.confidentialApp();
        String longer = App.code(allowed(other.request().uri()));
        server.clock().advance(Duration.ofSeconds(61));
        other.redeem(longer).expectsStatus(200);
    }

    @Test
    @DisplayName("FAPI 2.0 §5.3.2.1 the issuer is the only audience of a client assertion")
    void audience() {
        Bank bank = Bank.registered(fapi("fapi-2.0-security"));
        for (Object wrong :
                List.of(
                        server.issuer() + "/oauth/token",
                        server.issuer() + "/oauth/par",
                        List.of(server.issuer().toString(), server.issuer() + "/oauth/par"))) {
            JWTClaimsSet claims = bank.keyed.claims().claim("aud", wrong).build();
            bank.keyed
                    .post(
                            "/oauth/par",
                            bank.app.request().parameters(),
                            bank.keyed.signed(PS256, claims))
                    .expectsError("invalid_client")
                    .naming("client-assertion.audience");
        }
    }

    @Test
    @DisplayName("FAPI 2.0 §5.3.2.1 clocks may differ by 10 seconds, and not by a minute")
    void clocks() {
        Bank bank = Bank.registered(fapi("fapi-2.0-security"));
        for (String claim : List.of("nbf", "iat")) {
            JWTClaimsSet near = bank.keyed.claims().claim(claim, in(8)).build();
            bank.keyed
                    .post(
                            "/oauth/par",
                            bank.app.request().parameters(),
                            bank.keyed.signed(PS256, near))
                    .expectsStatus(201);
            JWTClaimsSet far = bank.keyed.claims().claim(claim, in(61)).build();
            bank.keyed
                    .post(
                            "/oauth/par",
                            bank.app.request().parameters(),
                            bank.keyed.signed(PS256, far))
                    .expectsError("invalid_client");
        }
    }

    private static Date in(int seconds) {
        return Date.from(server.clock().instant().plusSeconds(seconds));
    }

    @Test
    @DisplayName("FAPI 2.0 §5.4.1 what is signed with RS256 proves nothing")
    void algorithms() {
        Bank bank = Bank.registered(fapi("fapi-2.0-security"));
        bank.keyed
                .post(RS256, "/oauth/par", bank.app.request().parameters())
                .expectsError("invalid_client")
                .naming("client-authentication.proven");
        bank.keyed
                .provingWith("RS256")
                .post(PS256, "/oauth/par", bank.app.request().parameters())
                .expectsError("invalid_dpop_proof")
                .naming("dpop.alg");
    }

    @Test
    @DisplayName("FAPI 2.0 metadata that does not meet it is refused, rule by rule")
    void metadata() {
        for (Map.Entry<String, Object> wrong :
                Map.<String, Object>of(
                                "token_endpoint_auth_method",
                                "client_secret_basic",
                                "require_pushed_authorization_requests",
                                false,
                                "dpop_bound_access_tokens",
                                false,
                                "id_token_signed_response_alg",
                                "RS256",
                                "redirect_uris",
                                List.of("http://127.0.0.1/callback"))
                        .entrySet()) {
            Map<String, Object> metadata = fapi("fapi-2.0-security");
            metadata.put("application_type", "native");
            metadata.put(wrong.getKey(), wrong.getValue());
            assertThatThrownBy(() -> server.app(metadata))
                    .as("%s", wrong)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.rule().id()).startsWith("profile."));
        }
        assertThatThrownBy(() -> server.app(Map.of("profile", "fapi-1")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("Message signing: requests are signed and fresh, and so are answers")
    void messageSigning() {
        Map<String, Object> metadata = fapi("fapi-2.0-message-signing");
        assertThatThrownBy(() -> server.app(metadata)).isInstanceOf(Refusal.class);
        metadata.put("require_signed_request_object", true);
        metadata.put("authorization_signed_response_alg", "PS256");
        Bank bank = Bank.registered(metadata);

        URI good = bank.pushed(Map.of("request", object(bank, 0, 300, "jwt")));
        Answer landed = allowed(good);
        Map<String, Object> answer = App.claims(landed.sent().first("response").orElseThrow());
        bank.redeem(String.valueOf(answer.get("code"))).expectsStatus(200);

        refused(bank, object(bank, 0, 300, "query"), "authorize.signed-answer");
        refused(bank, object(bank, -3700, 300, "jwt"), "request-object.lifetime");
        refused(bank, object(bank, 0, 3700, "jwt"), "request-object.lifetime");
    }

    private static void refused(Bank bank, String object, String rule) {
        bank.keyed
                .post(PS256, "/oauth/par", Map.of("request", object))
                .expectsStatus(400)
                .naming(rule);
    }

    private static String object(Bank bank, int begins, int ends, String responseMode) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(bank.app.clientId())
                        .audience(server.issuer().toString())
                        .notBeforeTime(in(begins))
                        .expirationTime(in(ends));
        bank.app.request().with("response_mode", responseMode).parameters().forEach(claims::claim);
        return bank.keyed.signed(PS256, claims.build());
    }

    @Test
    @DisplayName("mcp: who asks names the MCP server, RFC 8707 §2")
    void mcp() {
        App agent =
                server.app(
                        Map.of(
                                "profile", "mcp",
                                "token_endpoint_auth_method", "none",
                                "scope", "openid api:read"));
        Answer refused = alice.get(agent.request().uri());
        assertThat(refused.sent().first("error")).contains("invalid_target");
        assertThat(
                        alice.get(
                                        agent.request()
                                                .with("scope", "api:read")
                                                .with("resource", TestServer.API)
                                                .uri())
                                .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("compatible: a confidential client may come without PKCE, a public one may not")
    void compatible() {
        App old = server.app(Map.of("profile", "compatible"));
        Map<String, Object> plain = new LinkedHashMap<>(old.request().parameters());
        List.of("code_challenge", "code_challenge_method", "state", "nonce").forEach(plain::remove);
        Answer landed = allowed(uri(plain));
        Map<String, Object> exchange = old.exchange(App.code(landed));
        exchange.remove("code_verifier");
        old.token(exchange).expectsStatus(200);

        App open =
                server.app(Map.of("profile", "compatible", "token_endpoint_auth_method", "none"));
        plain.put("client_id", open.clientId());
        assertThat(alice.get(uri(plain)).sent().first("error")).contains("invalid_request");
    }

    private static URI uri(Map<String, Object> parameters) {
        return URI.create(server.issuer() + "/oauth/authorize?" + Http.encode(parameters));
    }

    @Test
    @DisplayName(
            "a server can hold all its clients to a profile, also those that are there already")
    void wholeServer() {
        Map<String, String> settings =
                Map.of("clients.profile", "fapi-2.0-security", "registration.mode", "open");
        var database = TestDatabases.fresh();
        try (TestServer bank = TestServer.start(database, settings)) {
            assertThatThrownBy(bank::confidentialApp).isInstanceOf(Refusal.class);
            App own = bank.app(Map.of("profile", "oauth-2.1"));
            assertThat(bank.browser().get(own.request().uri()).status()).isEqualTo(200);
            bank.stranger()
                    .register(Map.of("redirect_uris", List.of(App.CALLBACK)))
                    .expectsError("invalid_client_metadata");
            bank.stranger()
                    .register(
                            Map.of("redirect_uris", List.of(App.CALLBACK), "profile", "compatible"))
                    .expectsError("invalid_client_metadata");
        }
        App before = server.confidentialApp();
        int port = server.beside(Map.of("clients.profile", "fapi-2.0-security"));
        Answer held =
                Http.post(
                        URI.create("http://localhost:" + port + "/oauth/token"),
                        Http.encode(before.exchange("x")),
                        Map.of("Authorization", App.basic(before.clientId(), before.secret())));
        held.expectsError("unauthorized_client").naming("client-authentication.profile");
        assertThat(
                        Http.get(
                                        URI.create(
                                                "http://localhost:"
                                                        + port
                                                        + "/oauth/authorize?"
                                                        + Http.encode(
                                                                before.request().parameters())),
                                        Map.of())
                                .body())
                .contains("authorize.profile");
    }

    @Test
    @DisplayName("a tenant can be held to a profile of its own, and no other tenant is then")
    void ofTenant() {
        Map<String, String> settings =
                Map.of("clients.tenant-profiles", "old=compatible,bank=fapi-2.0-security");
        try (TestServer both = TestServer.start(TestDatabases.fresh(), settings)) {
            Tenant bank = both.tenant("bank");
            App certified = both.app(both.tenant("old"), Map.of());

            assertThat(withoutPkce(both, certified).asked().getPath()).isEqualTo("/t/old/sign-in");
            assertThat(withoutPkce(both, both.confidentialApp()).sent().first("error"))
                    .contains("invalid_request");
            assertThatThrownBy(() -> both.app(bank, Map.of())).isInstanceOf(Refusal.class);
        }
    }

    private static Answer withoutPkce(TestServer server, App app) {
        App.Request request =
                app.request().without("code_challenge").without("code_challenge_method");
        return server.browser().get(request.uri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "old=", "old=none", "=mcp", "OLD=mcp", "old=mcp,old=compatible"})
    @DisplayName("which tenant is held to what has a form")
    void malformedTenantProfiles(String wrong) {
        assertThatThrownBy(() -> Config.of(Map.of("clients.tenant-profiles", wrong)))
                .hasMessageContaining("clients.tenant-profiles");
    }
}
