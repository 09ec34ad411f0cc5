package dev.symbolon.protocol.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RP-Initiated Logout 1.0")
class LogoutEndpointTest {

    private static TestServer server;
    private static App app;
    private Browser alice;
    private String idToken;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer page = alice.get(app.request().uri());
        Answer redirect = page.status() == 200 ? alice.allow(page) : page;
        idToken = app.redeem(App.code(redirect)).text("id_token");
    }

    private Answer logout(Map<String, ?> parameters) {
        return alice.get("/oauth/logout?" + Http.encode(parameters));
    }

    private Answer logoutFromElsewhere(Map<String, ?> parameters) {
        return alice.postFromElsewhere(URI.create(server.issuer() + "/oauth/logout"), parameters);
    }

    private boolean isSignedIn() {
        return !alice.get("/account").body().contains("name=\"password\"");
    }

    @Test
    @DisplayName(
            "the app that signed the person in signs them out and gets them back with state (§2, §3)")
    void withHint() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", idToken);
        parameters.put("post_logout_redirect_uri", TestServer.POST_LOGOUT);
        parameters.put("state", "bye & <b>");

        Answer answer = logout(parameters);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().toString()).startsWith(TestServer.POST_LOGOUT + "?");
        assertThat(answer.sent().first("state")).contains("bye & <b>");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("without a hint the person is asked first (§2), and the form is guarded")
    void withoutHint() {
        Answer page =
                logout(
                        Map.of(
                                "client_id",
                                app.clientId(),
                                "post_logout_redirect_uri",
                                TestServer.POST_LOGOUT));
        assertThat(page.status()).isEqualTo(200);
        assertThat(isSignedIn()).isTrue();

        Answer forged = alice.submit(page.form().without("form_token").with("action", "sign-out"));
        assertThat(forged.status()).isEqualTo(403);
        assertThat(isSignedIn()).isTrue();

        Answer answer = alice.submit(page.form().with("action", "sign-out"));
        assertThat(answer.location().toString()).startsWith(TestServer.POST_LOGOUT);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("a parameter without a value counts as not sent")
    void emptyParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", idToken);
        parameters.put("client_id", "");
        parameters.put("post_logout_redirect_uri", TestServer.POST_LOGOUT);
        parameters.put("state", "");

        assertThat(logout(parameters).location()).hasToString(TestServer.POST_LOGOUT);
        assertThat(isSignedIn()).isFalse();
        assertThat(logout(Map.of("post_logout_redirect_uri", "", "id_token_hint", "")).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("the question names the app in the language that it asked for (§2, ui_locales)")
    void language() {
        App named =
                server.app(Map.of("client_name", "Slipway", "client_name#de", "Die Slipanlage"));
        Map<String, String> request = Map.of("client_id", named.clientId(), "ui_locales", "de");

        assertThat(logout(request).body()).contains("<b>Die Slipanlage</b> bittet");
        assertThat(server.browser().get("/oauth/logout?" + Http.encode(request)).body())
                .contains("Sie sind abgemeldet");
    }

    @Test
    @DisplayName("an address that is not registered is never followed (§3)")
    void openRedirect() {
        for (String evil :
                new String[] {
                    "https://evil.example/",
                    TestServer.POST_LOGOUT + "/",
                    TestServer.POST_LOGOUT + "@evil.example",
                    "//evil.example",
                    "javascript:alert(1)"
                }) {
            Answer answer =
                    logout(Map.of("id_token_hint", idToken, "post_logout_redirect_uri", evil));
            assertThat(answer.status()).as(evil).isEqualTo(400);
            assertThat(answer.header("location")).isEmpty();
        }
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    @DisplayName(
            "an address without an app, a foreign hint and a wrong client_id are refused (§2, §3)")
    void mismatches() {
        assertThat(logout(Map.of("post_logout_redirect_uri", TestServer.POST_LOGOUT)).status())
                .isEqualTo(400);
        assertThat(logout(Map.of("id_token_hint", "e30.e30.e30")).status()).isEqualTo(400);
        assertThat(
                        logout(
                                        Map.of(
                                                "id_token_hint",
                                                idToken,
                                                "client_id",
                                                server.publicApp().clientId()))
                                .status())
                .isEqualTo(400);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    @DisplayName("a hint of another session is a question, not an order")
    void hintOfOtherSession() {
        Browser second = server.browser().signedIn("alice", TestServer.PASSWORD);

        Answer page = second.get("/oauth/logout?id_token_hint=" + idToken);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("name=\"action\"");
        assertThat(second.get("/account").body()).doesNotContain("name=\"password\"");
    }

    @Test
    @DisplayName("a form on another site signs nobody out: the person is asked (§2, §6)")
    void postWithoutHint() {
        Answer page = logoutFromElsewhere(Map.of());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("name=\"action\"", "alice");
        assertThat(isSignedIn()).isTrue();

        alice.submit(page.form().with("action", "sign-out"));
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("a form with the session's own hint ends the session, not only the cookie (§2)")
    void postWithHint() {
        Browser same = server.browser().having(Map.copyOf(alice.cookies()));

        Answer answer =
                logoutFromElsewhere(
                        Map.of(
                                "id_token_hint",
                                idToken,
                                "post_logout_redirect_uri",
                                TestServer.POST_LOGOUT));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().toString()).isEqualTo(TestServer.POST_LOGOUT);
        assertThat(same.get("/account").body()).contains("name=\"password\"");
    }

    @Test
    @DisplayName("a form from elsewhere that is too long for an address is a question (§2)")
    void longPost() {
        Answer page =
                logoutFromElsewhere(
                        Map.of(
                                "id_token_hint",
                                idToken,
                                "post_logout_redirect_uri",
                                TestServer.POST_LOGOUT,
                                "state",
                                "x".repeat(9000)));
        assertThat(page.status()).isEqualTo(200);
        assertThat(isSignedIn()).isTrue();

        Answer answer = alice.submit(page.form().with("action", "sign-out"));
        assertThat(answer.sent().first("state").orElse("")).hasSize(9000);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("who is not signed in is not asked, and is sent back to the app")
    void notSignedIn() {
        Browser nobody = server.browser();

        Answer answer =
                nobody.postFromElsewhere(
                        URI.create(server.issuer() + "/oauth/logout"),
                        Map.of(
                                "client_id",
                                app.clientId(),
                                "post_logout_redirect_uri",
                                TestServer.POST_LOGOUT));

        assertThat(answer.location().toString()).isEqualTo(TestServer.POST_LOGOUT);
    }

    @Test
    @DisplayName("RFC 9110 §9.2.1: HEAD signs nobody out")
    void head() {
        URI address = URI.create(server.issuer() + "/oauth/logout?id_token_hint=" + idToken);

        assertThat(alice.step("HEAD", address, "").status()).isEqualTo(405);

        assertThat(isSignedIn()).isTrue();
    }
}
