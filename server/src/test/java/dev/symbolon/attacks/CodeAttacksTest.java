package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attacks on codes (RFC 9700 §4.5, §4.8)")
class CodeAttacksTest {

    private static TestServer server;
    private static App app;
    private static App legacy;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        legacy = server.app(Map.of("require_pkce", false));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
        alice.allow(alice.get(legacy.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("of 32 that hand in a code at once exactly one wins, and what it got is ended")
    void replayAtOnce() throws Exception {
        String code = App.code(alice.get(app.request().uri()));
        Callable<Answer> redeem = () -> app.redeem(code);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(Collections.nCopies(32, redeem)).stream()
                            .map(Future::resultNow)
                            .toList();
            List<Answer> won = answers.stream().filter(answer -> answer.status() == 200).toList();
            assertThat(won).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> answer.expectsError("invalid_grant"));
            assertThat(app.userinfo(won.getFirst().text("access_token")).status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("a used code ends what it gave, whatever API is named with it the second time")
    void replayForAnotherApi() {
        String code = App.code(alice.get(app.request().uri()));
        Answer won = app.redeem(code);
        Map<String, Object> form = new LinkedHashMap<>(app.exchange(code));
        form.put("resource", "https://elsewhere.example");

        app.token(form).expectsError("invalid_grant").naming("code.unused");

        assertThat(app.userinfo(won.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("a code that was being made while its person signed out opens nothing")
    void signedOutMeanwhile() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer landed = bob.get(app.request().uri());
        String code = App.code(landed.status() == 303 ? landed : bob.allow(landed));
        // As it is where the sign-out was over before the code was there to be ended.
        server.database()
                .run(
                        "DELETE FROM session WHERE account IN"
                                + " (SELECT id FROM account WHERE name = 'bob')");

        app.redeem(code).expectsError("invalid_grant").naming("code.not-ended");
    }

    @Test
    @DisplayName(
            "a code of the attacker's own, injected into a victim's app, fails at the verifier")
    void injection() {
        Browser mallory = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer landed = mallory.get(app.request().with("code_challenge", "A".repeat(43)).uri());
        String injected = App.code(landed.status() == 303 ? landed : mallory.allow(landed));

        app.redeem(injected).expectsError("invalid_grant").naming("pkce.verifier-matches");
    }

    @Test
    @DisplayName("a request stripped of its code_challenge is refused for who must use PKCE")
    void downgradeAtAuthorization() {
        Answer answer =
                alice.get(
                        app.request()
                                .without("code_challenge")
                                .without("code_challenge_method")
                                .uri());

        assertThat(answer.sent().first("error")).contains("invalid_request");
    }

    @Test
    @DisplayName(
            "a verifier for a code without challenge is refused: the challenge was stripped on the way (§4.8.2)")
    void downgradeAtToken() {
        String code =
                App.code(
                        alice.get(
                                legacy.request()
                                        .without("code_challenge")
                                        .without("code_challenge_method")
                                        .uri()));

        legacy.redeem(code).expectsError("invalid_grant").naming("pkce.no-downgrade");
    }

    @Test
    @DisplayName("without PKCE the redirect_uri must be repeated (RFC 6749 §4.1.3)")
    void legacyRedirectUri() {
        App.Request request =
                legacy.request().without("code_challenge").without("code_challenge_method");
        Map<String, Object> form =
                new LinkedHashMap<>(legacy.exchange(App.code(alice.get(request.uri()))));
        form.remove("code_verifier");
        form.remove("redirect_uri");

        legacy.token(form).expectsError("invalid_grant").naming("code.redirect-uri");

        form.put("redirect_uri", App.CALLBACK);
        assertThat(legacy.token(form).status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "the answer names its issuer, so that an app with two of them cannot mix them up (RFC 9207)")
    void mixUp() {
        Answer success = alice.get(app.request().uri());
        Answer failure = alice.get(app.request().with("response_type", "token").uri());

        for (Answer answer : List.of(success, failure)) {
            assertThat(answer.sent().all("iss")).containsExactly(server.issuer().toString());
        }
    }
}
