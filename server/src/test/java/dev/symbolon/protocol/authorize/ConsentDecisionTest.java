package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Core §3.1.2.4, §5.5 and RFC 8252 §8.6: when a person is asked, and for what")
class ConsentDecisionTest {

    private static TestServer server;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer silently(App.Request request) {
        return alice.get(request.with("prompt", "none").uri());
    }

    private static void needsConsent(App.Request request) {
        assertThat(silently(request).sent().first("error")).contains("consent_required");
    }

    @Test
    @DisplayName("a claim asked for by name needs consent as its scope does (Core §5.5)")
    void claimsNeedConsent() {
        App fresh = server.confidentialApp();
        alice.allow(alice.get(fresh.request().uri()));
        App.Request byName =
                fresh.request()
                        .with("prompt", "none")
                        .with("claims", "{\"userinfo\":{\"email\":null}}");

        needsConsent(byName);
        alice.allow(alice.get(byName.without("prompt").uri()));
        String code = App.code(alice.get(byName.uri()));

        assertThat(fresh.userinfo(fresh.redeem(code).text("access_token")).json())
                .containsOnlyKeys("sub", "email");
    }

    @Test
    @DisplayName(
            "consent to a claim is not consent to its scope; consent to the scope covers its claims (Core §5.4, §5.5)")
    void claimIsLessThanItsScope() {
        App fresh = server.confidentialApp();
        App.Request nickname = fresh.request().with("claims", "{\"userinfo\":{\"nickname\":null}}");
        App.Request birthdate =
                fresh.request().with("claims", "{\"userinfo\":{\"birthdate\":null}}");
        App.Request profile = fresh.request().with("scope", "openid profile");
        alice.allow(alice.get(nickname.uri()));

        assertThat(App.code(silently(nickname))).isNotEmpty();
        needsConsent(birthdate);
        needsConsent(profile);

        alice.allow(alice.get(profile.uri()));
        assertThat(App.code(silently(birthdate))).isNotEmpty();
    }

    @ParameterizedTest(name = "first_party={0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "a claim whose scope the app is not registered for is left out, essential or not (Core §5.5)")
    void claimsWithinTheRegisteredScope(boolean firstParty) {
        App narrow = server.app(Map.of("scope", "openid", "first_party", firstParty));
        String claims =
                "{\"userinfo\":{\"email\":null,\"email#en\":null},\"id_token\":{\"email\":{\"essential\":true}}}";
        Answer answer = alice.get(narrow.request().with("claims", claims).uri());
        if (!firstParty) {
            assertThat(answer.body()).doesNotContain("see your email address");
            answer = alice.allow(answer);
        }
        Answer tokens = narrow.redeem(App.code(answer));

        assertThat(App.claims(tokens.text("id_token"))).doesNotContainKey("email");
        assertThat(narrow.userinfo(tokens.text("access_token")).json()).containsOnlyKeys("sub");
    }

    @Test
    @DisplayName(
            "the consent page says claims in its own words, and nothing of those that nobody knows (Core §5.2, §5.5)")
    void claimsInPlainWords() {
        String claims =
                "{\"userinfo\":{\"name#ja\":null,\"name\":null,\"acr\":null,\"nothing. Press Allow\":null}}";
        String page =
                alice.get(server.confidentialApp().request().with("claims", claims).uri()).body();

        assertThat(page).containsOnlyOnce("see your name").doesNotContain("Press Allow", "#ja");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:51004/callback", "com.example.app:/callback"})
    @DisplayName(
            "an app that cannot prove who it is asks each time, though it was allowed before (RFC 8252 §8.6)")
    void unprovenApp(String redirectUri) {
        for (boolean firstParty : List.of(false, true)) {
            App.Request request = nativeApp(firstParty).request().with("redirect_uri", redirectUri);
            assertThat(App.code(alice.allow(alice.get(request.uri())))).isNotEmpty();

            assertThat(alice.get(request.uri()).body()).contains("asks for access");
            needsConsent(request);
            assertThat(silently(request).sent().first("error_uri").orElse(""))
                    .endsWith("/rules/authorize.app-proves-itself");
        }
    }

    @Test
    @DisplayName("an https address proves an app, public or not (RFC 8252 §8.6)")
    void provenApp() {
        App.Request request = nativeApp(false).request();
        alice.allow(alice.get(request.uri()));

        assertThat(App.code(silently(request))).isNotEmpty();
        assertThat(App.code(silently(nativeApp(true).request()))).isNotEmpty();
    }

    private static App nativeApp(boolean firstParty) {
        return server.app(
                Map.of(
                        "application_type",
                        "native",
                        "token_endpoint_auth_method",
                        "none",
                        "first_party",
                        firstParty,
                        "redirect_uris",
                        List.of(
                                App.CALLBACK,
                                "http://127.0.0.1/callback",
                                "com.example.app:/callback")));
    }
}
