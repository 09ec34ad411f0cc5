package dev.symbolon.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 §4.1.3 authorization code grant")
class AuthorizationCodeGrantTest {

    private static TestServer server;
    private static App app;
    private static App other;
    private static App publicApp;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        other = server.confidentialApp();
        publicApp = server.publicApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
        alice.allow(alice.get(publicApp.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String code() {
        return App.code(alice.get(app.request().uri()));
    }

    @Test
    @DisplayName("a valid code gives a token response that no cache may keep (§5.1)")
    void success() {
        Answer answer = app.redeem(code());

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 600)
                .containsEntry("scope", "openid")
                .containsKeys("access_token", "id_token", "refresh_token");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("pragma")).contains("no-cache");
    }

    @Test
    @DisplayName("the ID token has the claims of Core §2 and the nonce of the request")
    void idToken() {
        Answer answer = app.redeem(code());

        Map<String, Object> claims = App.claims(answer.text("id_token"));
        assertThat(claims)
                .containsEntry("iss", server.issuer().toString())
                .containsEntry("aud", app.clientId())
                .containsEntry("nonce", "nonce-1")
                .containsKeys("sub", "exp", "iat", "auth_time", "at_hash", "acr", "amr", "sid");
    }

    @Test
    @DisplayName(
            "the access token is an RFC 9068 JWT whose audience is the issuer where no API is meant")
    void accessToken() {
        Map<String, Object> claims = App.claims(app.redeem(code()).text("access_token"));

        assertThat(claims)
                .containsEntry("iss", server.issuer().toString())
                .containsEntry("aud", server.issuer().toString())
                .containsEntry("client_id", app.clientId())
                .containsEntry("scope", "openid")
                .containsKeys("sub", "exp", "iat", "jti");
    }

    @Test
    @DisplayName("a public client redeems with its client_id and the verifier (RFC 7636 §4.5)")
    void publicClient() {
        String code = App.code(alice.get(publicApp.request().uri()));

        assertThat(publicApp.redeem(code).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a code presented twice ends what it was exchanged for (§4.1.2)")
    void replay() {
        String code = code();
        Answer first = app.redeem(code);

        app.redeem(code).expectsError("invalid_grant").naming("code.unused");

        app.refresh(first.text("refresh_token")).expectsError("invalid_grant");
        assertThat(app.userinfo(first.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("a code expires after a minute (§4.1.2)")
    void expiry() {
        String code = code();
        server.clock().advance(Duration.ofSeconds(61));

        app.redeem(code).expectsError("invalid_grant").naming("code.not-expired");
    }

    @Test
    @DisplayName("another client's attempt is refused and does not use the code up (§4.1.3)")
    void otherClient() {
        String code = code();

        other.redeem(code).expectsError("invalid_grant").naming("code.of-client");

        assertThat(app.redeem(code).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a wrong verifier is refused and does not use the code up (RFC 7636 §4.6)")
    void wrongVerifier() {
        String code = code();
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code));
        form.put("code_verifier", "x".repeat(43));

        app.token(form).expectsError("invalid_grant").naming("pkce.verifier-matches");

        assertThat(app.redeem(code).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a missing verifier is refused (RFC 7636 §4.5)")
    void noVerifier() {
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code()));
        form.remove("code_verifier");

        app.token(form).expectsError("invalid_grant").naming("pkce.verifier-present");
    }

    @Test
    @DisplayName("a malformed verifier is refused (RFC 7636 §4.1)")
    void malformedVerifier() {
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code()));
        form.put("code_verifier", "short");

        app.token(form).expectsError("invalid_grant").naming("pkce.verifier-well-formed");
    }

    @Test
    @DisplayName(
            "a redirect_uri that differs is refused, one that is missing is made up for by PKCE")
    void redirectUri() {
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code()));
        form.put("redirect_uri", App.CALLBACK + "/");
        app.token(form).expectsError("invalid_grant").naming("code.redirect-uri");

        form.remove("redirect_uri");
        assertThat(app.token(form).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("an unknown, mistyped or missing code is refused (§5.2)")
    void unknownCode() {
        String code = code();
        app.redeem(code.substring(0, code.length() - 1) + "!")
                .expectsError("invalid_grant")
                .naming("code.known");
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code));
        form.remove("code");
        app.token(form).expectsError("invalid_request").naming("code.present");
    }

    @Test
    @DisplayName("a parameter sent twice is refused (§3.2)")
    void repeatedParameter() {
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code()));
        form.put("grant_type", java.util.List.of("authorization_code", "authorization_code"));

