package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The plans dynamic and third-party-initiated login")
class DynamicPlanTest {

    private static final String QUERY = App.CALLBACK + "?dummy1=lorem&dummy2=ipsum";

    private static TestServer server;
    private static Site site;
    private Browser alice;

    @BeforeAll
    static void start() {
        server = Candidate.start();
        site = new Site();
    }

    @AfterAll
    static void stop() {
        server.close();
        site.close();
    }

    @BeforeEach
    void freshBrowser() {
        alice = server.browser();
    }

    private static RelyingParty party(Map<String, ?> more) {
        return party(Variant.CODE, more);
    }

    private static RelyingParty party(Variant variant, Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("token_endpoint_auth_method", "private_key_jwt");
        return RelyingParty.register(server, variant, all);
    }

    private static Answer refused(Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("token_endpoint_auth_method", "private_key_jwt");
        return server.stranger()
                .register(RelyingParty.metadata(Variant.CODE, all))
                .expectsStatus(400);
    }

    @ParameterizedTest
    @EnumSource(names = "(?!.*FORM_POST).*", mode = Mode.MATCH_ALL)
    @DisplayName(
            "oidcc-server, oidcc-idtoken-rs256: the flow with a key that the client registered")
    void happyFlow(Variant variant) {
        RelyingParty party = party(variant, Map.of("id_token_signed_response_alg", "RS256"));
        party.walk(alice).complete();

        Registrant.Management.of(party.registered()).remove().expectsStatus(204);
    }

    @Test
    @DisplayName("the answer to a registration has all that a client needs to go on")
    void registered() {
        Answer answer = RelyingParty.register(server, Variant.CODE).registered();

        assertThat(answer.json())
                .containsKeys("client_id", "client_secret", "registration_access_token")
                .containsEntry("client_secret_expires_at", 0)
                .containsEntry("contacts", List.of("certification@suite.example"));
        assertThat(answer.text("registration_client_uri")).startsWith(server.origin());
    }

