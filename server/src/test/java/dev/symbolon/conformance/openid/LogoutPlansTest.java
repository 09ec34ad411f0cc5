package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.TestServer;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Listener;
import java.util.Date;
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

@DisplayName("The plans RP-initiated, front-channel and back-channel logout, session management")
class LogoutPlansTest {

    /** What RFC 6749 lets a state have, but for what queries mean otherwise. */
    private static final String STATE = "aZ09!\"#$%&'()*,-./:<=>?@[\\]^_`{|}~".repeat(3);

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

    /** A client in which alice has signed in, with what it got. */
    private record SignedIn(RelyingParty party, Walk walk, IdToken idToken) {

        Map<String, Object> logout() {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("id_token_hint", idToken.jwt());
            request.put("post_logout_redirect_uri", TestServer.POST_LOGOUT);
            request.put("state", STATE);
            return request;
        }
    }

    private SignedIn signedIn(Variant variant, Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("post_logout_redirect_uris", List.of(TestServer.POST_LOGOUT));
        RelyingParty party = RelyingParty.register(server, variant, all);
        Walk walk = party.walk(alice);
        Walk.Outcome outcome = walk.complete();
        return new SignedIn(party, walk, outcome.idToken());
    }

    private SignedIn signedIn() {
        return signedIn(Variant.CODE, Map.of());
    }

    private Answer logOut(Map<String, ?> request) {
        return alice.get("/oauth/logout?" + Http.encode(request));
    }

    private void isSignedOut(RelyingParty party) {
        Map<String, Object> silent = party.request("prompt", "none");
        Answer landed = alice.get(party.authorizationUri(silent));
        assertThat(new Walk(party, silent, landed).error()).isEqualTo("login_required");
    }

    private void isStillSignedIn() {
        assertThat(alice.get("/account").asked().getPath()).isEqualTo("/account");
    }