        app.token(form).expectsError("invalid_request").naming("token.parameters-once");
    }

    @Test
    @DisplayName("a parameter without a value counts as left out (§3.2), but not as sent once")
    void emptyParameter() {
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code()));
        form.put("code_verifier", "");
        app.token(form).expectsError("invalid_grant").naming("pkce.verifier-present");

        form.put("code_verifier", App.VERIFIER);
        form.put("redirect_uri", java.util.List.of("", App.CALLBACK));
        app.token(form).expectsError("invalid_request").naming("token.parameters-once");

        form.put("redirect_uri", "");
        form.put("resource", "");
        form.put("client_id", "");
        form.put("client_secret", "");
        assertThat(app.token(form).status()).isEqualTo(200);

        form.put("grant_type", "");
        app.token(form).expectsError("invalid_request").naming("token.grant-type-present");
    }

    @Test
    @DisplayName("scope is no parameter of this grant, and ignored (§3.2, §4.1.3)")
    void scope() {
        App.Request dropped = app.request().with("scope", "openid unheard-of");
        Map<String, Object> form =
                new LinkedHashMap<>(app.exchange(App.code(alice.get(dropped.uri()))));
        form.put("scope", "openid unheard-of");

        Answer answer = app.token(form);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.text("scope")).isEqualTo("openid");
    }

    @Test
    @DisplayName("an unknown grant_type is refused (§5.2)")
    void unknownGrantType() {
        app.token(Map.of("grant_type", "password"))
                .expectsError("unsupported_grant_type")
                .naming("token.grant-type-supported");
    }

    @Test
    @DisplayName("a grant the client is not registered for is refused (§5.2)")
    void grantTypeNotAllowed() {
        app.token(Map.of("grant_type", "client_credentials"))
                .expectsError("unauthorized_client")
                .naming("token.grant-type-allowed");
    }

    @Test
    @DisplayName("a person whose account was disabled meanwhile gets nothing more")
    void disabledAccount() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        String code = App.code(bob.allow(bob.get(app.request().uri())));
        server.disable("bob");

        app.redeem(code).expectsError("invalid_grant").naming("grant.account-enabled");
    }

    @Test
    @DisplayName("a code is worth nothing once its session has ended")
    void signedOut() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        String code = App.code(walkThrough(carol, app.request()));

        carol.submit(carol.get("/account").form().with("action", "sign-out"));

        app.redeem(code).expectsError("invalid_grant").naming("code.not-ended");
        app.redeem(code).expectsError("invalid_grant").naming("code.not-ended");
    }

    @Test
    @DisplayName("a code for offline access outlives its session (Core §11)")
    void signedOutOffline() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        App.Request offline =
                app.request().with("scope", "openid offline_access").with("prompt", "consent");
        String code = App.code(walkThrough(carol, offline));

        carol.submit(carol.get("/account").form().with("action", "sign-out"));

        assertThat(app.redeem(code).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a code is worth nothing once the person has disconnected the app")
    void disconnected() {
        App left = server.confidentialApp();
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        App.Request offline =
                left.request().with("scope", "openid offline_access").with("prompt", "consent");
        String code = App.code(walkThrough(carol, offline));

        carol.submit(
                carol.get("/account")
                        .form()
                        .with("app", left.clientId())
                        .with("action", "disconnect"));

        left.redeem(code).expectsError("invalid_grant").naming("code.not-ended");
    }

    @Test
    @DisplayName("a code is worth nothing once its client was removed, even if it comes back")
    void removedClient() {
        App gone = server.app(Map.of("client_id", "gone", "token_endpoint_auth_method", "none"));
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        String code = App.code(walkThrough(carol, gone.request()));
        server.removeClient("gone");

        App again = server.app(Map.of("client_id", "gone", "token_endpoint_auth_method", "none"));

        again.redeem(code).expectsError("invalid_grant").naming("code.not-ended");
    }

    @Test
    @DisplayName(
            "a code is worth nothing once its account was disabled, even if it is opened again")
    void reopenedAccount() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        App.Request offline =
                app.request().with("scope", "openid offline_access").with("prompt", "consent");
        String code = App.code(walkThrough(carol, offline));
        server.disable("carol");
        server.enable("carol");

        app.redeem(code).expectsError("invalid_grant").naming("code.not-ended");
    }

    private static Answer walkThrough(Browser browser, App.Request request) {
        Answer answer = browser.get(request.uri());
        return answer.status() == 200 ? browser.allow(answer) : answer;
    }
}
