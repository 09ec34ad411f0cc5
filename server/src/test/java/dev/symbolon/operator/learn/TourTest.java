package dev.symbolon.operator.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Browser;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tour")
class TourTest {

    private static final Pattern SCENE =
            Pattern.compile("<details class=\"step step-(passed|failed)\"");

    private static TestServer server;
    private static Browser root;
    private static String english;

    @BeforeAll
    static void walk() {
        server = TestServer.start();
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
        english = walked(root);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String walked(Browser visitor) {
        Answer start = visitor.get("/inspect/learn").expectsStatus(200);
        return visitor.submit(start.form()).expectsStatus(200).body();
    }

    private static String chapter(String page, String id) {
        int from = page.indexOf("<section class=\"card chapter\" id=\"" + id + "\"");
        return page.substring(from, page.indexOf("</section>", from));
    }

    /** How each scene of a chapter went: passed or failed. */
    private static List<String> outcomes(String page, String id) {
        return SCENE.matcher(chapter(page, id)).results().map(found -> found.group(1)).toList();
    }

    @Test
    @DisplayName("connects a television by a phone (RFC 8628), and shows both")
    void device() {
        String chapter = chapter(english, "device");

        assertThat(outcomes(english, "device"))
                .containsExactly(
                        "passed", "passed", "passed", "passed", "passed", "passed", "passed",
                        "passed", "failed");
        assertThat(chapter)
                .contains(">Device</text>", ">Browser</text>", ">Thief</text>")
                .contains("authorization_pending", "The phone sends", "The television sends")
                .contains("/rules/device-code.unused", "access_token, decoded")
                .doesNotContain(">App</text>");
    }

    @Test
    @DisplayName("refuses a stolen token that is bound to a key (RFC 9449), however it is sent")
    void bound() {
        String chapter = chapter(english, "dpop");

        assertThat(outcomes(english, "dpop"))
                .containsExactly("passed", "passed", "passed", "failed", "failed", "failed");
        assertThat(chapter)
                .contains("DPoP, decoded", "\"ath\"", "\"jkt\"")
                .contains("/rules/dpop.key-of-token", "/rules/dpop.once");
    }

    @Test
    @DisplayName("lets pass what should, and refuses what should not, in all its other chapters")
    void others() {
        assertThat(outcomes(english, "code-flow")).hasSize(9).containsOnly("passed");
        assertThat(outcomes(english, "why-pkce")).containsExactly("passed", "failed");
        assertThat(outcomes(english, "swapped-redirect")).containsExactly("failed");
        assertThat(outcomes(english, "refresh")).containsExactly("passed", "passed");
        assertThat(outcomes(english, "replayed-refresh"))
                .containsExactly("passed", "failed", "failed");
        assertThat(outcomes(english, "client-credentials")).containsExactly("passed");
    }

    @Test
    @DisplayName("speaks German to whoever does, and marks what stays English")
    void german() {
        Browser visitor =
                server.browser()
                        .signedIn("root", TestServer.PASSWORD)
                        .sending("Accept-Language", "de");

        String german = walked(visitor);

        assertThat(german)
                .contains("<div lang=\"de\">", "<div lang=\"en\">")
                .contains("Was ist OAuth?", "Der Fernseher sendet", "Das Telefon sendet")
                .contains("Ein Schlüssel, den nur einer drehen kann: DPoP")
                .doesNotContain("Robin signs in", "Start the tour");
        assertThat(outcomes(german, "device")).isEqualTo(outcomes(english, "device"));
        assertThat(outcomes(german, "dpop")).isEqualTo(outcomes(english, "dpop"));
    }
}
