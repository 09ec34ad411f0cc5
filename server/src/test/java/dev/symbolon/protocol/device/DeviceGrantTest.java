package dev.symbolon.protocol.device;

import static dev.symbolon.protocol.device.DeviceSteps.SCOPE;
import static dev.symbolon.protocol.device.DeviceSteps.allow;
import static dev.symbolon.protocol.device.DeviceSteps.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 device authorization grant")
class DeviceGrantTest {

    private static TestServer server;
    private static App tv;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        tv = server.device();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer connected() {
        return DeviceSteps.connect(tv);
    }

    private static void pause() {
        server.clock().advance(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("§3.2 the answer has both codes, where to type the short one, and for how long")
    void answer() {
        Answer answer = connected();

        assertThat(answer.json())
                .containsOnlyKeys(
                        "device_code",
                        "user_code",
                        "verification_uri",
                        "verification_uri_complete",
                        "expires_in",
                        "interval")
                .containsEntry("verification_uri", server.issuer() + "/device")
                .containsEntry("expires_in", 600)
                .containsEntry("interval", 5);
        assertThat(answer.text("user_code"))
                .matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(answer.text("verification_uri_complete"))
                .isEqualTo(server.issuer() + "/device?user_code=" + answer.text("user_code"));
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @EachDatabase
    @DisplayName("§1 a person allows on one device what another one asked for")
    void wholeFlow(Database database) {
        TestServer here = TestServer.start(database);
        App device = here.device();
        Browser person = here.browser().signedIn("alice", TestServer.PASSWORD);
        Answer begun = DeviceSteps.connect(device);
        String deviceCode = begun.text("device_code");

        device.poll(deviceCode).expectsError("authorization_pending");
        Answer consent = type(person, begun.text("user_code"));
        assertThat(consent.body())
                .contains("The television", "Read your things", "This connects another device");
        person.allow(consent);

        Answer tokens = device.poll(deviceCode).expectsStatus(200);
        assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder(SCOPE.split(" "));
        assertThat(App.claims(tokens.text("id_token")))
                .containsKeys("sub", "auth_time", "acr", "amr")
                .doesNotContainKeys("sid", "nonce");
        assertThat(device.userinfo(tokens.text("access_token")).json())
                .containsEntry("given_name", "alice");
        assertThat(device.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
        // The test's clock stands still.
        here.clock().advance(Duration.ofSeconds(5));
        device.poll(deviceCode).expectsError("invalid_grant").naming("device-code.unused");
        device.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
        here.close();
    }

    @Test
    @DisplayName(
            "§3.5 a used code ends what it gave, whatever API is named with it the second time")
    void usedForAnotherApi() {
        Answer begun = connected();
        alice.allow(type(alice, begun.text("user_code")));
        String deviceCode = begun.text("device_code");
        Answer tokens = tv.poll(deviceCode).expectsStatus(200);

        tv.token(
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:device_code",
                                "device_code",
                                deviceCode,
                                "resource",
                                "https://elsewhere.example"))
                .expectsError("invalid_grant")
                .naming("device-code.unused");

        tv.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§3.5 access_denied: the person refused")
    void denied() {
        Answer begun = connected();
        Answer done = alice.deny(type(alice, begun.text("user_code")));

        assertThat(done.body()).contains("Nothing was connected");
        Answer answer = tv.poll(begun.text("device_code"));
        answer.expectsError("access_denied").naming("device-code.not-denied");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(type(alice, begun.text("user_code")).body()).contains("No device waits");
    }

    @Test
    @DisplayName("§3.5 slow_down: five seconds more, for this and all subsequent requests")
    void slowDown() {
        String code = connected().text("device_code");
        tv.poll(code).expectsError("authorization_pending").naming("device-code.answered");
        tv.poll(code).expectsError("slow_down").naming("device-code.interval");
        pause();
        tv.poll(code).expectsError("slow_down");
        server.clock().advance(Duration.ofSeconds(15));
        tv.poll(code).expectsError("authorization_pending");
        server.clock().advance(Duration.ofSeconds(10));
        tv.poll(code).expectsError("slow_down");
    }

    @Test
    @DisplayName("§3.5 a device that asks every five seconds is never told to slow down")
    void inTime() {
        String code = connected().text("device_code");
        for (int i = 0; i < 5; i++) {
            tv.poll(code).expectsError("authorization_pending");
            pause();
        }
    }

    @Test
    @DisplayName("§3.5 expired_token: ten minutes are over, for the device and for the person")
    void expired() {
        Answer begun = connected();
        Answer consent = type(alice, begun.text("user_code"));
        server.clock().advance(Duration.ofMinutes(10));

        tv.poll(begun.text("device_code"))
                .expectsError("expired_token")
                .naming("device-code.not-expired");
        Answer late = alice.allow(consent);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.body()).contains("device.still-waits");
        assertThat(type(alice, begun.text("user_code")).body()).contains("No device waits");
    }

    @Test
    @DisplayName("§3.4 the code of another client is an invalid_grant")
    void otherClient() {
        Answer begun = connected();
        allow(alice, begun);

        server.device()
                .poll(begun.text("device_code"))
                .expectsError("invalid_grant")
                .naming("device-code.of-client");
        assertThat(tv.poll(begun.text("device_code")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§3.4 without a code, with one that is none, with a user code")
    void badCodes() {
        tv.token(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:device_code"))
                .expectsError("invalid_request")
                .naming("device-code.present");
        tv.poll("sym_dc_nothing").expectsError("invalid_grant").naming("device-code.known");
        tv.poll(connected().text("user_code")).expectsError("invalid_grant");
    }

    @Test
    @DisplayName("RFC 9449 §5 a device that proves a key gets tokens that are bound to it")
    void boundToKey() {
        DpopKey key = new DpopKey(server.clock());
        String endpoint = server.issuer() + "/oauth/token";
        Answer begun = connected();
        allow(alice, begun);
        Answer tokens =
                tv.sending("DPoP", key.proof("POST", endpoint).signed())
                        .poll(begun.text("device_code"))
                        .expectsStatus(200);

        assertThat(tokens.text("token_type")).isEqualTo("DPoP");
        tv.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
        tv.sending("DPoP", key.proof("POST", endpoint).signed())
                .refresh(tokens.text("refresh_token"))
                .expectsStatus(200);
    }

    @Test
    @DisplayName("of 32 that ask at once for what was allowed, one gets tokens, and they end")
    void once() throws Exception {
        Answer begun = connected();
        allow(alice, begun);
        Callable<Answer> poll = () -> tv.poll(begun.text("device_code"));
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
    @DisplayName("signing out in the browser leaves the device connected; disconnecting does not")
    void ends() {
        Answer begun = connected();
        allow(alice, begun);
        Answer tokens = tv.poll(begun.text("device_code")).expectsStatus(200);
        Answer account = alice.get("/account");
        alice.submit(account.form().with("action", "sign-out"));
        alice.signedIn("alice", TestServer.PASSWORD);
        Answer refreshed = tv.refresh(tokens.text("refresh_token")).expectsStatus(200);

        Answer waiting = connected();
        allow(alice, waiting);
        alice.submit(
                alice.get("/account")
                        .form()
                        .with("action", "disconnect")
                        .with("app", tv.clientId()));
        tv.refresh(refreshed.text("refresh_token")).expectsError("invalid_grant");
        tv.poll(waiting.text("device_code"))
                .expectsError("invalid_grant")
                .naming("device-code.not-ended");
    }

    @Test
    @DisplayName("a device of somebody whose account was disabled meanwhile gets nothing")
    void disabled() {
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer begun = connected();
        allow(bob, begun);
        server.disable("bob");
        Answer answer = tv.poll(begun.text("device_code"));
        server.enable("bob");
        answer.expectsError("invalid_grant");
    }

    @Test
    @DisplayName("§3.1 a client that is not registered for it gets no codes")
    void notRegistered() {
        server.confidentialApp()
                .connect(Map.of("scope", "openid"))
                .expectsError("unauthorized_client")
                .naming("device.grant-type-allowed");
    }

    @Test
    @DisplayName("§3.1 a confidential client must prove who it is")
    void authenticated() {
        App box =
                server.app(
                        Map.of(
                                "grant_types",
                                List.of("urn:ietf:params:oauth:grant-type:device_code"),
                                "response_types",
                                List.of(),
                                "redirect_uris",
                                List.of(),
                                "post_logout_redirect_uris",
                                List.of()));
        assertThat(box.connect(Map.of("scope", "openid")).status()).isEqualTo(200);
        new App(server.issuer(), box.clientId(), null)
                .connect(Map.of("scope", "openid"))
                .expectsError("invalid_client");
    }

    @Test
    @DisplayName("§3.1 the scope must be well formed and the client's")
    void scope() {
        tv.connect(Map.of("scope", "openid \"")).expectsError("invalid_scope");
        tv.connect(Map.of("scope", "openid api:write"))
                .expectsError("invalid_scope")
                .naming("authorize.scope-allowed");
        tv.connect(Map.of("scope", "api:read", "resource", "https://unknown.example"))
                .expectsError("invalid_target");
    }

    @Test
    @DisplayName("§3.1 each parameter at most once, in a form")
    void form() {
        URI endpoint = URI.create(server.issuer() + "/oauth/device");
        Http.post(endpoint, "client_id=" + tv.clientId() + "&scope=openid&scope=profile", Map.of())
                .expectsError("invalid_request")
                .naming("device.parameters-once");
        Http.send("POST", endpoint, "", Map.of())
                .expectsError("invalid_request")
                .naming("device.form");
        assertThat(Http.get(endpoint, Map.of()).status()).isEqualTo(405);
    }

    @Test
    @DisplayName("§4 discovery names the endpoint and the grant")
    void discovery() {
        assertThat(server.metadata())
                .containsEntry("device_authorization_endpoint", server.issuer() + "/oauth/device");
        assertThat(server.metadata().get("grant_types_supported"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("urn:ietf:params:oauth:grant-type:device_code");
    }
}
