package dev.symbolon.protocol.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.TestServer;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Front-Channel Logout 1.0")
class FrontchannelLogoutTest {

    private static final String ADDRESS = "https://app.example/signed-out?from=us";
    private static final Pattern FRAME = Pattern.compile("<iframe[^>]* src=\"([^\"]+)\"");

    private TestServer server;
    private App app;
    private Browser alice;
    private String idToken;

    @BeforeEach
    void start() {
        server = TestServer.start();
        app = server.app(Map.of("frontchannel_logout_uri", ADDRESS));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer landed = alice.allow(alice.get(app.request().uri()));
        idToken = app.redeem(App.code(landed)).expectsStatus(200).text("id_token");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer logOut(Map<String, Object> parameters) {
        return alice.get(URI.create(server.issuer() + "/oauth/logout?" + Http.encode(parameters)));
    }

    private static URI frame(Answer page) {
        Matcher frame = FRAME.matcher(page.body());
        assertThat(frame.find()).as("%s", page.body()).isTrue();
        return URI.create(frame.group(1).replace("&amp;", "&"));
    }

    @Test
    @DisplayName("§2 the page after sign-out loads the app's address with iss and sid in a frame")
    void framed() {
        Answer page = logOut(Map.of("id_token_hint", idToken)).expectsStatus(200);
        URI frame = frame(page);
        assertThat(frame.toString())
                .startsWith(ADDRESS + "&")
                .contains(Http.encode(Map.of("iss", server.issuer())))
                .contains("sid=" + App.claims(idToken).get("sid"));
        assertThat(page.header("content-security-policy").orElse(""))
                .contains("frame-src https://app.example;");
        assertThat(alice.get("/account").body()).as("signed out").contains("name=\"password\"");
    }

    @Test
    @DisplayName("§3 who goes back to an app sees the page for a moment")
    void goesOn() {
        Answer page =
                logOut(
                        Map.of(
                                "id_token_hint",
                                idToken,
                                "post_logout_redirect_uri",
                                TestServer.POST_LOGOUT,
                                "state",
                                "s-1"));
        frame(page.expectsStatus(200));
        assertThat(page.header("refresh"))
                .contains("2; url=" + TestServer.POST_LOGOUT + "?state=s-1");
        assertThat(page.body()).contains(TestServer.POST_LOGOUT);
    }

    @Test
    @DisplayName("the account page tells them, too")
    void fromAccount() {
        Answer page = alice.submit(alice.get("/account").form().with("action", "sign-out"));
        frame(page);
    }

    @Test
    @DisplayName("an app that the person did not sign in to in this session is not told")
    void othersNot() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer page = bob.submit(bob.get("/account").form().with("action", "sign-out"));
        assertThat(page.body()).doesNotContain("<iframe");
        assertThat(page.header("content-security-policy").orElse("")).doesNotContain("frame-src");
    }

    @Test
    @DisplayName("§2 its scheme, host and port are those of a redirect URI")
    void origin() {
        for (String foreign :
                new String[] {
                    "https://other.example/out",
                    "https://app.example:8443/out",
                    "http://app.example/out"
                }) {
            assertThatThrownBy(() -> server.app(Map.of("frontchannel_logout_uri", foreign)))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(server.metadata())
                .containsEntry("frontchannel_logout_supported", true)
                .containsEntry("frontchannel_logout_session_supported", true);
    }
}