    @Test
    @DisplayName("oidcc-userinfo-rs256: userinfo is a JWT where the client registered that")
    void signedUserinfo() throws Exception {
        RelyingParty party = party(Map.of("userinfo_signed_response_alg", "RS256"));
        Walk.Outcome outcome = party.walk(alice).complete();
        Answer userinfo = party.app().userinfo(outcome.token()).expectsStatus(200);
        SignedJWT signed = SignedJWT.parse(userinfo.body());

        assertThat(userinfo.header("content-type")).contains("application/jwt");
        assertThat(signed.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        URI keys = URI.create(String.valueOf(server.metadata().get("jwks_uri")));
        RSAKey key =
                JWKSet.parse(Http.get(keys, Map.of()).body())
                        .getKeyByKeyId(signed.getHeader().getKeyID())
                        .toRSAKey();
        assertThat(signed.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(signed.getPayload().toJSONObject())
                .containsEntry("iss", server.origin())
                .containsEntry("aud", party.clientId())
                .containsEntry("sub", outcome.idToken().claim("sub"))
                .doesNotContainKey("nonce");
    }

    @Test
    @DisplayName(
            "oidcc-idtoken-unsigned: ID tokens without signature are not offered, and not made")
    void unsignedIdToken() {
        assertThat(server.metadata().get("id_token_signing_alg_values_supported"))
                .asInstanceOf(LIST)
                .doesNotContain("none");
        refused(Map.of("id_token_signed_response_alg", "none"))
                .expectsError("invalid_client_metadata");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @DisplayName(
            "oidcc-ensure-redirect-uri-in-authorization-request: without redirect_uri there is a page, however many are registered")
    void redirectUriMissing(int registered) {
        List<String> all = List.of(App.CALLBACK, App.CALLBACK + "/2").subList(0, registered);
        RelyingParty party = party(Map.of("redirect_uris", all));
        Map<String, Object> request = party.request();
        request.remove("redirect_uri");

        isPage(alice.get(party.authorizationUri(request)), "authorize.redirect-uri-present");
    }

    private static void isPage(Answer answer, String rule) {
        answer.expectsStatus(400);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.body()).contains(rule);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-redirect-uri-query-OK: a registered query comes back as it was")
    void redirectUriWithQuery(Variant variant) {
        RelyingParty party = party(variant, Map.of("redirect_uris", List.of(QUERY)));
        URI request = party.authorizationUri(party.request());
        Answer landed = RelyingParty.throughPages(alice, alice.get(request));

        if (variant.isFormPost()) {
            assertThat(landed.form().action()).hasToString(QUERY);
        } else if (variant == Variant.CODE) {
            assertThat(landed.location().toString()).startsWith(QUERY + "&");
            party.token(party.exchange(App.code(landed))).expectsStatus(200);
        } else {
            assertThat(landed.location().toString()).startsWith(QUERY + "#");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                App.CALLBACK + "?dummy1=lorem",
                App.CALLBACK + "?dummy2=ipsum&dummy1=lorem",
                QUERY + "&dummy3=dolor",
                App.CALLBACK
            })
    @DisplayName("oidcc-redirect-uri-query-mismatch: another query than the registered is refused")
    void redirectUriWithOtherQuery(String other) {
        RelyingParty party = party(Map.of("redirect_uris", List.of(QUERY)));
        Map<String, Object> request = party.request("redirect_uri", other);

        isPage(alice.get(party.authorizationUri(request)), "authorize.redirect-uri-registered");
    }

    @Test
    @DisplayName("oidcc-redirect-uri-query-added: so is a query where none is registered")
    void redirectUriWithAddedQuery() {
        RelyingParty party = party(Map.of());
        Map<String, Object> request = party.request("redirect_uri", App.CALLBACK + "?foo=bar");

        isPage(alice.get(party.authorizationUri(request)), "authorize.redirect-uri-registered");
    }

    @Test
    @DisplayName("oidcc-redirect-uri-regfrag: a redirect URI with a fragment is not registered")
    void redirectUriWithFragment() {
        refused(Map.of("redirect_uris", List.of(App.CALLBACK + "#foobar")))
                .expectsError("invalid_redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy_uri", "tos_uri", "client_uri"})
    @DisplayName(
            "oidcc-registration-policy-uri, -tos-uri: the page where people sign in leads to the app's own pages")
    void pagesOfTheApp(String name) {
        RelyingParty party = party(Map.of(name, "https://suite.example/page"));
        Answer page = alice.get(party.authorizationUri(party.request()));

        assertThat(page.asked().getPath()).endsWith("/sign-in");
        assertThat(page.body()).contains("href=\"https://suite.example/page\"");
    }

    @Test
    @DisplayName(
            "oidcc-registration-logo-uri: the page where people sign in shows the app's picture, where an administrator lets apps of strangers do that")
    void logo() throws InterruptedException {
        byte[] picture = {'G', 'I', 'F', '8', '9', 'a', 0};
        URI logo =
                site.serve(
                        "/logo.gif",
                        exchange -> {
                            exchange.sendResponseHeaders(200, picture.length);
                            exchange.getResponseBody().write(picture);
                            exchange.close();
                        });
        RelyingParty party = party(Map.of("logo_uri", logo.toString()));
        URI request = party.authorizationUri(party.request());
        String shown = "<img class=\"logo\" src=\"/logo/";
        // Who comes first does not wait for it.
        for (int i = 0; i < 100 && !server.browser().get(request).body().contains(shown); i++) {
            Thread.sleep(50);
        }

        assertThat(alice.get(request).body()).contains(shown);
    }

    @Test
    @DisplayName(
            "oidcc-registration-jwks-uri, oidcc-refresh-token-rp-key-rotation: keys that the client publishes count, a new one after a minute")
    void publishedKeys() {
        RSAKey first = RelyingParty.newKey("first");
        RelyingParty party =
                party(
                                Map.of(
                                        "jwks_uri", publish(first).toString(),
                                        "grant_types",
                                                List.of("authorization_code", "refresh_token")))
                        .with(first);
        Map<String, Object> request = party.request("scope", "openid offline_access");
        request.put("prompt", "consent");
        Answer tokens = party.walk(alice, request).complete().tokenAnswer();

        RSAKey second = RelyingParty.newKey("second");
        publish(second);
        server.clock().advance(Duration.ofSeconds(60));
        Map<String, String> refresh =
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.text("refresh_token"));
        party.with(second).token(refresh).expectsStatus(200);
    }

    private static URI publish(RSAKey key) {
        return site.put("/jwks", "application/json", new JWKSet(key).toPublicJWKSet().toString());
    }

    @Test
    @DisplayName(
            "oidcc-registration-sector-uri, -sector-bad: a sector has to name the redirect URIs")
    void sector() {
        URI good = site.put("/good.json", "application/json", Json.text(List.of(App.CALLBACK)));
        URI bad =
                site.put(
                        "/bad.json",
                        "application/json",
                        Json.text(List.of("https://other.example/callback")));
        Map<String, String> pairwise = Map.of("subject_type", "pairwise");

        party(and(pairwise, "sector_identifier_uri", good)).walk(alice).complete();
        refused(and(pairwise, "sector_identifier_uri", bad))
                .expectsError("invalid_client_metadata");
    }

    private static Map<String, Object> and(Map<String, ?> all, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(all);
        more.put(name, value.toString());
        return more;
    }

    @Test
    @DisplayName(
            "oidcc-ensure-client-assertion-with-iss-aud-succeeds: an assertion may name the issuer")
    void audience() {
        RelyingParty party = party(Map.of());
        String code = party.walk(alice).value("code");

        party.token(party.exchange(code), server.origin()).expectsStatus(200);
    }

    @Test
    @DisplayName("oidcc-3rd_party-init-login: initiate_login_uri is registered, and read again")
    void initiateLogin() {
        String uri = "https://suite.example/initiate_login";
        Answer registered =
                RelyingParty.register(server, Variant.CODE, Map.of("initiate_login_uri", uri))
                        .registered();

        assertThat(registered.json()).containsEntry("initiate_login_uri", uri);
        Answer read = Registrant.Management.of(registered).read().expectsStatus(200);
        assertThat(read.json()).containsEntry("initiate_login_uri", uri);
    }

    @Test
    @DisplayName("oidcc-3rd_party-init-login-nohttps: it is https")
    void initiateLoginInTheClear() {
        refused(Map.of("initiate_login_uri", "http://suite.example/initiate_login"))
                .expectsError("invalid_client_metadata");
    }
}
