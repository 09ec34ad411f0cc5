package dev.symbolon.core.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9449 §7 access to a protected resource")
class DpopUserinfoTest {

    private static DpopSite site;
    private static App app;
    private static DpopKey key;
    private static String token;

    @BeforeAll
    static void start() {
        site = new DpopSite();
        app = site.app();
        key = site.key();
        token = site.tokens(app, key).text("access_token");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void refused(Answer answer, String error, String rule) {
        answer.expectsStatus(401).expectsError(error).naming(rule);
        assertThat(answer.header("www-authenticate").orElse(""))
                .contains("error=\"" + error + "\"")
                .contains("algs=\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "dpop", "DPOP"})
    @DisplayName("§7.1 a bound token opens it with a proof, the scheme's name in any case")
    void success(String scheme) {
        Answer answer = site.userinfo(scheme, token, site.userinfoProof(key, token).signed());

        assertThat(answer.expectsStatus(200).json()).containsKey("sub");
    }

    @Test
    @DisplayName("§7.1 a form works too, with its own method in the proof")
    void post() {
        URI userinfo = URI.create(site.address("/oauth/userinfo"));
        String proof = key.proof("POST", userinfo.toString()).of(token).signed();
        Http.post(userinfo, "a=b", Map.of("Authorization", "DPoP " + token, "DPoP", proof))
                .expectsStatus(200);
    }

    @Test
    @DisplayName("§7.1 without a token the challenge names both schemes, and the algorithms")
    void challenge() {
        Answer none = Http.get(URI.create(site.address("/oauth/userinfo")), Map.of());

        assertThat(none.header("www-authenticate").orElse(""))
                .startsWith("Bearer realm=")
                .contains(", DPoP realm=")
                .contains("algs=\"RS256 ES256 ES384 ES512 PS256 PS384 PS512 EdDSA Ed25519\"")
                .doesNotContain("error");
    }

    @Test
    @DisplayName(
            "§7.2 a bound token that is sent as Bearer is refused, in the header and in a form")
    void downgrade() {
        refused(site.userinfo("Bearer", token), "invalid_token", "dpop.scheme");
        refused(
                site.userinfo("Bearer", token, site.userinfoProof(key, token).signed()),
                "invalid_token",
                "dpop.scheme");
        refused(
                Http.post(
                        URI.create(site.address("/oauth/userinfo")),
                        "access_token=" + token,
                        Map.of()),
                "invalid_token",
                "dpop.scheme");
    }

    @Test
    @DisplayName("§7.1 a Bearer token that is sent as DPoP is refused")
    void unbound() {
        String bearer = app.redeem(site.code(app)).text("access_token");
        refused(
                site.userinfo("DPoP", bearer, site.userinfoProof(key, bearer).signed()),
                "invalid_token",
                "dpop.token-bound");
    }

    @Test
    @DisplayName("§7.1 no proof, or two, or a broken one is invalid_dpop_proof with 401")
    void proofs() {
        refused(site.userinfo("DPoP", token), "invalid_dpop_proof", "dpop.present");
        refused(site.userinfo("DPoP", token, "x"), "invalid_dpop_proof", "dpop.form");
        assertThat(site.userinfo("DPoP", token).header("www-authenticate").orElse(""))
                .startsWith("DPoP realm=");
    }

    @Test
    @DisplayName("§4.3 more than one DPoP header is refused, the same twice too")
    void twoHeaders() throws Exception {
        String proof = site.userinfoProof(key, token).signed();
        for (String second : List.of(proof, site.userinfoProof(key, token).signed(), "")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(site.address("/oauth/userinfo")))
                            .header("Authorization", "DPoP " + token)
                            .header("DPoP", proof)
                            .header("dpop", second)
                            .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).contains("invalid_dpop_proof", "dpop.one-header");
            }
        }
        site.userinfo("DPoP", token, proof).expectsStatus(200);
    }

    @Test
    @DisplayName("§4.3 the proof must be signed with the key that the token is bound to")
    void otherKey() {
        DpopKey other = site.key();
        refused(
                site.userinfo("DPoP", token, site.userinfoProof(other, token).signed()),
                "invalid_token",
                "dpop.key-of-token");
    }

    @Test
    @DisplayName("§4.3 ath must be the hash of this very token")
    void tokenHash() {
        String other = site.tokens(app, key).text("access_token");
        refused(
                site.userinfo("DPoP", token, site.userinfoProof(key, other).signed()),
                "invalid_dpop_proof",
                "dpop.ath");
        refused(
                site.userinfo(
                        "DPoP", token, site.userinfoProof(key, token).without("ath").signed()),
                "invalid_dpop_proof",
                "dpop.ath");
    }

    @Test
    @DisplayName("§4.3 the proof must be for this method and this address")
    void otherRequest() {
        refused(
                site.userinfo(
                        "DPoP", token, site.userinfoProof(key, token).with("htm", "POST").signed()),
                "invalid_dpop_proof",
                "dpop.htm");
        refused(
                site.userinfo(
                        "DPoP",
                        token,
                        key.proof("GET", site.address("/oauth/token")).of(token).signed()),
                "invalid_dpop_proof",
                "dpop.htu");
    }

    @Test
    @DisplayName("two tokens in one request are refused, whatever their schemes")
    void both() {
        Http.post(
                        URI.create(site.address("/oauth/userinfo")),
                        "access_token=" + token,
                        Map.of("Authorization", "DPoP " + token))
                .expectsStatus(400)
                .expectsError("invalid_request")
                .naming("bearer.once");
    }

    @Test
    @DisplayName("a token of somebody who is disabled opens nothing, and the challenge says DPoP")
    void disabled() {
        site.server().disable("alice");
        try {
            Answer answer = site.userinfo("DPoP", token, site.userinfoProof(key, token).signed());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate").orElse("")).startsWith("DPoP realm=");
        } finally {
            site.server().enable("alice");
            site.alice.signedIn("alice", dev.symbolon.TestServer.PASSWORD);
            token = site.tokens(app, key).text("access_token");
        }
    }
}
