package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("HTML §7.1.3 Cross-Origin-Opener-Policy")
class OpenerPolicyTest {

    private static final String POLICY = "cross-origin-opener-policy";

    @Test
    @DisplayName(
            "stands on pages that lead to no app, and on none that an app may open in a pop-up")
    void pages() {
        try (TestServer server = TestServer.start()) {
            server.administrator("root");
            Browser root = server.browser().signedIn("root", TestServer.PASSWORD);
            App app = server.confidentialApp();

            for (String page : List.of("/account", "/inspect", "/inspect/learn", "/inspect/try")) {
                assertThat(root.get(page).expectsStatus(200).header(POLICY))
                        .as(page)
                        .contains("same-origin");
            }
            assertThat(root.get(app.request().uri()).expectsStatus(200).header(POLICY)).isEmpty();
            assertThat(server.browser().get(app.request().uri()).header(POLICY)).isEmpty();
            assertThat(root.get("/oauth/logout").expectsStatus(200).header(POLICY)).isEmpty();
        }
    }
}
