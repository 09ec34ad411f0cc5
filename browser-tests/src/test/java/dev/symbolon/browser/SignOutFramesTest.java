package dev.symbolon.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** As the OpenID Foundation's conformance suite looks at it: docs/conformance. */
@DisplayName("Session Management and Front-Channel Logout 1.0, in a browser")
class SignOutFramesTest {

    private static final String SETTINGS =
            """
            clients:
              tenant-profiles: [main=compatible]
            registration:
              mode: open
            sessions:
              check-iframe: true
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @DisplayName(
            "A frame beside ours asks and hears: unchanged; after sign-out, of which the app's page is told, it hears: changed")
    void framesOfTheApp() throws Exception {
        Path module = Path.of("").toAbsolutePath();
        try (RunningServer server = new RunningServer(module, "sign-out-frames", SETTINGS);
                RelyingSite site = new RelyingSite();
                Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright)) {
            String registered = register(server, site);
            String clientId = text(registered, "client_id");
            Page page = browser.newPage();
            page.navigate(
                    server.issuer()
                            + "/oauth/authorize?"
                            + query(
                                    Map.of(
                                            "response_type", "code",
                                            "client_id", clientId,
                                            "redirect_uri", site.at("/callback"),
                                            "scope", "openid",
                                            "state", "s-1")));
            page.fill("#login", "alice");
            page.fill("#password", RunningServer.PASSWORD);
            page.click("button[value=sign-in]");
            page.click("button[value=allow]");
            Map<String, String> answer = site.visit("/callback");
            String idToken = idToken(server, site, registered, answer.getOrDefault("code", "none"));

            showFrames(server, site, clientId + " " + answer.get("session_state"));
            page.navigate(site.at("/verify"));
            page.waitForURL("**/result?*");
            assertThat(site.visit("/result")).containsEntry("state", "unchanged");

            page.navigate(
                    server.issuer()
                            + "/oauth/logout?"
                            + query(
                                    Map.of(
                                            "id_token_hint",
                                            idToken,
                                            "post_logout_redirect_uri",
                                            site.at("/bye"),
                                            "state",
                                            "s-2")));
            page.waitForURL("**/bye?*");
            assertThat(site.visit("/frontchannel"))
                    .containsEntry("iss", server.issuer().toString())
                    .containsEntry("sid", sid(idToken));
            assertThat(site.visit("/bye")).containsExactly(Map.entry("state", "s-2"));

            page.navigate(site.at("/verify"));
            page.waitForURL("**/result?*");
            assertThat(site.visit("/result")).containsEntry("state", "changed");
        }
    }

    private String register(RunningServer server, RelyingSite site)
            throws IOException, InterruptedException {
        String metadata =
                """
                {"redirect_uris": ["%s"], "post_logout_redirect_uris": ["%s"],
                "frontchannel_logout_uri": "%s", "frontchannel_logout_session_required": true}
                """
                        .formatted(site.at("/callback"), site.at("/bye"), site.at("/frontchannel"));
        return post(server, "/oauth/register", "application/json", "", metadata);
    }

    private String post(
            RunningServer server, String path, String type, String credentials, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.issuer().resolve(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!credentials.isEmpty()) {
            String basic = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        return response.body();
    }

    private String idToken(RunningServer server, RelyingSite site, String registered, String code)
            throws IOException, InterruptedException {
        String form =
                query(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                site.at("/callback")));
        String credentials =
                text(registered, "client_id") + ":" + text(registered, "client_secret");
        return text(
                post(
                        server,
                        "/oauth/token",
                        "application/x-www-form-urlencoded",
                        credentials,
                        form),
                "id_token");
    }

    /** Two frames of one page: the server's, and one of the app that asks it. */
    private static void showFrames(RunningServer server, RelyingSite site, String message) {
        URI asked = server.issuer().resolve("/oauth/check-session");
        site.shows(
                "/verify",
                "<iframe id=op src='%s'></iframe><iframe src='/asking'></iframe>".formatted(asked));
        site.shows(
                "/asking",
                """
                <script>
                addEventListener("message", event => {
                  if (event.origin === "%s") parent.location = "/result?state=" + event.data;
                });
                const frame = parent.document.getElementById("op");
                setTimeout(() => frame.contentWindow.postMessage("%s", "*"), 1000);
                </script>
                """
                        .formatted(server.issuer(), message));
    }

    private static String text(String json, String member) {
        Matcher found = Pattern.compile("\"" + member + "\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as("%s in %s", member, json).isTrue();
        return found.group(1);
    }

    private static String sid(String jwt) {
        return text(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), UTF_8), "sid");
    }

    private static String query(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter ->
                                parameter.getKey()
                                        + "="
                                        + URLEncoder.encode(parameter.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
    }
}
