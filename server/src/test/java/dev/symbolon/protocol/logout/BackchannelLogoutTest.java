package dev.symbolon.protocol.logout;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Back-Channel Logout 1.0")
class BackchannelLogoutTest {

    private static final Map<String, String> HERE = Map.of("fetch.allowed-networks", "127.0.0.1");

    private ListeningApp listening;

    @BeforeEach
    void listen() throws Exception {
        listening = ListeningApp.start();
    }

    @AfterEach
    void stop() {
        listening.close();
    }

    private static TestServer server() {
        return TestServer.start(TestDatabases.fresh(), HERE);
    }

    private App app(TestServer server) {
        return app(server, "public");
    }

    private App app(TestServer server, String subjectType) {
        return server.app(
                Map.of(
                        "backchannel_logout_uri",
                        listening.address().toString(),
                        "subject_type",
                        subjectType));
    }

    /** Signs the person in to the app, and gives the ID token. */
    private static String signIn(Browser person, App app) {
        Answer page = person.get(app.request().uri());
        Answer landed = page.status() == 200 ? person.allow(page) : page;
        return app.redeem(App.code(landed)).expectsStatus(200).text("id_token");
    }

    private static void signOut(Browser person) {
        person.submit(person.get("/account").form().with("action", "sign-out"));
    }

    @EachDatabase
    @DisplayName("§2.4 the logout token says who, where and in which session, and nothing else")
    void token(Database database) throws Exception {
        try (TestServer server = TestServer.start(database, HERE)) {
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            Map<String, Object> idToken = App.claims(signIn(alice, app));
            signOut(alice);

            SignedJWT token = SignedJWT.parse(listening.hears());
            assertThat(token.getHeader().getType()).hasToString("logout+jwt");
            assertThat(token.getJWTClaimsSet().getClaims().keySet())
                    .containsExactlyInAnyOrder(
                            "iss", "sub", "aud", "iat", "exp", "jti", "events", "sid");
            assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(idToken.get("sub"));
            assertThat(token.getJWTClaimsSet().getStringClaim("sid")).isEqualTo(idToken.get("sid"));
            assertThat(listening.hearsNothing()).isTrue();
        }
    }

    @Test
    @DisplayName("§2.4 an app with pairwise subjects is told of whom it knows")
    void pairwise() throws Exception {
        try (TestServer server = server()) {
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            Object sub = App.claims(signIn(alice, app(server, "pairwise"))).get("sub");
            signOut(alice);
            SignedJWT token = SignedJWT.parse(listening.hears());
            assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(sub);
        }
    }

    @Test
    @DisplayName("§2.6 Nimbus's SDK takes the logout token")
    void foreignValidator() throws Exception {
        try (TestServer server = server()) {
            // The other side reads the real clock.
            server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            signIn(alice, app);
            signOut(alice);

            LogoutTokenClaimsSet claims =
                    new LogoutTokenValidator(
                                    new Issuer(server.issuer()),
                                    new ClientID(app.clientId()),
                                    JWSAlgorithm.RS256,
                                    URI.create(server.issuer() + "/oauth/jwks").toURL(),
                                    null)
                            .validate(SignedJWT.parse(listening.hears()));
            assertThat(claims.getSessionID()).isNotNull();
        }
    }

    @Test
    @DisplayName("§2.8 who cannot be reached is told again later, also after a restart")
    void again() throws Exception {
        Database database = TestDatabases.fresh();
        try (TestServer server = TestServer.start(database, HERE)) {
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            signIn(alice, app);
            listening.answering(503);
            signOut(alice);
            String first = listening.hears();
            assertThat(listening.hearsNothing()).isTrue();
            listening.answering(200);
            server.clock().advance(Duration.ofSeconds(6));

            String second = listening.hears();
            assertThat(App.claims(second).get("jti")).isEqualTo(App.claims(first).get("jti"));
            server.clock().advance(Duration.ofHours(1));
            assertThat(listening.hearsNothing()).isTrue();
            assertThat(
                            database.list(
                                    "SELECT outcome, tries FROM logout_notice",
                                    row -> row.text("outcome") + " " + row.number("tries")))
                    .containsExactly("confirmed 2");
        }
    }

    @Test
    @DisplayName("§2.8 an app that answers 400 has failed, and is not told again")
    void refused() throws Exception {
        try (TestServer server = server()) {
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            signIn(alice, app);
            listening.answering(400);
            signOut(alice);
            listening.hears();
            server.clock().advance(Duration.ofDays(1));
            assertThat(listening.hearsNothing()).isTrue();
        }
    }

    @Test
    @DisplayName("§2.5 every app of the session is told once, those of other sessions are not")
    void onlyItsOwn() throws Exception {
        try (TestServer server = server();
                ListeningApp other = ListeningApp.start()) {
            App app = app(server);
            App second = server.app(Map.of("backchannel_logout_uri", other.address().toString()));
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            Browser phone = server.browser().signedIn("alice", TestServer.PASSWORD);
            signIn(alice, app);
            signIn(alice, app);
            signIn(phone, second);
            signOut(alice);

            listening.hears();
            assertThat(listening.hearsNothing()).isTrue();
            assertThat(other.hearsNothing()).isTrue();
            phone.submit(phone.get("/account").form().with("action", "sign-out-everywhere"));
            other.hears();
        }
    }

    @Test
    @DisplayName("however the session ends: at the app's request, by disabling, by time")
    void howeverItEnds() throws Exception {
        try (TestServer server = server()) {
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            String hint = signIn(alice, app);
            alice.get("/oauth/logout?id_token_hint=" + hint);
            listening.hears();

            Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
            signIn(bob, app);
            server.disable("bob");
            listening.hears();
        }
    }

    @Test
    @DisplayName("the address of a neighbour that was not allowed is not asked (CWE-918)")
    void guarded() throws Exception {
        try (TestServer server = TestServer.start()) {
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            signIn(alice, app);
            signOut(alice);
            assertThat(listening.hearsNothing()).isTrue();
            assertThat(
                            server.database()
                                    .list(
                                            "SELECT outcome FROM logout_notice",
                                            row -> row.text("outcome")))
                    .containsExactly("unreachable");
        }
    }

    @Test
    @DisplayName("the inspector shows who was told and who confirmed, in the flow that signed out")
    void inspected() throws Exception {
        try (TestServer server = server()) {
            server.administrator("root");
            Browser root = server.browser().signedIn("root", TestServer.PASSWORD);
            App app = app(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            String hint = signIn(alice, app);
            alice.get("/oauth/logout?id_token_hint=" + hint);
            String token = listening.hears();

            String flow = "";
            for (int i = 0; i < 100 && !flow.contains("Tells the app"); i++) {
                Thread.sleep(Duration.ofMillis(50));
                String list = root.get("/inspect?kind=LOGOUT").body();
                int at = list.indexOf("/inspect/flows/");
                flow = at < 0 ? "" : root.get(list.substring(at, at + 31)).body();
            }
            assertThat(flow)
                    .contains(
                            "Asks to sign out",
                            "Tells the app of the sign-out",
                            "The app answers 200.",
                            "logout.backchannel-confirmed",
                            listening.address().toString(),
                            "backchannel-logout")
                    .doesNotContain(token);
        }
    }

    @Test
    @DisplayName("§2.1 discovery says so, and registration echoes the address")
    void metadata() throws Exception {
        try (TestServer server = server()) {
            assertThat(server.metadata())
                    .containsEntry("backchannel_logout_supported", true)
                    .containsEntry("backchannel_logout_session_supported", true);
        }
    }
}
