package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inspector")
class InspectorTest {

    private static final Pattern REFERENCE =
            Pattern.compile("id=\"reference\"[^>]*>([0-9a-z]{16})<");
    private static final Pattern FLOW = Pattern.compile("/inspect/flows/([0-9a-z]{16})");

    private static TestServer server;
    private static Browser root;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.administrator("root");
        root = server.browser().signedIn("root", TestServer.PASSWORD);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /**
     * The list of the app's flows, once it is as it should be: steps are written a moment later.
     */
    private static String list(Browser viewer, App app, Predicate<String> ready) {
        return list(viewer, "client=" + app.clientId(), ready);
    }

    private static String list(Browser viewer, String filter, Predicate<String> ready) {
        String body = "";
        for (int i = 0; i < 100; i++) {
            body = viewer.get("/inspect?" + filter).expectsStatus(200).body();
            if (ready.test(body)) {
                return body;
            }
            sleep();
        }
        throw new AssertionError(body);
    }

    private static void sleep() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static String formToken(Answer page) {
        Matcher token =
                Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String onlyFlow(String list) {
        Matcher flow = FLOW.matcher(list);
        assertThat(flow.find()).as("a flow in %s", list).isTrue();
        String id = flow.group(1);
        assertThat(flow.results().map(found -> found.group(1))).allMatch(id::equals);
        return id;
    }

    @Test
    @DisplayName("shows a code flow from the first request to the tokens, rule by rule")
    void codeFlow() {
        App app = server.confidentialApp();
        Answer consent = alice.get(app.request().uri());
        app.redeem(App.code(alice.allow(consent))).expectsStatus(200);

        String list = list(root, app, body -> body.contains("state-done"));
        String flow = root.get("/inspect/flows/" + onlyFlow(list)).expectsStatus(200).body();

        assertThat(list).contains("Authorization code", "An app", "alice");
        assertThat(flow)
                .contains(
                        "Asks for authorization",
                        "The person answers",
                        "Asks for tokens",
                        "authorize.redirect-uri-registered",
                        "https://www.rfc-editor.org/rfc/rfc7636#section-4.6",
                        "the hash of a secret that only the app knows (PKCE)",
                        "\"typ\" : \"at+jwt\"");
    }

    @Test
    @DisplayName(
            "finds the reference of an error page that is of no flow, and shows no secret there")
    void otherPage() {
        String page = alice.get("/invitation?code=spent").expectsStatus(400).body();
        Matcher reference = REFERENCE.matcher(page);
        assertThat(reference.find()).isTrue();

        String list = list(root, "kind=PAGE", body -> body.contains(reference.group(1)));
        String flow = root.get("/inspect/flows/" + reference.group(1)).expectsStatus(200).body();

        assertThat(list).contains("invitation.open", "state-refused");
        assertThat(flow)
                .contains("Asks for a page of ours", "GET /invitation", "sha256:")
                .doesNotContain("spent", "stands for what the person allowed");
    }

    @Test
    @DisplayName("shows an app and the person it named as one flow, and that a wait is no failure")
    void backchannelFlow() {
        App centre = server.callCentre(Map.of());
        Answer begun =
                centre.askElsewhere(
                                Map.of(
                                        "scope", "openid",
                                        "login_hint", "alice",
                                        "binding_message", "Parcel 4711"))
                        .expectsStatus(200);
        centre.answered(begun.text("auth_req_id")).expectsError("authorization_pending");
        String id = onlyFlow(list(root, centre, body -> body.contains("state-running")));
        alice.allow(BackchannelSteps.look(alice));
        server.clock().advance(Duration.ofSeconds(5));
        centre.answered(begun.text("auth_req_id")).expectsStatus(200);

        String list = list(root, centre, body -> body.contains("state-done"));
        assertThat(onlyFlow(list)).isEqualTo(id);
        assertThat(list).contains("Backchannel authentication", "The call centre", "alice");
        assertThat(root.get("/inspect/flows/" + id).body())
                .contains(
                        "Asks a person who is elsewhere",
                        "Opens what waits for an answer",
                        "ciba.answered",
                        "for how many seconds it is good")
                .doesNotContain("Parcel 4711");
    }

    @Test
    @DisplayName("shows both devices of a device flow, and that a wait is no failure")
    void deviceFlow() {
        App tv = server.device();
        Answer begun = tv.connect(Map.of("scope", "openid")).expectsStatus(200);
        tv.poll(begun.text("device_code")).expectsError("authorization_pending");
        String id = onlyFlow(list(root, tv, body -> body.contains("state-running")));
        assertThat(root.get("/inspect?state=REFUSED&client=" + tv.clientId()).body())
                .doesNotContain(id);
        alice.allow(alice.submit(alice.get("/device?user_code=" + begun.text("user_code")).form()));
        tv.poll(begun.text("device_code")).expectsStatus(200);

        String list = list(root, tv, body -> body.contains("state-done"));
        assertThat(onlyFlow(list)).isEqualTo(id);
        assertThat(list).contains("The television", "alice");
        assertThat(root.get("/inspect/flows/" + id).body())
                .contains(
                        "A device asks to be connected",
                        "The person types the code",
                        "device-code.answered",
                        "what the device shows and the person types")
                .doesNotContain(begun.text("user_code"));
    }

    @Test
    @DisplayName("shows a sign-in that no app asked for as done")
    void signIn() {
        server.browser().signedIn("carol", TestServer.PASSWORD);

        assertThat(list(root, "account=carol", body -> body.contains("state-done")))
                .contains("Sign-in", "carol");
    }

    @Test
    @DisplayName("finds a failed flow by the reference of the error page, with what differs marked")
    void reference() {
        App app = server.confidentialApp();
        Answer error = alice.get(app.request().with("redirect_uri", App.CALLBACK + "s").uri());
        Matcher reference =
                Pattern.compile("class=\"reference\">([0-9a-z]{16})<").matcher(error.body());
        assertThat(reference.find()).isTrue();
        list(root, app, body -> body.contains("state-refused"));

        String flow =
                root.get("/inspect?reference=" + reference.group(1).toUpperCase(Locale.ROOT))
                        .expectsStatus(200)
                        .body();

        assertThat(flow)
                .contains("<code>https://app.example/callback<ins></ins></code>")
                .contains("<code>https://app.example/callback<del>s</del></code>")
                .contains("<code>redirect_uris</code>");
        assertThat(root.get("/inspect?reference=0000000000000000").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("shows flows to administrators only, and to the owner of a client that client's")
    void viewers() {
        App own = server.publicApp();
        App other = server.publicApp();
        server.own(own.clientId(), "bob");
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        alice.get(own.request().with("prompt", "none").uri());
        alice.get(other.request().with("prompt", "none").uri());
        String foreign = onlyFlow(list(root, other, body -> FLOW.matcher(body).find()));

        String seen = onlyFlow(list(bob, own, body -> FLOW.matcher(body).find()));
        bob.get("/inspect/flows/" + seen).expectsStatus(200);

        assertThat(onlyFlow(bob.get("/inspect?client=" + other.clientId()).body())).isEqualTo(seen);
        bob.get("/inspect/flows/" + foreign).expectsStatus(400);
        bob.get("/inspect/export/" + foreign + ".json").expectsStatus(400);
        bob.get("/inspect?reference=" + foreign).expectsStatus(404);
        for (String path : List.of("/inspect", "/inspect/live", "/inspect/flows/" + seen)) {
            alice.get(path).expectsStatus(403);
        }
        server.browser().get("/inspect/live").expectsStatus(403);
        server.browser().get("/inspect/flows/" + seen).expectsStatus(403);
        Browser later = server.browser();
        Answer signIn = later.get("/inspect");
        assertThat(later.signIn(signIn, "root", TestServer.PASSWORD).expectsStatus(200).body())
                .contains("What apps asked for and what came of it");
    }

    @Test
    @DisplayName("tells of new flows as they happen, and only of those after the last one seen")
    void live() {
        App app = server.publicApp();
        alice.get(app.request().with("prompt", "none").uri());
        list(root, app, body -> FLOW.matcher(body).find());
        String path = "/inspect/live?after=0&client=" + app.clientId();

        Answer events = root.get(path);

        assertThat(events.header("content-type")).hasValue("text/event-stream");
        assertThat(events.body()).startsWith("retry: 1000\n\n").contains("event: flow\nid: ");
        assertThat(root.get("/inspect/live?after=9999999999999&client=" + app.clientId()).body())
                .isEqualTo("retry: 1000\n\n");
    }

    @Test
    @DisplayName("gives a flow as JSON and as a page that needs nothing else")
    void export() {
        App app = server.publicApp();
        alice.get(app.request().with("prompt", "none").uri());
        String id = onlyFlow(list(root, app, body -> FLOW.matcher(body).find()));

        Answer json = root.get("/inspect/export/" + id + ".json").expectsStatus(200);
        Answer page = root.get("/inspect/export/" + id + ".html").expectsStatus(200);

        assertThat(json.json()).containsKeys("flow", "steps");
        assertThat(page.header("content-disposition").orElse("")).startsWith("attachment");
        assertThat(page.body())
                .contains("authorize.prompt-none-consent", "<style>")
                .doesNotContain("<script", "src=", "rel=\"stylesheet\"");
        root.get("/inspect/export/" + id + ".exe").expectsStatus(400);
    }

    @Test
    @DisplayName("shows hostile text as text")
    void hostile() {
        App app = server.publicApp();
        String hostile = "<script>alert(1)</script>\"'&\u202E\u0007";
        alice.get(app.request().with("scope", "openid").with(hostile, hostile).uri());
        alice.get(app.request().with("login_hint", hostile).with("prompt", "none").uri());
        String list = list(root, app, body -> FLOW.matcher(body).results().count() >= 4);

        Matcher flows = FLOW.matcher(list);
        while (flows.find()) {
            String page = root.get("/inspect/flows/" + flows.group(1)).expectsStatus(200).body();
            assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
        }
    }

    @Test
    @DisplayName("keeps a part of what is too large, and says so")
    void large() {
        App app = server.confidentialApp();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        for (int i = 0; i < 25; i++) {
            form.put("resource" + i, "x");
            form.put("scope" + "x".repeat(150) + i, "y".repeat(2000));
        }
        app.token(form).expectsStatus(400);
        String id = onlyFlow(list(root, app, body -> FLOW.matcher(body).find()));

        Answer export = root.get("/inspect/export/" + id + ".json").expectsStatus(200);

        assertThat(export.body()).contains("refresh.present").hasSizeLessThan(40_000);
        app.token(Map.of("grant_type", "x".repeat(60_000))).expectsStatus(400);
        for (int i = 0; i < 40; i++) {
            form.put("prompt" + i, "none");
        }
        app.token(form).expectsStatus(400);
        list(root, app, body -> FLOW.matcher(body).results().count() >= 6);
        assertThat(
                        FLOW.matcher(root.get("/inspect?client=" + app.clientId()).body())
                                .results()
                                .map(found -> root.get(found.group()).body()))
                .anyMatch(page -> page.contains("more was sent than is kept"));
    }

    @Test
    @DisplayName("keeps failures only where that is asked for, and more of whom somebody watches")
    void failures() {
        try (TestServer strict =
                TestServer.start(TestDatabases.fresh(), Map.of("inspector.trace", "failures"))) {
            strict.administrator("root");
            Browser admin = strict.browser().signedIn("root", TestServer.PASSWORD);
            App watched = strict.machine();
            App other = strict.machine();
            Map<String, String> form = Map.of("grant_type", "client_credentials");
            other.token(form).expectsStatus(200);
            other.token(Map.of("grant_type", "nonsense")).expectsStatus(400);
            admin.post(
                    URI.create(strict.issuer() + "/inspect"),
                    Map.of(
                            "form_token",
                            formToken(admin.get("/inspect")),
                            "what",
                            "CLIENT",
                            "name",
                            watched.clientId(),
                            "action",
                            "watch"));
            watched.token(form).expectsStatus(200);
            App tv = strict.device();
            tv.poll(tv.connect(Map.of()).text("device_code")).expectsError("authorization_pending");

            list(admin, watched, body -> body.contains("state-done"));
            assertThat(onlyFlow(list(admin, other, body -> body.contains("state-refused"))))
                    .isNotEmpty();
            assertThat(FLOW.matcher(list(admin, tv, body -> true)).find()).isFalse();
            strict.clock().advance(Duration.ofHours(2));
            watched.token(form).expectsStatus(200);
            other.token(Map.of("grant_type", "nonsense")).expectsStatus(400);
            list(admin, other, body -> FLOW.matcher(body).results().count() == 4);
            assertThat(FLOW.matcher(list(admin, watched, body -> true)).results().count())
                    .isEqualTo(2);
        }
    }

    @Test
    @DisplayName("keeps what failed by our own fault, too")
    void ourFault() {
        try (TestServer strict =
                TestServer.start(TestDatabases.fresh(), Map.of("inspector.trace", "failures"))) {
            strict.administrator("root");
            Browser admin = strict.browser().signedIn("root", TestServer.PASSWORD);
            App app = strict.confidentialApp();
            strict.database().run("DROP TABLE authorization_code");
            app.redeem(OpaqueValue.random(OpaqueValue.Kind.AUTHORIZATION_CODE).value())
                    .expectsStatus(503);

            String flow = onlyFlow(list(admin, app, body -> body.contains("state-refused")));
            assertThat(admin.get("/inspect/flows/" + flow).body()).contains("503");
        }
    }
}
