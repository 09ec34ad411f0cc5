package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pages that a certification's scripted browser goes through: addresses and ids")
class PagesTest {

    private static TestServer server;
    private Browser person;

    @BeforeAll
    static void start() {
        server = Candidate.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void freshBrowser() {
        person = server.browser();
    }

    private static void has(Answer page, String path, String... ids) {
        assertThat(page.asked().getPath()).isEqualTo(path);
        for (String id : ids) {
            assertThat(page.body()).containsOnlyOnce(" id=\"" + id + "\"");
        }
    }

    @Test
    @DisplayName("sign-in has its fields, a way on and a way back; consent has both answers")
    void signInAndConsent() {
        RelyingParty party = RelyingParty.register(server, Variant.CODE);
        Answer signIn = person.get(party.authorizationUri(party.request()));
        has(signIn, "/sign-in", "login", "password", "sign-in", "cancel");

        Answer consent = person.signIn(signIn, "alice", TestServer.PASSWORD);
        has(consent, "/consent", "deny", "allow");
    }

    @Test
    @DisplayName("an error page is one, and has its reference")
    void error() {
        Answer page = person.get("/oauth/authorize?client_id=nobody").expectsStatus(400);

        has(page, "/oauth/authorize", "error", "reference");
    }

    @Test
    @DisplayName("the question before signing out has both answers, and what follows says which")
    void signOut() {
        person.signedIn("alice", TestServer.PASSWORD);
        Answer question = person.get("/oauth/logout");
        has(question, "/oauth/logout", "stay", "sign-out");

        Answer stayed = person.submit(question.form().with("action", "stay"));
        has(stayed, "/oauth/logout/confirm", "still-signed-in");

        Answer again = person.get("/oauth/logout");
        Answer out = person.submit(again.form().with("action", "sign-out"));
        has(out, "/oauth/logout/confirm", "signed-out");
    }
}
