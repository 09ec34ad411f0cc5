package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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

@DisplayName("The plans basic, implicit, hybrid and form post: from the request to the tokens")
class FlowsTest {

    private static TestServer server;
    private Browser alice;

    @BeforeAll
    static void start() {
        server = Candidate.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void freshBrowser() {
        alice = server.browser();
    }

    private static RelyingParty party(Variant variant) {
        return RelyingParty.register(server, variant);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-server, oidcc-idtoken-signature: the flow ends with tokens that are what they should be, and no more")
    void happyFlow(Variant variant) {
        Walk.Outcome outcome = party(variant).walk(alice).complete();

        assertThat(IdToken.UNASKED).containsAll(outcome.idToken().claims().keySet());
    }

    @ParameterizedTest
    @EnumSource(names = "CODE.*", mode = Mode.MATCH_ANY)
    @DisplayName("oidcc-server-client-secret-post: the secret may come in the form")
    void secretInForm(Variant variant) {
        RelyingParty.register(
                        server, variant, Map.of("token_endpoint_auth_method", "client_secret_post"))
                .walk(alice)
                .complete();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-response-type-missing: a request without response_type gets an error page")
    void responseTypeMissing(Variant variant) {
        RelyingParty party = party(variant);
        Map<String, Object> request = party.request();
        request.remove("response_type");

        Answer page = alice.get(party.authorizationUri(request));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("authorize.response-type-present");
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE", "CODE_FORM_POST", "CODE_TOKEN", "CODE_TOKEN_FORM_POST"})
    @DisplayName(
            "oidcc-ensure-request-without-nonce-succeeds-for-code-flow: where no ID token comes from the authorization endpoint nobody needs a nonce")
    void withoutNonce(Variant variant) {
        RelyingParty party = party(variant);
        Map<String, Object> request = party.request();
        request.remove("nonce");

        party.walk(alice, request).complete();
    }

    @ParameterizedTest
    @EnumSource(names = ".*ID_TOKEN.*", mode = Mode.MATCH_ANY)
    @DisplayName(
            "oidcc-ensure-request-without-nonce-fails: where one does, a request without is refused")
    void nonceMissing(Variant variant) {
        RelyingParty party = party(variant);
        Map<String, Object> request = party.request();
        request.remove("nonce");

        assertThat(party.walk(alice, request).error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @EnumSource(names = "CODE.*", mode = Mode.MATCH_ANY)
    @DisplayName("oidcc-codereuse: a code that comes again is refused at once")
    void codeReuse(Variant variant) {
        RelyingParty party = party(variant);
        Walk walk = party.walk(alice);
        walk.complete();

        Answer again = party.token(party.exchange(walk.value("code")));
        again.expectsStatus(400).expectsError("invalid_grant");
    }

    @ParameterizedTest
    @EnumSource(names = "CODE.*", mode = Mode.MATCH_ANY)
    @DisplayName("oidcc-codereuse-30seconds: and later, too; what it gave ends then")
    void codeReuseLater(Variant variant) {
        RelyingParty party = party(variant);
        Walk walk = party.walk(alice);
        String token = walk.complete().token();
        server.clock().advance(Duration.ofSeconds(30));

        party.token(party.exchange(walk.value("code")))
                .expectsStatus(400)
                .expectsError("invalid_grant");
        party.app().userinfo(token).expectsStatus(401);
    }

    @ParameterizedTest
    @EnumSource(names = "CODE.*", mode = Mode.MATCH_ANY)
    @DisplayName(
            "oidcc-refresh-token: a refresh token gives new tokens of the same sign-in, and to its client only")
    void refreshToken(Variant variant) {
        RelyingParty first = refreshing(variant);
        RelyingParty second = refreshing(variant);
        refreshed(first);
        String ofSecond = refreshed(second);

        first.token(refresh(ofSecond)).expectsStatus(400).expectsError("invalid_grant");
    }

    private static RelyingParty refreshing(Variant variant) {
        List<String> grants = new ArrayList<>(variant.grantTypes());
        grants.add("refresh_token");
        return RelyingParty.register(server, variant, Map.of("grant_types", grants));
    }

    private static Map<String, String> refresh(String token) {
        return Map.of(
                "grant_type", "refresh_token",
                "refresh_token", token,
                "scope", "openid offline_access");
    }

    /** The flow with a refresh; the refresh token that is good in the end. */
    private String refreshed(RelyingParty party) {
        Map<String, Object> request = party.request("scope", "openid offline_access");
        request.put("prompt", "consent");
        Walk.Outcome outcome = party.walk(alice, request).complete();
        server.clock().advance(Duration.ofSeconds(1));
        Answer answer =
                party.token(refresh(outcome.tokenAnswer().text("refresh_token")))
                        .expectsStatus(200);

        assertThat(answer.header("cache-control").orElse("")).contains("no-store");
        assertThat(answer.text("access_token")).isNotEqualTo(outcome.token());
        assertThat(Walk.entropy(answer.text("refresh_token"))).isGreaterThan(128);
        Map<String, Object> before = App.claims(outcome.tokenAnswer().text("id_token"));
        Map<String, Object> after = App.claims(answer.text("id_token"));
        for (String same : List.of("iss", "sub", "aud", "auth_time")) {
            assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
        }
        assertThat(Long.parseLong(String.valueOf(after.get("iat"))))
                .isGreaterThan(Long.parseLong(String.valueOf(before.get("iat"))));
        party.app().userinfo(answer.text("access_token")).expectsStatus(200);
        return answer.text("refresh_token");
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE", "CODE_ID_TOKEN", "CODE_FORM_POST", "CODE_ID_TOKEN_FORM_POST"})
    @DisplayName("oidcc-ensure-request-with-valid-pkce-succeeds: who does use PKCE may")
    void pkce(Variant variant) {
        RelyingParty party = party(variant);
        Map<String, Object> request =
                party.request("code_challenge", OpaqueValue.sha256(App.VERIFIER));
        request.put("code_challenge_method", "S256");

        party.walk(alice, request).complete(Map.of("code_verifier", App.VERIFIER));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-ensure-registered-redirect-uri: an address that is not registered gets a page, and nobody is sent anywhere")
    void unregisteredRedirectUri(Variant variant) {
        RelyingParty party = party(variant);
        Answer page =
                alice.get(
                        party.authorizationUri(
                                party.request("redirect_uri", party.redirectUri() + "/other")));

        page.expectsStatus(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains("authorize.redirect-uri-registered");
    }

    @Test
    @DisplayName("oidcc-ensure-post-request-succeeds: a request may come as a form of another site")
    void postRequest() {
        RelyingParty party = party(Variant.CODE);
        Map<String, Object> request = party.request();
        Answer first =
                alice.postFromElsewhere(URI.create(server.issuer() + "/oauth/authorize"), request);

        new Walk(party, request, RelyingParty.throughPages(alice, first)).complete();
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE", "ID_TOKEN_TOKEN", "CODE_TOKEN", "CODE_ID_TOKEN_TOKEN_FORM_POST"})
    @DisplayName(
            "oidcc-userinfo-get, -post-header, -post-body: userinfo takes the token in the header, by GET and POST, and in a form")
    void userinfo(Variant variant) {
        String token = party(variant).walk(alice).complete().token();
        URI userinfo = URI.create(String.valueOf(server.metadata().get("userinfo_endpoint")));
        Map<String, String> header = new LinkedHashMap<>();
        header.put("Authorization", "Bearer " + token);
        String form = Http.encode(Map.of("access_token", token));

        for (Answer answer :
                List.of(
                        Http.get(userinfo, header),
                        Http.post(userinfo, "", header),
                        Http.post(userinfo, form, Map.of()))) {
            assertThat(answer.expectsStatus(200).json()).containsOnlyKeys("sub");
        }
    }
}
