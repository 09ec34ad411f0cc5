package dev.symbolon.core.client.attestation;

import static dev.symbolon.core.client.attestation.AttestationSite.CLIENT;
import static dev.symbolon.core.client.attestation.AttestationSite.MACHINE;
import static dev.symbolon.core.client.attestation.AttestationSite.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Attestation-Based Client Authentication §7.5, §10 instances of an app")
class AttestedInstanceTest {

    private static AttestationSite site;
    private static Browser alice;

    @BeforeAll
    static void start() {
        site = new AttestationSite();
        alice = site.server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @DisplayName(
            "§7.5 an instance with an attestation and a proof gets tokens; one attestation is good for many")
    void gets() {
        AttestedApp instance = site.instance();
        String attestation = instance.attested(instance.attestation());

        instance.post(TOKEN, MACHINE, attestation, instance.proven(instance.proof()))
                .expectsStatus(200);
        Map<String, Object> named = new LinkedHashMap<>(MACHINE);
        named.put("client_id", CLIENT);
        String token =
                instance.post(TOKEN, named, attestation, instance.proven(instance.proof()))
                        .expectsStatus(200)
                        .text("access_token");
        instance.post("/oauth/revoke", Map.of("token", token)).expectsStatus(200);
        assertThat(instance.post("/oauth/introspect", Map.of("token", token)).json())
                .containsEntry("active", false);
    }

    @Test
    @DisplayName("§10.3 a refresh token is good with the key of the instance that got it, alone")
    void refresh() {
        AttestedApp phone = site.instance();
        AttestedApp other = site.instance();
        String code = App.code(alice.get(site.app.request().uri()));
        Answer tokens = phone.post(TOKEN, site.app.exchange(code)).expectsStatus(200);
        Map<String, String> form =
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.text("refresh_token"));

        Answer stolen = other.post(TOKEN, form).expectsError("invalid_grant");
        assertThat(stolen.text("error_uri")).endsWith("/rules/client-attestation.instance");
        Answer next = phone.post(TOKEN, form).expectsStatus(200);
        assertThat(App.claims(next.text("access_token"))).doesNotContainKey("cnf");
        other.post(
                        TOKEN,
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                next.text("refresh_token")))
                .expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§10.4 the code of a pushed request is for the instance that pushed it")
    void pushed() {
        AttestedApp phone = site.instance();
        Map<String, Object> request =
                site.app.request().with("client_instance_jkt", "x").parameters();
        String uri = phone.post("/oauth/par", request).expectsStatus(201).text("request_uri");
        String code = App.code(alice.get(site.app.pushed(uri)));

        Answer stolen =
                site.instance().post(TOKEN, site.app.exchange(code)).expectsError("invalid_grant");
        assertThat(stolen.text("error_uri")).endsWith("/rules/client-attestation.instance");
        phone.post(TOKEN, site.app.exchange(code)).expectsStatus(200);
    }

    @Test
    @DisplayName("§7.5 client_id names the same client, and no other credentials stand beside")
    void others() {
        AttestedApp instance = site.instance();
        Map<String, Object> form = new LinkedHashMap<>(MACHINE);
        form.put("client_id", "other");
        assertThat(instance.post(TOKEN, form).text("error_uri"))
                .endsWith("/rules/client-authentication.same-client");
        form.put("client_id", CLIENT);
        form.put("client_secret", "x");
        assertThat(instance.post(TOKEN, form).text("error_uri"))
                .endsWith("/rules/client-authentication.one-method");
    }

    @ParameterizedTest
    @CsvSource({"sending, client_secret_basic", "public, none"})
    @DisplayName("RFC 7591 §2 a client that registered another method does not get in so")
    void otherMethod(String clientId, String method) {
        site.server.app(Map.of("client_id", clientId, "token_endpoint_auth_method", method));

        Answer answer = site.instance(clientId).post(TOKEN, MACHINE).expectsError("invalid_client");
        assertThat(answer.text("error_uri")).endsWith("/client-authentication.method-registered");
    }

    @Test
    @DisplayName(
            "RFC 6749 §5.2 a client that is not there, and one that proves nothing, are refused")
    void unproven() {
        assertThat(site.instance("nobody").post(TOKEN, MACHINE).text("error_uri"))
                .endsWith("/client-authentication.proven");
        Map<String, Object> form = new LinkedHashMap<>(MACHINE);
        form.put("client_id", CLIENT);
        Http.post(URI.create(site.server.issuer() + TOKEN), Http.encode(form), Map.of())
                .expectsError("invalid_client");
    }

    @Test
    @DisplayName("§8 it is named where it is offered, and nothing of it where nobody is trusted")
    void discovered() {
        assertThat(
                        String.valueOf(
                                site.server
                                        .metadata()
                                        .get("token_endpoint_auth_methods_supported")))
                .contains("attest_jwt_client_auth");
        assertThat(site.server.metadata())
                .containsKeys(
                        "client_attestation_signing_alg_values_supported",
                        "client_attestation_pop_signing_alg_values_supported")
                .doesNotContainKey("challenge_endpoint");

        int port = site.server.beside(Map.of());
        URI off = URI.create("http://127.0.0.1:" + port);
        assertThat(Http.get(off.resolve("/.well-known/openid-configuration"), Map.of()).body())
                .doesNotContain("attest");
        AttestedApp instance = site.instance();
        Answer ignored =
                Http.post(
                        off.resolve(TOKEN),
                        Http.encode(MACHINE),
                        Map.of(
                                "OAuth-Client-Attestation",
                                instance.attested(instance.attestation()),
                                "OAuth-Client-Attestation-PoP",
                                instance.proven(instance.proof())));
        assertThat(ignored.text("error_uri")).endsWith("/client-authentication.present");
    }

    @Test
    @DisplayName("§10.4 who names a key in a request that is not pushed binds the code, no more")
    void named() {
        String code =
                App.code(alice.get(site.app.request().with("client_instance_jkt", "x").uri()));

        site.instance().post(TOKEN, site.app.exchange(code)).expectsError("invalid_grant");
    }
}
