package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelSteps.asking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CIBA §7.1 user_code: a person who has set one is asked by who knows it")
class UserCodeTest {

    private TestServer server;
    private App till;
    private Browser alice;

    @BeforeEach
    void start() {
        server = TestServer.start();
        till = server.callCentre(Map.of("backchannel_user_code_parameter", true));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer set(Browser person, String code) {
        return person.submit(
                person.get("/account")
                        .form()
                        .with("action", "set-user-code")
                        .with("user_code", code));
    }

    private static Answer ask(App app, String login, String code) {
        Map<String, Object> asking = asking(login);
        asking.put("user_code", code);
        return app.askElsewhere(asking);
    }

    @EachDatabase
    @DisplayName("§13 missing_user_code and invalid_user_code, and the right one is taken")
    void code(Database database) {
        try (TestServer here = TestServer.start(database)) {
            App app = here.callCentre(Map.of("backchannel_user_code_parameter", true));
            Browser person = here.browser().signedIn("alice", TestServer.PASSWORD);
            app.askElsewhere(asking("alice")).expectsStatus(200);
            assertThat(set(person, "4711Ab").body()).contains("The code is set.");

            app.askElsewhere(asking("alice"))
                    .expectsError("missing_user_code")
                    .naming("backchannel.user-code-present");
            for (String wrong : List.of("4711ab", "4711Ab ", "no code", "4", "ä", "a".repeat(99))) {
                Answer refused = ask(app, "alice", wrong);
                refused.expectsError("invalid_user_code").naming("backchannel.user-code");
                assertThat(refused.status()).isEqualTo(400);
            }
            ask(app, "alice", "4711Ab").expectsStatus(200);
            set(person, "2222");
            ask(app, "alice", "4711Ab").expectsError("invalid_user_code");
            ask(app, "alice", "2222").expectsStatus(200);
            assertThat(database.list("SELECT hash FROM user_code", row -> row.text("hash")))
                    .allMatch(hash -> hash.startsWith("$argon2id$"));
        }
    }

    @Test
    @DisplayName("who has set none, or has removed it, is asked without")
    void none() {
        ask(till, "bob", "1234").expectsStatus(200);
        set(alice, "1234");
        assertThat(
                        alice.submit(
                                        alice.get("/account")
                                                .form()
                                                .with("action", "remove-user-code"))
                                .body())
                .contains("The code is removed.");
        till.askElsewhere(asking("alice")).expectsStatus(200);
    }

    @Test
    @DisplayName("a client that did not register the parameter sends none")
    void otherClient() {
        set(alice, "1234");
        App centre = server.callCentre(Map.of());
        centre.askElsewhere(asking("alice")).expectsStatus(200);
        ask(centre, "alice", "9999").expectsStatus(200);
    }

    @Test
    @DisplayName("a code has 4 to 64 digits and letters")
    void form() {
        for (String bad : List.of("", "123", "12 34", "ä123", "1".repeat(65), "12<4")) {
            assertThat(set(alice, bad).body()).contains("The code was not set");
        }
        till.askElsewhere(asking("alice")).expectsStatus(200);
        set(alice, "1".repeat(64));
        ask(till, "alice", "1".repeat(64)).expectsStatus(200);
        assertThat(alice.get("/account").body()).doesNotContain("1".repeat(64));
    }

    @Test
    @DisplayName("§14 guesses are slowed down, for the client and the account; right ones are not")
    void guesses() {
        set(alice, "4711");
        set(server.browser().signedIn("bob", TestServer.PASSWORD), "4711");
        for (int i = 0; i < 10; i++) {
            ask(till, "alice", "000" + i).expectsError("invalid_user_code");
        }
        Answer slowed = ask(till, "alice", "4711");
        assertThat(slowed.status()).isEqualTo(503);
        assertThat(slowed.header("retry-after")).isPresent();
        assertThat(slowed.body()).contains("backchannel.user-code-guesses");
        ask(till, "bob", "4711").expectsStatus(200);
        App other = server.callCentre(Map.of("backchannel_user_code_parameter", true));
        ask(other, "alice", "4711").expectsStatus(200);
        server.clock().advance(Duration.ofSeconds(3));
        ask(till, "alice", "4711").expectsStatus(200);
    }
}
