package dev.symbolon.operator.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The playground")
class TryPageTest {

    private static TestServer server;
    private static Browser root;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> form(Answer page, String... more) {
        Map<String, Object> form = new LinkedHashMap<>();
        for (String field : List.of("form_token", "client", "verifier", "run")) {
            form.put(field, value(page.body(), field));
        }
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    private static String value(String page, String field) {
        Matcher found = Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"").matcher(page);
        return found.find() ? found.group(1) : "";
    }

    private static Answer send(Map<String, Object> form) {
        return root.post(URI.create(server.issuer() + "/inspect/try"), form).expectsStatus(200);
    }

    private static Answer userinfo(Answer page, String token) {
        return send(
                form(page, "kind", "userinfo", "lines", "access_token=" + token, "action", "send"));
    }

    @Test
    @DisplayName("shows every answer of a run with its trace, the newest first")
    void run() {
        App app = server.publicApp();
        Answer page = root.get("/inspect/try?client=" + app.clientId());

        Answer first = userinfo(page, "wrong");
        Answer second =
                send(form(first, "kind", "introspect", "lines", "token=x", "action", "send"));
        Answer shown = send(form(second, "kind", "revoke", "lines", "token=x"));

        assertThat(shown.body())
                .containsSubsequence(
                        "id=\"answer-2\"",
                        "Introspection: 401",
                        "id=\"step-2\"",
                        "id=\"answer-1\"",
                        "Userinfo: 401",
                        "id=\"step-1\"")
                .doesNotContain("id=\"answer-3\"");
    }

    @Test
    @DisplayName("forgets the oldest answers where a run becomes too long for a form")
    void longRun() {
        App app = server.publicApp();
        Answer page = root.get("/inspect/try?client=" + app.clientId());
        for (int i = 0; i < 60; i++) {
            page =
                    send(
                            form(
                                    page,
                                    "kind",
                                    "token",
                                    "lines",
                                    "grant_type=" + i + "\nscope=" + random(),
                                    "action",
                                    "send"));
            assertThat(value(page.body(), "run")).hasSizeLessThanOrEqualTo(Run.MOST_PACKED);
        }
        assertThat(page.body()).contains("id=\"answer-5\"").doesNotContain("id=\"answer-60\"");
    }

    private static String random() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(dev.symbolon.core.oauth.Pkce.newVerifier());
        }
        return text.toString();
    }

    @Test
    @DisplayName("takes a run that somebody tampered with for none, or shows it as text")
    void tampered() {
        App app = server.publicApp();
        Answer page = root.get("/inspect/try?client=" + app.clientId());
        String hostile =
                new Run(
                                List.of(
                                        new Run.Answered("<script>x</script>", 1, "\"", "'", "{}"),
                                        new Run.Answered("<b>", -1, "", "", "null"),
                                        new Run.Answered("", 0, "", "", "{\"act\":\"NO\"}")))
                        .packed();
        for (String run :
                List.of("", "!", "x".repeat(30_000), "eNpLSgQAAU4A9w", "eJyrrgUAAXUA-Q", hostile)) {
            Map<String, Object> form = form(page, "kind", "revoke", "lines", "token=x");
            form.put("run", run);
            assertThat(send(form).body()).doesNotContain("<script>x", "<b>:");
            form.put("action", "send");
            assertThat(send(form).body()).contains("Revocation: 401").doesNotContain("<script>x");
        }
    }
}
