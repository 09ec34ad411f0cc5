package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Initiating User Registration via OpenID Connect 1.0 (prompt=create)")
class PromptCreateTest {

    private static final String PASSWORD = "sails at night";

    private static TestServer server;
    private static App app;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabases.fresh(), Map.of("sign-up.enabled", "true"));
        app = server.confidentialApp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static App.Request create() {
        return app.request().with("prompt", "create");
    }

    private static boolean isSignUp(Answer page) {
        return page.asked().getPath().equals("/sign-up");
    }

    private static Answer signUp(Browser browser, Answer page, String login) {
        assertThat(isSignUp(page)).as("%s: %s", page.asked(), page.body()).isTrue();
        return browser.submit(
                page.form()
                        .with("login", login)
                        .with("password", PASSWORD)
                        .with("name", "Nora Nord")
                        .with("email", login + "@example.com"));
    }

    private static void error(Answer answer, String error) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(303);
        assertThat(answer.sent().first("error")).contains(error);
        assertThat(answer.sent().first("state")).contains("state-1");
    }

    @Test
    @DisplayName("prompt_values_supported has create where it is supported, and all others (§4.2)")
    void discovery() {
        assertThat(server.metadata())
                .containsEntry(
                        "prompt_values_supported",
                        List.of("none", "login", "consent", "select_account", "create"));
        try (TestServer closed = TestServer.start()) {
            assertThat(closed.metadata())
                    .containsEntry(
                            "prompt_values_supported",
                            List.of("none", "login", "consent", "select_account"));
        }
    }

    @Test
    @DisplayName("the person is shown the account creation page, and the app gets its code (§4.1)")
    void page() {
        Browser browser = server.browser();
        App.Request request = create().with("scope", "openid profile email");
        Answer page = browser.get(request.uri());
        server.clock().advance(Duration.ofMinutes(5));
        Answer consent = signUp(browser, page, "nora");
        assertThat(consent.body()).contains("Nora Nord");

        Answer tokens = app.redeem(App.code(browser.allow(consent))).expectsStatus(200);

        assertThat(App.claims(tokens.text("id_token")))
                .as("as a sign-in by password that happened now")
                .containsEntry(
                        "auth_time", Math.toIntExact(server.clock().instant().getEpochSecond()))
                .containsEntry("amr", List.of("pwd"))
                .containsEntry("acr", "urn:symbolon:acr:password");
        assertThat(app.userinfo(tokens.text("access_token")).json())
                .containsEntry("preferred_username", "nora")
                .containsEntry("name", "Nora Nord")
                .containsEntry("email", "nora@example.com")
                .containsEntry("email_verified", false);
        assertThat(browser.get(app.request().with("prompt", "none").uri()).sent().first("code"))
                .isPresent();
    }

    @Test
    @DisplayName("whoever has an account signs in instead")
    void instead() {
        Browser browser = server.browser();
        Answer page = browser.get(create().uri());
        String interaction = page.form().fields().get("interaction");
        assertThat(page.body())
                .contains(
                        "id=\"sign-in\" href=\"/sign-in?interaction=%s&amp;ask=choose\""
                                .formatted(interaction));
        Answer signIn = browser.get("/sign-in?interaction=" + interaction + "&ask=choose");
        Answer consent = browser.signIn(signIn, "bob", TestServer.PASSWORD);
        assertThat(App.code(browser.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("whoever is signed in is shown the page, too, and may go on as who they are")
    void signedIn() {
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
        Answer page = alice.get(create().uri());
        assertThat(isSignUp(page)).isTrue();
        String interaction = page.form().fields().get("interaction");
        assertThat(isSignUp(alice.get("/oauth/authorize/resume/" + interaction)))
                .as("who only goes on has not answered")
                .isTrue();

        Answer choice = alice.get("/sign-in?interaction=" + interaction + "&ask=choose");
        assertThat(choice.body()).contains("Continue as alice");
        assertThat(App.code(alice.submit(choice.form().with("action", "continue")))).isNotEmpty();

        Answer consent = signUp(alice, alice.get(create().uri()), "olga");
        String code = App.code(alice.allow(consent));
        assertThat(app.redeem(code).expectsStatus(200).text("id_token")).isNotEmpty();
        assertThat(alice.get("/account").body()).contains("olga").doesNotContain("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create login",
                "create consent",
                "create select_account",
                "login consent select_account create"
            })
    @DisplayName("with other values: a new account has signed in, and was chosen (§4.1)")
    void combined(String prompt) {
        Browser browser = server.browser();
        Answer page = browser.get(app.request().with("prompt", prompt).uri());
        Answer consent = signUp(browser, page, "p" + prompt.length());
        assertThat(consent.asked().getPath()).isEqualTo("/consent");
        assertThat(App.code(browser.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("with login, whoever signs in instead proves it again")
    void createLogin() {
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer page = alice.get(app.request().with("prompt", "create login").uri());
        String interaction = page.form().fields().get("interaction");
        Answer choice = alice.get("/sign-in?interaction=" + interaction + "&ask=choose");
        Answer again = alice.submit(choice.form().with("action", "continue"));
        assertThat(again.body()).contains("name=\"password\"", "value=\"alice\"");
    }

    @Test
    @DisplayName("with none it contradicts itself: invalid_request (Core §3.1.2.1)")
    void createNone() {
        error(
                server.browser().get(app.request().with("prompt", "create none").uri()),
                "invalid_request");
    }

    @Test
    @DisplayName("where the app says whom it means, nobody new can be that one")
    void hinted() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        String hint =
                app.redeem(App.code(carol.allow(carol.get(app.request().uri())))).text("id_token");
        Answer page = server.browser().get(create().with("id_token_hint", hint).uri());
        assertThat(page.asked().getPath()).isEqualTo("/sign-in");
        assertThat(App.code(carol.get(create().with("id_token_hint", hint).uri()))).isNotEmpty();
    }

    @Test
    @DisplayName("works for requests that were pushed (RFC 9126)")
    void pushed() {
        String reference = app.push(create()).expectsStatus(201).text("request_uri");
        Browser browser = server.browser();
        Answer consent = signUp(browser, browser.get(app.pushed(reference)), "quentin");
        assertThat(App.code(browser.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("Nimbus's SDK reads from the metadata that it may ask, and asks")
    void nimbus() throws ParseException {
        OIDCProviderMetadata metadata =
                OIDCProviderMetadata.parse(
                        Http.get(
                                        URI.create(
                                                server.issuer()
                                                        + "/.well-known/openid-configuration"),
                                        Map.of())
                                .body());
        assertThat(metadata.getPromptTypes()).contains(Prompt.Type.CREATE);
        AuthenticationRequest request =
                new AuthenticationRequest.Builder(
                                ResponseType.CODE,
                                new Scope("openid"),
                                new ClientID(app.clientId()),
                                URI.create(App.CALLBACK))
                        .endpointURI(metadata.getAuthorizationEndpointURI())
                        .prompt(new Prompt(Prompt.Type.CREATE))
                        .codeChallenge(new CodeVerifier(App.VERIFIER), CodeChallengeMethod.S256)
                        .build();
        Browser browser = server.browser();
        Answer consent = signUp(browser, browser.get(request.toURI()), "sven");
        assertThat(App.code(browser.allow(consent))).isNotEmpty();
    }

    @Test
    @DisplayName("one request makes one account: what has ended asks nobody again")
    void once() {
        Browser browser = server.browser();
        Answer page = browser.get(create().uri());
        browser.allow(signUp(browser, page, "rosa"));
        Answer late = browser.submit(page.form().with("login", "rosa2").with("password", PASSWORD));
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.body()).contains("interaction.open");
    }

    @Test
    @DisplayName(
            "a value that is not supported is invalid_request, and the description names it (§4.1)")
    void notSupported() {
        try (TestServer closed = TestServer.start()) {
            App there = closed.confidentialApp();
            App.Request request = there.request().with("prompt", "create");
            Answer refused = closed.browser().get(request.uri());
            error(refused, "invalid_request");
            assertThat(refused.sent().first("error_description").orElse("")).contains("prompt");
            Answer pushed = there.push(request).expectsError("invalid_request");
            assertThat(pushed.naming("authorize.prompt-known").status()).isEqualTo(400);
            Browser alice = closed.browser().signedIn("alice", TestServer.PASSWORD);
            assertThat(alice.get(URI.create(closed.issuer() + "/sign-up")).status()).isEqualTo(404);
        }
    }
}
