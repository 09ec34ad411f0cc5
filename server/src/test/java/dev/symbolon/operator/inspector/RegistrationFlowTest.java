package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Registrant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inspector shows registrations as flows of their own")
class RegistrationFlowTest {

    private static final Pattern FLOW = Pattern.compile("/inspect/flows/([0-9a-z]{16})");

    @Test
    @DisplayName("with what was sent and answered, and every problem of one that was refused")
    void shown() throws InterruptedException {
        try (TestServer server =
                TestServer.start(TestDatabases.fresh(), Map.of("registration.mode", "open"))) {
            server.administrator("root");
            Browser root = server.browser().signedIn("root", TestServer.PASSWORD);
            Registrant stranger = server.stranger();

            stranger.register(
                    Map.of(
                            "client_name", "Broken",
                            "redirect_uris", List.of(App.CALLBACK + "#x"),
                            "default_max_age", "soon"));
            String refused = flow(root, "REFUSED");
            Answer registered = stranger.register(Registrant.web(Map.of())).expectsStatus(201);
            String done = flow(root, "DONE");

            assertThat(refused)
                    .contains("Registration", "Registers itself", "Broken")
                    .contains("redirect-uri.no-fragment", "redirect_uris[0]")
                    .contains("client-metadata.max-age", "default_max_age");
            assertThat(done)
                    .contains("A stranger", registered.text("client_id"))
                    .contains("where answers may be sent, each exactly")
                    .contains("registration.media-type")
                    .doesNotContain(registered.text("registration_access_token"));
        }
    }

    /** The registration that has come to this. */
    private static String flow(Browser root, String state) throws InterruptedException {
        String list = "/inspect?kind=REGISTRATION&state=" + state;
        for (int i = 0; i < 100; i++) {
            Matcher flow = FLOW.matcher(root.get(list).expectsStatus(200).body());
            if (flow.find()) {
                return root.get("/inspect/flows/" + flow.group(1)).expectsStatus(200).body();
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("no registration is " + state);
    }
}
