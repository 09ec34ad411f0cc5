package dev.symbolon.protocol.device;

import static dev.symbolon.protocol.device.DeviceSteps.allow;
import static dev.symbolon.protocol.device.DeviceSteps.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8628 the page where the code is typed")
class DevicePageTest {

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
    @DisplayName("§3.3.1 a code in the address is shown to be compared, and does nothing by itself")
    void complete() {
        Answer begun = connected();
        Answer page = alice.get(URI.create(begun.text("verification_uri_complete")));

        assertThat(page.body())
                .contains("Is this the code on your device?", begun.text("user_code"));
        tv.poll(begun.text("device_code")).expectsError("authorization_pending");
        Answer done = alice.allow(alice.submit(page.form()));
        assertThat(done.body()).contains("The device is connected");
        pause();
        assertThat(tv.poll(begun.text("device_code")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§3.3 who is not signed in signs in first, and the code is not lost")
    void signInFirst() {
        Answer begun = connected();
        Browser bob = server.browser();
        Answer signIn = bob.get(URI.create(begun.text("verification_uri_complete")));
        assertThat(signIn.asked().getPath()).isEqualTo("/sign-in");
        Answer page = bob.signIn(signIn, "bob", TestServer.PASSWORD);

        assertThat(page.body()).contains(begun.text("user_code"));
        bob.allow(bob.submit(page.form()));
        assertThat(tv.userinfo(tv.poll(begun.text("device_code")).text("access_token")).json())
                .containsEntry("given_name", "bob");
    }

    @ParameterizedTest
    @DisplayName("§6.1 case and punctuation of the typed code do not count")
    @CsvSource({"lower", "blank", "none", "dash"})
    void typing(String how) {
        Answer begun = connected();
        String shown = begun.text("user_code");
        String typed =
                switch (how) {
                    case "lower" -> shown.toLowerCase(java.util.Locale.ROOT);
                    case "blank" -> "  " + shown.replace('-', ' ') + " ";
                    case "none" -> shown.replace("-", "");
                    default -> shown.replace('-', '\u2013');
                };
        assertThat(type(alice, typed).body()).contains("The television");
    }

    @Test
    @DisplayName("§5.4 what was allowed before is asked again: the code may be a stranger's")
    void askedAgain() {
        allow(alice, connected());
        assertThat(type(alice, connected().text("user_code")).body())
                .contains("The television", "Allow");
    }

    @Test
    @DisplayName("§5.1 wrong codes are slowed down, for the person and for the place")
    void guesses() {
        Browser carol = server.browser().signedIn("carol", TestServer.PASSWORD);
        Answer page = carol.get("/device");
        Answer last = page;
        for (int i = 0; i < 11; i++) {
            last = carol.submit(page.form().with("user_code", "BBBB-BBBB"));
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isPresent();
        assertThat(last.body()).contains("too many wrong codes");
        // The right one does not help now either, and is not told apart.
        String right = connected().text("user_code");
        assertThat(carol.submit(page.form().with("user_code", right)).status()).isEqualTo(429);
        server.clock().advance(Duration.ofHours(2));
        Browser again = server.browser().signedIn("carol", TestServer.PASSWORD);
        assertThat(type(again, connected().text("user_code")).body()).contains("The television");
    }

    @Test
    @DisplayName("nobody types a code from another site's page, or without being signed in")
    void forgery() {
        Answer begun = connected();
        URI page = URI.create(server.issuer() + "/device");
        Answer forged = alice.post(page, Map.of("user_code", begun.text("user_code")));
        assertThat(forged.status()).isEqualTo(403);

        Browser nobody = server.browser();
        Answer unknown = nobody.post(page, Map.of("user_code", begun.text("user_code")));
        assertThat(unknown.asked().getPath()).isEqualTo("/sign-in");
        pause();
        tv.poll(begun.text("device_code")).expectsError("authorization_pending");
    }

    @Test
    @DisplayName("the interaction of one browser is not answered in another")
    void otherBrowser() {
        Answer begun = connected();
        Answer consent = type(alice, begun.text("user_code"));
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        Answer stolen = bob.allow(consent);

        assertThat(stolen.status()).isEqualTo(400);
        tv.poll(begun.text("device_code")).expectsError("authorization_pending");
    }
}