    @ParameterizedTest
    @EnumSource(names = "(?!.*FORM_POST).*", mode = Mode.MATCH_ALL)
    @DisplayName(
            "oidcc-rp-initiated-logout: the person is signed out and sent back, with the state as it was")
    void loggedOut(Variant variant) {
        SignedIn app = signedIn(variant, Map.of());
        Answer answer = logOut(app.logout()).expectsStatus(303);

        assertThat(answer.location().toString()).startsWith(TestServer.POST_LOGOUT + "?");
        assertThat(answer.sent().names()).containsExactly("state");
        assertThat(answer.sent().first("state")).contains(STATE);
        isSignedOut(app.party());
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-state: without a state none comes back")
    void noState() {
        SignedIn app = signedIn();
        Answer answer = logOut(without(app.logout(), "state")).expectsStatus(303);

        assertThat(answer.location()).hasToString(TestServer.POST_LOGOUT);
        isSignedOut(app.party());
    }

    private static Map<String, Object> without(Map<String, Object> request, String... names) {
        List.of(names).forEach(request::remove);
        return request;
    }

    private static Map<String, Object> with(
            Map<String, Object> request, String name, Object value) {
        request.put(name, value);
        return request;
    }

    private void isRefused(Map<String, Object> request, String rule) {
        Answer page = logOut(request).expectsStatus(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains(rule);
        isStillSignedIn();
    }

    @Test
    @DisplayName(
            "oidcc-rp-initiated-logout-bad-id-token-hint: a hint that the client signed is none")
    void hintOfTheClient() {
        SignedIn app = signedIn();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(app.party().clientId())
                        .subject("somebody")
                        .audience(server.origin())
                        .issueTime(Date.from(server.clock().instant()))
                        .expirationTime(Date.from(server.clock().instant().plusSeconds(300)))
                        .build();
        String hint = app.party().keyed().signed(JWSAlgorithm.RS256, claims);

        isRefused(with(app.logout(), "id_token_hint", hint), "logout.id-token-hint");
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-modified-id-token-hint: nor is one without signature")
    void unsignedHint() {
        SignedIn app = signedIn();
        String payload = app.idToken().jwt().split("\\.")[1];
        String hint = Base64URL.encode("{\"alg\": \"none\"}") + "." + payload + ".";

        isRefused(with(app.logout(), "id_token_hint", hint), "logout.id-token-hint");
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-id-token-hint: without a hint nobody is sent back")
    void noHint() {
        isRefused(
                without(signedIn().logout(), "id_token_hint"), "logout.redirect-uri-needs-client");
    }

    @Test
    @DisplayName(
            "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri, -query-added-to-post-logout-redirect-uri: nor to another address")
    void otherAddress() {
        for (String other :
                List.of(
                        "https://app.example/bad_post_logout_redirect_uri",
                        TestServer.POST_LOGOUT + "?foo=bar")) {
            isRefused(
                    with(signedIn().logout(), "post_logout_redirect_uri", other),
                    "logout.redirect-uri-registered");
        }
    }

    @Test
    @DisplayName(
            "oidcc-rp-initiated-logout-no-post-logout-redirect-uri: without an address to go back to a page says that it is done")
    void noAddress() {
        SignedIn app = signedIn();
        Answer page = logOut(without(app.logout(), "post_logout_redirect_uri"));

        page.expectsStatus(200);
        isSignedOut(app.party());
    }

    @Test
    @DisplayName(
            "oidcc-rp-initiated-logout-no-params, -only-state: who says nothing of themselves asks the person, and is then done")
    void onlyState() {
        for (String name : List.of("", "state")) {
            SignedIn app = signedIn();
            Map<String, Object> request = app.logout();
            request.keySet().retainAll(List.of(name));
            Answer question = logOut(request).expectsStatus(200);
            isStillSignedIn();
            Answer done = alice.submit(question.form().with("action", "sign-out"));

            done.expectsStatus(200);
            isSignedOut(app.party());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE", "ID_TOKEN", "CODE_ID_TOKEN_TOKEN"})
    @DisplayName(
            "oidcc-frontchannel-rp-initiated-logout: the app's page is loaded with iss and sid, and the person goes back")
    void frontChannel(Variant variant) {
        SignedIn app =
                signedIn(
                        variant,
                        Map.of(
                                "frontchannel_logout_uri",
                                "https://app.example/logout",
                                "frontchannel_logout_session_required",
                                true));
        Answer page = logOut(app.logout()).expectsStatus(200);
        String told =
                "https://app.example/logout?"
                        + Http.encode(Map.of("iss", server.origin()))
                        + "&amp;sid="
                        + app.idToken().claim("sid");

        assertThat(page.body()).contains("src=\"" + told + "\"");
        assertThat(page.header("refresh").orElseThrow())
                .contains(TestServer.POST_LOGOUT + "?" + Http.encode(Map.of("state", STATE)));
        isSignedOut(app.party());
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE", "ID_TOKEN", "CODE_ID_TOKEN_TOKEN"})
    @DisplayName(
            "oidcc-backchannel-rp-initiated-logout: the app is told by a logout token, and the person goes back")
    void backChannel(Variant variant) throws Exception {
        try (Listener listener = Listener.start()) {
            SignedIn app =
                    signedIn(
                            variant,
                            Map.of(
                                    "backchannel_logout_uri",
                                    listener.address().toString(),
                                    "backchannel_logout_session_required",
                                    true));
            Answer answer = logOut(app.logout()).expectsStatus(303);
            Parameters heard = Parameters.parse(listener.hears().body());

            assertThat(answer.sent().first("state")).contains(STATE);
            assertThat(heard.names()).containsExactly("logout_token");
            assertThat(App.claims(heard.first("logout_token").orElseThrow()))
                    .containsEntry("iss", server.origin())
                    .containsEntry("aud", app.party().clientId())
                    .containsEntry("sub", app.idToken().claim("sub"))
                    .containsEntry("sid", app.idToken().claim("sid"))
                    .containsKeys("iat", "jti", "events")
                    .doesNotContainKey("nonce");
            isSignedOut(app.party());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-session-management-rp-initiated-logout: the session's state comes with the answer, and changes when the person signs out")
    void sessionState(Variant variant) {
        SignedIn app = signedIn(variant, Map.of());
        String state = app.walk().value("session_state");
        assertThat(isUnchanged(app.party(), state)).isTrue();
        logOut(app.logout()).expectsStatus(303);

        assertThat(isUnchanged(app.party(), state)).isFalse();
    }

    /** Session Management §3.2, as the page that the metadata names reckons it. */
    private boolean isUnchanged(RelyingParty party, String state) {
        String salt = state.substring(state.indexOf('.') + 1);
        String browserState = String.valueOf(alice.cookies().get("sym_state"));
        String all = String.join(" ", party.clientId(), "https://app.example", browserState, salt);
        return state.equals(OpaqueValue.sha256(all) + "." + salt);
    }
}
