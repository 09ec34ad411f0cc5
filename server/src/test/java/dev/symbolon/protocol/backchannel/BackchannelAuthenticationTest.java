package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelSteps.SCOPE;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.allow;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.ask;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.asking;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CIBA: an app asks a person on their own device, and polls for the answer")
class BackchannelAuthenticationTest {

    private TestServer server;
    private App centre;
    private Browser alice;

    @BeforeEach
    void start() {
        server = TestServer.start();
        centre = server.callCentre(java.util.Map.of());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void pause() {
        server.clock().advance(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName(
            "§7.3 the acknowledgement has an id that cannot be guessed, a lifetime, an interval")
    void acknowledgement() {
        Answer begun = ask(centre, "alice");

        assertThat(begun.json())
                .containsOnlyKeys("auth_req_id", "expires_in", "interval")
                .containsEntry("expires_in", 600)
                .containsEntry("interval", 5);
        assertThat(begun.text("auth_req_id")).matches("[A-Za-z0-9._-]{43,}");
        assertThat(begun.header("cache-control")).contains("no-store");
    }

    @EachDatabase
    @DisplayName("§3 the person allows on their account page what the app asked for")
    void wholeFlow(Database database) {
        try (TestServer here = TestServer.start(database)) {
            App app = here.callCentre(java.util.Map.of());
            Browser person = here.browser().signedIn("alice", TestServer.PASSWORD);
            var asking = asking("alice@example.com");
            asking.put("binding_message", "Parcel <4711> ✓");
            String id = app.askElsewhere(asking).expectsStatus(200).text("auth_req_id");

            app.answered(id).expectsError("authorization_pending").naming("ciba.answered");
            assertThat(person.get("/account").body())
                    .contains(
                            "Waiting for your answer", "The call centre", "Parcel &lt;4711&gt; ✓");
            Answer consent = look(person);
            assertThat(consent.body())
                    .contains(
                            "The call centre",
                            "Read your things",
                            "This was asked elsewhere",
                            "Parcel &lt;4711&gt; ✓")
                    .doesNotContain("You will be sent to");
            assertThat(person.allow(consent).body()).contains("You allowed it");

            Answer tokens = app.answered(id).expectsStatus(200);
            assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder(SCOPE.split(" "));
            assertThat(App.claims(tokens.text("id_token")))
                    .containsKeys("sub", "auth_time", "acr", "amr", "at_hash")
                    .containsEntry("aud", app.clientId())
                    .doesNotContainKeys("sid", "nonce");
            assertThat(app.userinfo(tokens.text("access_token")).json())
                    .containsEntry("given_name", "alice");
            assertThat(app.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
            // The test's clock stands still.
            here.clock().advance(Duration.ofSeconds(5));
            app.answered(id).expectsError("invalid_grant").naming("ciba.unused");
            app.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
            assertThat(person.get("/account").body()).doesNotContain("Waiting for your answer");
        }
    }

    @Test
    @DisplayName("§11 access_denied: the person refused")
    void denied() {
        String id = ask(centre, "alice").text("auth_req_id");
        assertThat(alice.deny(look(alice)).body()).contains("You did not allow it");

        Answer answer = centre.answered(id);
        answer.expectsError("access_denied").naming("ciba.not-denied");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    @DisplayName("§11 slow_down: the interval is five seconds longer from now on")
    void slowDown() {
        String id = ask(centre, "alice").text("auth_req_id");
        centre.answered(id).expectsError("authorization_pending");
        centre.answered(id).expectsError("slow_down").naming("ciba.interval");
        pause();
        centre.answered(id).expectsError("slow_down");
        server.clock().advance(Duration.ofSeconds(15));
        centre.answered(id).expectsError("authorization_pending");
    }

    @Test
    @DisplayName("§11 expired_token: the time is over, for the app and for the person")
    void expired() {
        var asking = asking("alice");
        asking.put("requested_expiry", "90");
        Answer begun = centre.askElsewhere(asking).expectsStatus(200);
        assertThat(begun.json()).containsEntry("expires_in", 90);
        Answer consent = look(alice);
        server.clock().advance(Duration.ofSeconds(90));

        centre.answered(begun.text("auth_req_id"))
                .expectsError("expired_token")
                .naming("ciba.not-expired");
        Answer late = alice.allow(consent);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.body()).contains("backchannel.still-waits");
        assertThat(alice.get("/account").body()).doesNotContain("Waiting for your answer");
    }

    @Test
    @DisplayName("§11 an id of another client, or one that is none, is an invalid_grant")
    void otherClient() {
        String id = ask(centre, "alice").text("auth_req_id");
        allow(alice);

        server.callCentre(java.util.Map.of())
                .answered(id)
                .expectsError("invalid_grant")
                .naming("ciba.of-client");
        centre.answered("sym_aq_nothing").expectsError("invalid_grant").naming("ciba.known");
        centre.token(java.util.Map.of("grant_type", "urn:openid:params:grant-type:ciba"))
                .expectsError("invalid_request")
                .naming("ciba.present");
        centre.answered(id).expectsStatus(200);
    }

    @Test
    @DisplayName("only the person who was named sees the request and can answer it")
    void otherPerson() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        String id = ask(centre, "alice").text("auth_req_id");
        assertThat(bob.get("/account").body()).doesNotContain("Waiting for your answer");
        Answer consent = look(alice);
        String address = "/account/requests/" + dev.symbolon.base.secret.OpaqueValue.sha256(id);
        assertThat(bob.get(address).body()).contains("backchannel.still-waits");
        assertThat(bob.get(address).status()).isEqualTo(400);
        assertThat(server.browser().get(address).asked().getPath()).isEqualTo("/sign-in");

        // In Alice's browser, Bob signs in meanwhile and answers in her place.
        alice.submit(alice.get("/account").form().with("action", "sign-out"));
        alice.signedIn("bob", TestServer.PASSWORD);
        String interaction = consent.form().fields().get("interaction");
        Answer asBob = alice.get("/consent?interaction=" + interaction);
        assertThat(alice.allow(asBob).status()).isEqualTo(400);
        centre.answered(id).expectsError("authorization_pending");
    }

    @Test
    @DisplayName("RFC 9449 §5 who proves a key gets tokens that are bound to it")
    void boundToKey() {
        DpopKey key = new DpopKey(server.clock());
        String id = ask(centre, "alice").text("auth_req_id");
        allow(alice);
        Answer tokens =
                centre.sending("DPoP", key.proof("POST", server.issuer() + "/oauth/token").signed())
                        .answered(id)
                        .expectsStatus(200);

        assertThat(tokens.text("token_type")).isEqualTo("DPoP");
        assertThat(App.claims(tokens.text("access_token"))).containsKey("cnf");
    }

    @Test
    @DisplayName("of 32 that ask at once for what was allowed, one gets tokens, and they end")
    void once() throws Exception {
        String id = ask(centre, "alice").text("auth_req_id");
        allow(alice);
        Callable<Answer> poll = () -> centre.answered(id);
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    threads.invokeAll(Collections.nCopies(32, poll)).stream()
                            .map(Future::resultNow)
                            .toList();
        }
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> "invalid_grant".equals(answer.json().get("error")));
    }

    @Test
    @DisplayName("disconnecting the app takes back what was allowed and not fetched yet")
    void disconnected() {
        String id = ask(centre, "alice").text("auth_req_id");
        allow(alice);
        alice.submit(
                alice.get("/account")
                        .form()
                        .with("action", "disconnect")
                        .with("app", centre.clientId()));
        centre.answered(id).expectsError("invalid_grant").naming("ciba.not-ended");
    }

    @Test
    @DisplayName("a client wears nobody down: three unanswered or refused requests, then none")
    void fewWait() {
        for (int i = 0; i < 3; i++) {
            ask(centre, "alice");
        }
        alice.deny(look(alice));
        Answer fourth = centre.askElsewhere(asking("alice"));
        fourth.expectsError("access_denied").naming("backchannel.few-wait");
        assertThat(fourth.status()).isEqualTo(403);
        ask(centre, "bob");
        ask(server.callCentre(java.util.Map.of()), "alice");
        server.clock().advance(Duration.ofMinutes(10));
        ask(centre, "alice");
    }

    @Test
    @DisplayName("what was allowed makes room for the next")
    void allowedMakesRoom() {
        for (int i = 0; i < 5; i++) {
            ask(centre, "alice");
            allow(alice);
        }
    }
}
