package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 6749 §4.1.1 and Core §3.1.2 authorization endpoint")
class AuthorizeEndpointTest {

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Parameters error(Answer answer, String error) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(303);
        assertThat(answer.location().toString()).startsWith(App.CALLBACK + "?");
        Parameters sent = answer.sent();
        assertThat(sent.first("error")).contains(error);
        assertThat(sent.first("state")).contains("state-1");
        assertThat(sent.first("iss")).contains(server.issuer().toString());
        assertThat(sent.first("error_description")).isPresent();
        assertThat(sent.first("error_uri").orElse("")).contains("/rules/");
        assertThat(sent.first("code")).isEmpty();
        return sent;
    }

    @Test
    @DisplayName("an answer carries code, state and iss (RFC 6749 §4.1.2, RFC 9207 §2)")
    void success() {
        Answer answer = alice.get(app.request().uri());

        assertThat(answer.location().toString()).startsWith(App.CALLBACK + "?");
        assertThat(answer.sent().names()).containsExactlyInAnyOrder("code", "state", "iss");
        assertThat(answer.sent().first("iss")).contains(server.issuer().toString());
    }

    @Test
    @DisplayName("a person who is not signed in signs in, allows, and comes back to the app")
    void signInAndConsent() {
        App fresh = server.confidentialApp();
        Browser bob = server.browser();

        Answer signIn = bob.get(fresh.request().uri());
        assertThat(signIn.body()).contains("password");
        Answer consent = bob.signIn(signIn, "bob", TestServer.PASSWORD);
        assertThat(consent.body()).contains("app.example");
        assertThat(App.code(bob.allow(consent))).startsWith("sym_ac_");
        assertThat(App.code(bob.get(fresh.request().uri()))).as("asked only once").isNotEmpty();
    }

    @Test
    @DisplayName("a person who says no sends access_denied to the app (§4.1.2.1)")
    void deny() {
        App fresh = server.confidentialApp();

        error(alice.deny(alice.get(fresh.request().uri())), "access_denied");
    }

    @Test
    @DisplayName(
            "an unknown client or an unregistered redirect_uri is told to the person, never to the address")
    void noRedirectToUncheckedAddress() {
        for (App.Request request :
                List.of(
                        app.request().with("client_id", "unknown"),
                        app.request().without("client_id"),
                        app.request().with("client_id", List.of(app.clientId(), app.clientId())),
                        app.request().with("redirect_uri", "https://evil.example/"),
                        app.request().without("redirect_uri"),
                        app.request()
                                .with(
                                        "redirect_uri",
                                        List.of(App.CALLBACK, "https://evil.example/")))) {
            Answer answer = alice.get(request.uri());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("location")).isEmpty();
            assertThat(answer.header("content-type").orElse("")).startsWith("text/html");
        }
    }

    @Test
    @DisplayName("a parameter without a value counts as not sent (RFC 6749 §3.1)")
    void emptyParameters() {
        App.Request request = app.request();
        for (String name :
                List.of("state", "resource", "prompt", "max_age", "response_mode", "request")) {
            request = request.with(name, "");
        }
        assertThat(alice.get(request.uri()).sent().names())
                .containsExactlyInAnyOrder("code", "iss");

        // One address is registered, and this is not OpenID Connect.
        Answer page = alice.get(app.request().with("scope", "").with("redirect_uri", "").uri());
        assertThat(alice.allow(page).location().toString()).startsWith(App.CALLBACK + "?");

        assertThat(alice.get(app.request().with("client_id", "").uri()).status()).isEqualTo(400);
        assertThat(alice.get(app.request().with("redirect_uri", "").uri()).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("but it counts where a parameter is sent more than once (RFC 6749 §3.1)")
    void emptyRepetition() {
        error(alice.get(app.request().with("nonce", List.of("", "a")).uri()), "invalid_request");
        Answer twice =
                alice.get(app.request().with("redirect_uri", List.of("", App.CALLBACK)).uri());
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.body()).contains("authorize.redirect-uri-once");
    }

    @ParameterizedTest(name = "{0}={1} is {2}, {3}")
    @CsvSource({
        "response_type, token, unsupported_response_type, authorize.response-type-offered",
        "response_mode, fragment, invalid_request, authorize.response-mode-known",
        "code_challenge, '', invalid_request, pkce.challenge-present",
        "code_challenge, short, invalid_request, pkce.challenge-well-formed",
        "code_challenge_method, plain, invalid_request, pkce.method-s256",
        "code_challenge_method, '', invalid_request, pkce.method-s256",
        "scope, 'openid \"', invalid_scope, authorize.scope-well-formed",
        "scope, openid phone, invalid_scope, authorize.scope-allowed",
        "prompt, sing, invalid_request, authorize.prompt-known",
        "prompt, none login, invalid_request, authorize.prompt-none-alone",
        "max_age, soon, invalid_request, authorize.max-age-number",
        "max_age, -1, invalid_request, authorize.max-age-number",
        "display, hologram, invalid_request, authorize.display-known",
        "request_uri, https://app.example/r, request_uri_not_supported, authorize.no-request-uri",
        "registration, {}, registration_not_supported, authorize.no-registration",
        "claims, nonsense, invalid_request, claims.json-object",
        "id_token_hint, e30.e30.e30, invalid_request, authorize.id-token-hint-ours",
        "resource, https://unknown.example, invalid_target, *",
        "resource, not-absolute, invalid_target, *",
    })
    @DisplayName("each wrong parameter gets the error that the specification names")
    void wrongParameters(String name, String value, String error, String rule) {
        Parameters sent = error(alice.get(app.request().with(name, value).uri()), error);

        if (!rule.equals("*")) {
            assertThat(sent.first("error_uri").orElse("")).endsWith("/rules/" + rule);
        }
    }

    @Test
    @DisplayName("a request that says no response_type is shown to the person (§3.1.1)")
    void noResponseType() {
        Answer page = alice.get(app.request().with("response_type", "").uri());

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains("authorize.response-type-present");
    }

    @Test
    @DisplayName("a parameter sent twice is refused (§3.1)")
    void repeated() {
        error(alice.get(app.request().with("nonce", List.of("a", "b")).uri()), "invalid_request");
    }

    @Test
    @DisplayName("an app that is not registered for codes gets none (§4.1.2.1)")
    void notForCodes() {
        App machine =
                server.app(
                        Map.of(
                                "grant_types",
                                List.of("client_credentials"),
                                "response_types",
                                List.of()));

        Parameters sent = error(alice.get(machine.request().uri()), "unauthorized_client");

        assertThat(sent.first("error_uri").orElse("")).endsWith("authorize.code-flow-allowed");
    }

    @Test
    @DisplayName("a scope that nobody knows is ignored (Core §3.1.2.1)")
    void unknownScope() {
        Answer answer = alice.get(app.request().with("scope", "openid never-heard-of").uri());

        assertThat(app.redeem(App.code(answer)).text("scope")).isEqualTo("openid");
    }

    @Test
    @DisplayName("prompt=none without a session is login_required (Core §3.1.2.6)")
    void promptNoneWithoutSession() {
        error(server.browser().get(app.request().with("prompt", "none").uri()), "login_required");
    }

    @Test
    @DisplayName("prompt=none without consent is consent_required (Core §3.1.2.6)")
    void promptNoneWithoutConsent() {
        error(
                alice.get(server.confidentialApp().request().with("prompt", "none").uri()),
                "consent_required");
    }

    @Test
    @DisplayName("prompt=none with session and consent answers at once")
    void promptNone() {
        assertThat(App.code(alice.get(app.request().with("prompt", "none").uri()))).isNotEmpty();
    }

    @Test
    @DisplayName("prompt=consent asks though it was allowed before")
    void promptConsent() {
        Answer page = alice.get(app.request().with("prompt", "consent").uri());

        assertThat(page.status()).isEqualTo(200);
        assertThat(App.code(alice.allow(page))).isNotEmpty();
    }

    @Test
    @DisplayName("offline_access is ignored for an app that gets no refresh tokens (Core §11)")
    void offlineAccessOfNoUse() {
        App online =
                server.app(
                        Map.of(
                                "grant_types",
                                List.of("authorization_code"),
                                "scope",
                                "openid profile"));
        Answer page = alice.get(online.request().with("scope", "openid offline_access").uri());

        assertThat(online.redeem(App.code(alice.allow(page))).text("scope")).isEqualTo("openid");
    }

    @Test
    @DisplayName(
            "any of the subjects that the claims request names will do, and no other (Core §5.5.1)")
    void subjects() {
        App fresh = server.confidentialApp();
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        String alices = idToken(fresh, alice);
        String bobs = idToken(fresh, bob);
        Object sub = App.claims(alices).get("sub");
        App.Request either = silent(fresh, "{\"values\":[\"somebody\",\"" + sub + "\"]}");

        assertThat(App.code(alice.get(either.uri()))).isNotEmpty();
        error(bob.get(either.uri()), "login_required");
        assertThat(App.code(alice.get(either.with("id_token_hint", alices).uri()))).isNotEmpty();
        error(bob.get(either.with("id_token_hint", bobs).uri()), "login_required");
    }

    @Test
    @DisplayName(
            "where id_token_hint and the claims request name different people, nobody gets a code (Core §3.1.2.2)")
    void contradictingSubjects() {
        App fresh = server.confidentialApp();
        App.Request contradiction =
                silent(fresh, "{\"value\":\"somebody\"}")
                        .with("id_token_hint", idToken(fresh, alice));

        error(alice.get(contradiction.uri()), "login_required");
        error(alice.get(contradiction.without("prompt").uri()), "login_required");
    }

    private static String idToken(App client, Browser browser) {
        Answer consent = browser.get(client.request().uri());
        return client.redeem(App.code(browser.allow(consent))).text("id_token");
    }

    private static App.Request silent(App client, String sub) {
        return client.request()
                .with("prompt", "none")
                .with("claims", "{\"id_token\":{\"sub\":" + sub + "}}");
    }

    @Test
    @DisplayName("form_post answers with a page that posts to the app (Form Post Response Mode §2)")
    void formPost() {
        Answer page = alice.get(app.request().with("response_mode", "form_post").uri());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.form().action().toString()).isEqualTo(App.CALLBACK);
        assertThat(page.form().fields()).containsKeys("code", "state", "iss");
        assertThat(page.header("content-security-policy").orElse(""))
                .doesNotContain("unsafe-inline");
    }

    @Test
    @DisplayName(
            "every page is in the language asked for, an error's and the last one, too (ui_locales)")
    void languages() {
        App.Request german = app.request().with("ui_locales", "fr de");
        Answer last = alice.get(german.with("response_mode", "form_post").uri());
        Answer wrong = alice.get(german.with("redirect_uri", "https://evil.example/").uri());

        assertThat(last.body()).contains("<html lang=\"de\">");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("<html lang=\"de\">");
    }

    @Test
    @DisplayName(
            "the app's name is in the language asked for, else in the browser's (RFC 7591 §2.2)")
    void names() {
        App named =
                server.app(Map.of("client_name", "Slipway", "client_name#de", "Die Slipanlage"));
        Browser german = server.browser().sending("Accept-Language", "de-AT,en;q=0.5");

        assertThat(german.get(named.request().uri()).body()).contains("Die Slipanlage");
        assertThat(german.get(named.request().with("ui_locales", "en").uri()).body())
                .contains("<html lang=\"en\">");
    }

    @Test
    @DisplayName("POST is taken like GET (Core §3.1.2.1)")
    void post() {
        Answer answer =
                alice.post(
                        URI.create(server.issuer() + "/oauth/authorize"),
                        app.request().parameters());

        assertThat(App.code(answer)).isNotEmpty();
    }

    @Test
    @DisplayName(
            "a form on another site finds the person signed in, whatever cookies a proxy has set")
    void postFromElsewhere() {
        Browser browser = server.browser().signedIn("alice", TestServer.PASSWORD);
        // A load balancer's, with SameSite=None.
        browser.sending("Cookie", "balancer=node-1");

        Answer answer =
                browser.postFromElsewhere(
                        URI.create(server.issuer() + "/oauth/authorize"),
                        app.request().parameters());

        assertThat(App.code(answer)).isNotEmpty();
    }

    @Test
    @DisplayName("RFC 9110 §9.2.1: HEAD makes no code and finishes nothing")
    void head() {
        Answer refused = alice.step("HEAD", app.request().uri(), "");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("allow")).contains("GET, POST, OPTIONS");

        Answer consent = alice.get(app.request().with("prompt", "consent").uri());
        URI resume =
                URI.create(
                        server.issuer()
                                + "/oauth/authorize/resume/"
                                + consent.form().fields().get("interaction"));
        assertThat(alice.step("HEAD", resume, "").status()).isEqualTo(405);
        assertThat(App.code(alice.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("a finished request cannot be resumed again")
    void resumeTwice() {
        App fresh = server.confidentialApp();
        Answer consent = alice.get(fresh.request().uri());
        Answer.Form form = consent.form().with("action", "allow");
        assertThat(App.code(alice.submit(form))).isNotEmpty();

        Answer again = alice.submit(form);

        assertThat(again.status()).isBetween(400, 499);
        assertThat(again.header("location")).isEmpty();
        Answer resumed = alice.get("/oauth/authorize/resume/" + form.fields().get("interaction"));
        assertThat(resumed.status()).isEqualTo(400);
        assertThat(resumed.body())
                .contains("This page is no longer open", "You may have answered it already")
                .contains("interaction.open")
                .doesNotContain("What the app sent");
    }
}
