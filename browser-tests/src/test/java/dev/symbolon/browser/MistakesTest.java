package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The inspector explains the twenty most common mistakes, in a browser")
@ExtendWith(Stage.Builder.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MistakesTest {

    private static final Duration CODE_LASTS = Duration.ofSeconds(61);

    private static final Set<String> READ = new HashSet<>();

    private static URI issuer;
    private static Visitor operator;
    private static Visitor alice;
    private static FaultyApp app;
    private static FaultyApp keyed;
    private static Assertion assertion;
    private static String oldCode;
    private static Instant oldCodeMade;

    @BeforeAll
    static void begin(Stage stage) throws Exception {
        issuer = stage.demo().symbolon();
        assertion = new Assertion();
        app =
                FaultyApp.register(
                        stage.demo(),
                        """
                        {"client_name": "Faulty", "application_type": "native",
                         "grant_types": ["authorization_code", "refresh_token"],
                         "redirect_uris": ["%s"], "scope": "openid email offline_access",
                         "token_endpoint_auth_method": "client_secret_basic"}
                        """
                                .formatted(FaultyApp.callback(issuer)));
        keyed =
                FaultyApp.register(
                        stage.demo(),
                        """
                        {"client_name": "Keyed", "grant_types": ["client_credentials"],
                         "response_types": [], "redirect_uris": [], "scope": "other:read",
                         "token_endpoint_auth_method": "private_key_jwt", "jwks": %s}
                        """
                                .formatted(assertion.jwks()));
        operator = stage.visitor(Look.LIGHT_DESK).expecting(404);
        operator.open(stage.demo().inspector()).at("Flows");
        alice = stage.visitor(Look.LIGHT_DESK).expecting(400).expecting(404);
        alice.open("/oauth/authorize?" + FaultyApp.query(app.request()));
        alice.signIn("alice").press("Allow");
        alice.page().waitForURL("**/faulty-app/callback?**");
        oldCode = code();
        oldCodeMade = Instant.now();
    }

    @AfterAll
    static void end() {
        operator.close();
        alice.close();
    }

    private static void asks(String parameter, String value) {
        Map<String, String> request = app.request();
        request.put(parameter, value);
        alice.open("/oauth/authorize?" + FaultyApp.query(request));
    }

    private static String code() {
        alice.open("/oauth/authorize?" + FaultyApp.query(app.request()));
        return alice.page().url().replaceAll(".*[?&]code=([^&]*).*", "$1");
    }

    private static String tokens() {
        String tokens = app.token(app.redemption(code()));
        assertThat(tokens).contains("refresh_token");
        return tokens;
    }

    /** Opens the newest flow that this rule ended, as a person would, and reads why. */
    private static Visitor explained(String rule, String... words) {
        operator.open(unread(rule));
        operator.sees("What to do:").sees(rule);
        for (String word : words) {
            operator.sees(word);
        }
        return operator;
    }

    /**
     * A flow is kept a moment after its answer, so the newest may yet be that of an earlier test.
     */
    private static String unread(String rule) {
        String flow = "";
        for (int look = 0; look < 50 && (flow.isEmpty() || READ.contains(flow)); look++) {
            operator.page().waitForTimeout(look == 0 ? 0 : 100);
            operator.open("/inspect?rule=" + rule);
            Locator row = operator.page().locator("tbody tr").first().locator("a").nth(1);
            flow = row.count() == 0 ? "" : row.getAttribute("href");
        }
        assertThat(READ.add(flow)).as("a new flow that %s ended", rule).isTrue();
        return flow;
    }

    private static Locator first(String part) {
        return operator.page().locator(part + ":not(:empty)").first();
    }

    @Test
    @DisplayName("1 an unknown client")
    void unknownClient() {
        asks("client_id", "nobody");
        explained("authorize.client-known", "nobody");
    }

    @Test
    @DisplayName("2 a wrong redirect_uri")
    void redirectUri() {
        asks("redirect_uri", FaultyApp.callback(issuer) + "/");
        explained("authorize.redirect-uri-registered", "redirect_uris");
        assertThat(first("del")).hasText("/");
        operator.examine("inspector-9-redirect-uri");
    }

    @Test
    @DisplayName("3 a wrong secret")
    void secret() {
        app.mistaken().token(Map.of("grant_type", "refresh_token"));
        explained(
                "client-authentication.proven",
                "a secret or key that is registered for it",
                app.clientId());
    }

    @Test
    @DisplayName("4 a client assertion for somebody else")
    void assertionAudience() throws GeneralSecurityException {
        keyed.token(
                assertion.form(
                        keyed.clientId(),
                        "https://other.example",
                        Instant.now().plusSeconds(60),
                        Assertion.KID));
        explained("client-assertion.audience", "https://other.example", issuer.toString());
        operator.examine("inspector-10-assertion");
    }

    @Test
    @DisplayName("5 a client assertion that has expired")
    void assertionExpired() throws GeneralSecurityException {
        Instant past = Instant.now().minusSeconds(3600);
        keyed.token(assertion.form(keyed.clientId(), issuer.toString(), past, Assertion.KID));
        explained("client-assertion.expiry", String.valueOf(past.getEpochSecond()));
    }

    @Test
    @DisplayName("6 a client assertion of an unknown key")
    void assertionKey() throws GeneralSecurityException {
        keyed.token(
                assertion.form(
                        keyed.clientId(),
                        issuer.toString(),
                        Instant.now().plusSeconds(60),
                        "forgotten"));
        explained("client-authentication.proven", "signing (EC)", "kid forgotten");
    }

    @Test
    @DisplayName("7 a client assertion of an algorithm that is not for keys")
    void assertionAlgorithm() {
        keyed.token(Assertion.withoutSecret(keyed.clientId(), issuer));
        explained("client-authentication.proven", "alg, one of", "alg HS256");
    }

    @Test
    @DisplayName("8 no PKCE")
    void noPkce() {
        Map<String, String> request = app.request();
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        alice.open("/oauth/authorize?" + FaultyApp.query(request));
        explained("pkce.challenge-present", "code_challenge must be sent.");
    }

    @Test
    @DisplayName("9 a verifier that does not hash to the challenge")
    void verifier() {
        Map<String, String> form = app.redemption(code());
        form.put("code_verifier", "x".repeat(43));
        app.token(form);
        explained("pkce.verifier-matches", "must hash to the code_challenge");
        assertThat(first("ins")).isVisible();
        assertThat(first("del")).isVisible();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("10 a code that is too old")
    void oldCode() throws InterruptedException {
        Thread.sleep(
                Duration.between(Instant.now(), oldCodeMade.plus(CODE_LASTS))
                        .plusMillis(1)
                        .toMillis());
        app.token(app.redemption(oldCode));
        explained("code.not-expired", "Redeem the code at once");
    }

    @Test
    @DisplayName("11 a code that was used")
    void usedCode() {
        String code = code();
        app.token(app.redemption(code));
        app.token(app.redemption(code));
        explained("code.unused", "A code is used once");
        operator.examine("inspector-11-used-code");
    }

    @Test
    @DisplayName("12 a token for another API")
    void audience(Stage stage) throws Exception {
        api(stage, "https://one.example", "other:read");
        api(stage, "https://two.example", "two:read");
        String token =
                FaultyApp.member(
                        keyed.token(
                                assertion.form(
                                        keyed.clientId(),
                                        issuer.toString(),
                                        Instant.now().plusSeconds(60),
                                        Assertion.KID)),
                        "access_token");
        assertThat(app.post("/oauth/introspect", Map.of("token", token))).contains("false");
        explained("introspection.for-who-asks", "https://one.example", "https://two.example");
    }

    /** An API whose tokens only the faulty app may ask about, where it is the second. */
    private static void api(Stage stage, String identifier, String scope) throws IOException {
        String asker = identifier.contains("two") ? "\"" + app.clientId() + "\"" : "";
        Path file = Files.createTempFile("api", ".json");
        Files.writeString(
                file,
                """
                {"identifier": "%s", "name": "An API", "introspected_by": [%s],
                 "scopes": {"%s": "Read"}}
                """
                        .formatted(identifier, asker, scope));
        stage.demo().command("resource", "add", "--definition", file.toString());
        Files.delete(file);
    }

    @Test
    @DisplayName("13 a scope that the app is not registered for")
    void scope() {
        asks("scope", "openid phone");
        explained("authorize.scope-allowed", "phone");
    }

    @Test
    @DisplayName("14 prompt=none without a session")
    void promptNoneLogin(Stage stage) {
        Map<String, String> request = app.request();
        request.put("prompt", "none");
        try (Visitor stranger = stage.visitor(Look.LIGHT_DESK)) {
            stranger.open("/oauth/authorize?" + FaultyApp.query(request));
        }
        explained("authorize.prompt-none-login", "signed in already");
    }

    @Test
    @DisplayName("15 prompt=none without consent")
    void promptNoneConsent() {
        Map<String, String> request = app.request();
        request.put("prompt", "none");
        request.put("scope", "openid email");
        alice.open("/oauth/authorize?" + FaultyApp.query(request));
        explained("authorize.prompt-none-consent", "allowed this before");
    }

    @Test
    @DisplayName("16 an id_token_hint of another issuer")
    void hint() {
        asks("id_token_hint", FaultyApp.member(tokens(), "id_token").replaceAll("[^.]+$", "AAAA"));
        explained("authorize.id-token-hint-ours", "ID token of this issuer");
    }

    @Test
    @DisplayName("17 a refresh token that was replaced")
    void refresh() {
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "refresh_token"));
        String first = FaultyApp.member(tokens(), "refresh_token");
        form.put("refresh_token", first);
        form.put("refresh_token", FaultyApp.member(app.token(form), "refresh_token"));
        app.token(form);
        form.put("refresh_token", first);
        app.token(form);
        explained("refresh.not-reused", "the grant has now ended");
    }

    @Test
    @DisplayName("18 an address after sign-out that is not registered")
    void logout() {
        Map<String, String> request = new HashMap<>();
        request.put("id_token_hint", FaultyApp.member(tokens(), "id_token"));
        request.put("post_logout_redirect_uri", "https://faulty.example/bye");
        alice.open("/oauth/logout?" + FaultyApp.query(request));
        explained("logout.redirect-uri-registered", "post_logout_redirect_uris");
    }

    @Test
    @DisplayName("19 a script of another site at an endpoint that is not for scripts")
    void script() {
        app.preflight("/oauth/introspect", "https://spa.example");
        explained("http.pages-may-ask", "https://spa.example");
    }

    @Test
    @DisplayName("20 a parameter that is sent twice")
    void twice() {
        alice.open("/oauth/authorize?" + FaultyApp.query(app.request()) + "&scope=openid");
        explained("authorize.parameters-once", "Send each parameter once.");
        operator.examine("inspector-12-twice");
    }
}
