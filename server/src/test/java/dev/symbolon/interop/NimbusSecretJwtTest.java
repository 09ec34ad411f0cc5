package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretJWT;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Registrant;
import java.net.URI;
import java.time.Instant;
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

@DisplayName("Core §9 client_secret_jwt, made by Nimbus's SDK")
class NimbusSecretJwtTest {

    private static final Map<String, Object> MACHINE =
            Map.of(
                    "token_endpoint_auth_method", "client_secret_jwt",
                    "grant_types", List.of("client_credentials"),
                    "response_types", List.of(),
                    "redirect_uris", List.of(),
                    "post_logout_redirect_uris", List.of(),
                    "scope", "api:read");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.freshOnPostgres(), Map.of("registration.mode", "open"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> form(App app, String alg) throws Exception {
        Instant now = server.clock().instant();
        var claims =
                new JWTAuthenticationClaimsSet(
                        new ClientID(app.clientId()),
                        List.of(new Audience(server.issuer())),
                        Date.from(now.plusSeconds(60)),
                        null,
                        Date.from(now),
                        new JWTID());
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.parse(alg)), claims.toJWTClaimsSet());
        jwt.sign(new MACSigner(app.secret()));
        Map<String, Object> form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials"));
        new ClientSecretJWT(jwt)
                .toParameters()
                .forEach((name, values) -> form.put(name, values.getFirst()));
        return form;
    }

    private static Answer post(URI base, Map<String, Object> form) {
        return Http.post(URI.create(base + "/oauth/token"), Http.encode(form), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    @DisplayName("gets a token, on every node, and once")
    void token(String alg) throws Exception {
        App machine = server.app(MACHINE);
        URI there = URI.create("http://127.0.0.1:" + server.beside(Map.of()));
        Map<String, Object> form = form(machine, alg);

        assertThat(post(there, form).expectsStatus(200).text("access_token")).isNotEmpty();
        post(server.issuer(), form).expectsError("invalid_client");
        post(server.issuer(), form(machine, alg)).expectsStatus(200);
    }

    @Test
    @DisplayName("RFC 7592 §2.2 who changes to it is told a new secret, once")
    void changed() throws Exception {
        Answer registered = server.stranger().register(Registrant.web(Map.of()));
        String before = registered.text("client_secret");
        Registrant.Management management = Registrant.Management.of(registered);

        Map<String, Object> metadata =
                Registrant.web(Map.of("token_endpoint_auth_method", "client_secret_jwt"));
        metadata.put("client_id", registered.text("client_id"));
        Answer changed = management.update(metadata).expectsStatus(200);
        String secret = changed.text("client_secret");
        assertThat(secret).isNotEqualTo(before).hasSizeGreaterThanOrEqualTo(64);

        Answer read = Registrant.Management.of(changed).read();
        assertThat(read.json()).doesNotContainKey("client_secret");
        App app = new App(server.issuer(), registered.text("client_id"), secret);
        Map<String, Object> form = form(app, "HS256");
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", "none");
        post(server.issuer(), form).expectsError("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fapi-2.0-security", "fapi-2.0-message-signing"})
    @DisplayName("FAPI 2.0 Security Profile §5.3.3.1 its clients prove themselves with keys")
    void fapi(String profile) {
        Map<String, Object> metadata = new LinkedHashMap<>(MACHINE);
        metadata.put("profile", profile);

        assertThatThrownBy(() -> server.app(metadata))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.description() + refusal.rule().id())
                                        .contains("profile.fapi-2.0.client-authentication"));
    }

    @Test
    @DisplayName("Discovery §3 the method and its algorithms are named, at all three endpoints")
    void discovered() {
        for (String endpoint : List.of("token", "revocation", "introspection")) {
            assertThat(
                            String.valueOf(
                                    server.metadata()
                                            .get(endpoint + "_endpoint_auth_methods_supported")))
                    .contains("client_secret_jwt");
            assertThat(
                            String.valueOf(
                                    server.metadata()
                                            .get(
                                                    endpoint
                                                            + "_endpoint_auth_signing_alg_values_supported")))
                    .contains("HS256", "HS512", "ES256");
        }
        assertThat(String.valueOf(server.metadata().get("id_token_signing_alg_values_supported")))
                .doesNotContain("HS256");
    }
}
