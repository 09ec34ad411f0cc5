package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A step in the inspector")
class ExplanationTest {

    private static final Pattern FLOW = Pattern.compile("id=\"flow-([0-9a-z]{16})\"");

    private static TestServer server;
    private static Browser root;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(), Map.of("clients.front-channel", "id-tokens"));
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> flows(Browser viewer, String filter, Predicate<String> ready)
            throws InterruptedException {
        String list = "";
        for (int i = 0; i < 100; i++) {
            list = viewer.get("/inspect?" + filter).expectsStatus(200).body();
            if (ready.test(list)) {
                List<String> found = new ArrayList<>();
                Matcher flow = FLOW.matcher(list);
                while (flow.find()) {
                    found.add(flow.group(1));
                }
                return found;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError(list);
    }

    private static List<Map<?, ?>> checks(String flow) {
        List<Map<?, ?>> checks = new ArrayList<>();
        Answer export = root.get("/inspect/export/" + flow + ".json").expectsStatus(200);
        for (Object step : (List<?>) Objects.requireNonNull(export.json().get("steps"))) {
            for (Object check :
                    (List<?>) Objects.requireNonNull(((Map<?, ?>) step).get("checks"))) {
                checks.add((Map<?, ?>) check);
            }
        }
        return checks;
    }

    private static Map<?, ?> failed(App app, App.Request request) throws InterruptedException {
        alice.get(request.uri());
        List<String> found =
                flows(root, "client=" + app.clientId(), body -> body.contains("state-refused"));
        return checks(found.getFirst()).getLast();
    }

    @Test
    @DisplayName("keeps neither the code nor the ID token that a fragment carries to an app")
    void fragment() throws InterruptedException {
        App app =
                server.app(
                        Map.of(
                                "first_party",
                                true,
                                "profile",
                                "compatible",
                                "grant_types",
                                List.of("authorization_code", "implicit"),
                                "response_types",
                                List.of("code", "code id_token")));
        Answer landed = alice.get(app.request().with("response_type", "code id_token").uri());
        String idToken = landed.inFragment().first("id_token").orElseThrow();
        String code = landed.inFragment().first("code").orElseThrow();

        List<String> found =
                flows(root, "client=" + app.clientId(), body -> FLOW.matcher(body).find());
        String export = root.get("/inspect/export/" + found.getFirst() + ".json").body();
        assertThat(export)
                .contains(App.CALLBACK, "id_token")
                .doesNotContain(code)
                .doesNotContain(idToken.substring(idToken.lastIndexOf('.') + 1));
    }

    @Test
    @DisplayName("says what was expected and what came where a parameter's value is refused")
    void evidence() throws InterruptedException {
        App app = server.publicApp();
        App other = server.publicApp();
        App third = server.publicApp();

        assertThat(String.valueOf(failed(app, app.request().with("response_type", "token"))))
                .contains(
                        "authorize.response-type-offered",
                        "expected=one of response_types_supported",
                        "received=token");
        assertThat(
                        String.valueOf(
                                failed(
                                        other,
                                        other.request().with("code_challenge_method", "plain"))))
                .contains("pkce.method-s256", "expected=S256", "received=plain");
        assertThat(String.valueOf(failed(third, third.request().with("display", "none"))))
                .contains("authorize.display-known", "expected=page\npopup\ntouch\nwap");
    }

    @Test
    @DisplayName("lists the APIs that the client could have named where it names another")
    void resource() throws InterruptedException {
        String other = "https://other-api.example";
        server.api(
                Map.of("identifier", other, "name", "Other", "scopes", Map.of("other:read", "x")));
        App app = server.app(Map.of("scope", "openid api:read"));
        Map<?, ?> check =
                failed(
                        app,
                        app.request()
                                .with("scope", "openid api:read")
                                .with("resource", TestServer.API + "/"));

        assertThat(check.get("rule")).isEqualTo("resource.known");
        assertThat(check.get("expected")).isEqualTo(TestServer.API);
        assertThat(check.get("received")).isEqualTo(TestServer.API + "/");
        String flow =
                flows(root, "client=" + app.clientId(), body -> body.contains("state-refused"))
                        .getFirst();
        assertThat(root.get("/inspect/flows/" + flow).body())
                .contains("<code>" + TestServer.API + "<del>/</del></code>");
    }

    @Test
    @DisplayName("names each rule once, with its words and its source")
    void once() throws InterruptedException {
        App app = server.publicApp();
        alice.get(app.request().with("prompt", "none").uri());
        List<String> found =
                flows(root, "client=" + app.clientId(), body -> FLOW.matcher(body).find());

        List<Map<?, ?>> checks = checks(found.getFirst());

        assertThat(checks).extracting(check -> check.get("rule")).doesNotHaveDuplicates();
        assertThat(checks)
                .allSatisfy(check -> {
                    assertThat(String.valueOf(check.get("statement"))).endsWith(".");
                    assertThat(String.valueOf(check.get("source"))).contains("§");
                });
    }

    @Test
    @DisplayName("shows a token a claim a line, and of what is told about a person not even a hash")
    void tokens() throws InterruptedException {
        App app = server.confidentialApp();
        Answer consent = alice.get(app.request().with("scope", "openid profile email").uri());
        Answer tokens = app.redeem(App.code(alice.allow(consent))).expectsStatus(200);
        app.userinfo(tokens.text("access_token")).expectsStatus(200);
        app.introspect(tokens.text("access_token")).expectsStatus(200);
        String filter = "client=" + app.clientId();
        String flow =
                flows(root, filter, body -> body.contains("<td class=\"number\">7</td>"))
                        .getFirst();

        String page = root.get("/inspect/flows/" + flow).expectsStatus(200).body();

        assertThat(page)
                .containsPattern("\n +\"alg\" : \"ES256\"")
                .containsPattern("<code>email</code>\\s*<span[^>]*>something about the person")
                .containsPattern(
                        "the token's own number</span>\\s*</dt>\\s*<dd class=\"form-plain\"")
                .doesNotContain("alice@example.com");
        assertThat(page.split("<code>email</code>", -1)[1])
                .startsWith("\n<span")
                .contains("not kept");
    }

    @Test
    @DisplayName("does not tell the owner of an app whose name was typed before it was proven")
    void claimed() throws InterruptedException {
        App first = server.publicApp();
        App second = server.publicApp();
        server.own(first.clientId(), "bob");
        server.own(second.clientId(), "bob");
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        for (App app : List.of(first, second)) {
            Browser guesser = server.browser();
            guesser.signIn(guesser.get(app.request().uri()), "alice", "wrong");
        }

        List<String> seen =
                flows(
                        bob,
                        "",
                        body ->
                                FLOW.matcher(body).results().count() == 2
                                        && body.split("state-refused", -1).length == 3);

        for (String flow : seen) {
            String own = bob.get("/inspect/flows/" + flow).expectsStatus(200).body();
            assertThat(own)
                    .contains("sign-in.credentials")
                    .doesNotContain("whose name was typed", "/inspect/try");
            assertThat(bob.get("/inspect/export/" + flow + ".json").body())
                    .doesNotContain("\"account\":");
            assertThat(root.get("/inspect/flows/" + flow).body())
                    .contains("whose name was typed", "/inspect/try");
            assertThat(root.get("/inspect?account=alice&state=REFUSED").body()).contains(flow);
        }
        assertThat(bob.get("/inspect?account=alice").body())
                .contains("No flow is like that")
                .doesNotContain(seen);
    }
}
