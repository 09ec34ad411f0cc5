package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The inspector follows a whole run")
class WholeRunTest {

    private static final Pattern FLOW = Pattern.compile("id=\"flow-([0-9a-z]{16})\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

    private static final List<String> OF_THE_PERSON =
            List.of(
                    "SIGN_IN",
                    "RESUME",
                    "SEE_CONSENT",
                    "CONSENT",
                    "RESUME",
                    "TOKEN",
                    "USERINFO",
                    "INTROSPECT",
                    "INTROSPECT",
                    "TOKEN",
                    "REVOKE");

    private static TestServer strict() {
        return TestServer.start(TestDatabases.fresh(), Map.of("inspector.trace", "failures"));
    }

    private static Browser administrator(TestServer server) {
        server.administrator("root");
        return server.browser().signedIn("root", TestServer.PASSWORD);
    }

    private static void watch(TestServer server, Browser admin, Watched.Kind kind, String name) {
        Matcher token = TOKEN.matcher(admin.get("/inspect").body());
        assertThat(token.find()).isTrue();
        admin.post(
                URI.create(server.issuer() + "/inspect"),
                Map.of(
                        "form_token",
                        token.group(1),
                        "what",
                        kind.name(),
                        "name",
                        name,
                        "action",
                        "watch"));
    }

    /**
     * Every step of the one flow that the filter finds, once there are as many as there will be.
     */
    private static List<String> acts(Browser admin, String filter, int many)
            throws InterruptedException {
        String seen = "";
        for (int i = 0; i < 100; i++) {
            Matcher flow = FLOW.matcher(admin.get("/inspect?" + filter).body());
            if (flow.find()) {
                Answer export = admin.get("/inspect/export/" + flow.group(1) + ".json");
                List<String> acts =
                        acts((List<?>) Objects.requireNonNull(export.json().get("steps")));
                if (acts.size() >= many) {
                    return acts;
                }
                seen = acts.toString();
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("not " + many + " steps, but " + seen);
    }

    private static List<String> acts(List<?> steps) {
        return steps.stream().map(step -> String.valueOf(((Map<?, ?>) step).get("act"))).toList();
    }

    private static void run(TestServer server, App app) {
        Browser alice = server.browser();
        Answer consent = alice.signIn(alice.get(app.request().uri()), "alice", TestServer.PASSWORD);
        Answer first = app.redeem(App.code(alice.allow(consent))).expectsStatus(200);
        app.userinfo(first.text("access_token")).expectsStatus(200);
        app.introspect(first.text("access_token")).expectsStatus(200);
        app.introspect(first.text("refresh_token")).expectsStatus(200);
        Answer second = app.refresh(first.text("refresh_token")).expectsStatus(200);
        app.revoke(second.text("refresh_token")).expectsStatus(200);
    }

    @ParameterizedTest
    @EnumSource(Watched.Kind.class)
    @DisplayName("of a client or a person that is watched, where else only failures are kept")
    void watched(Watched.Kind kind) throws InterruptedException {
        try (TestServer server = strict()) {
            Browser admin = administrator(server);
            App app = server.confidentialApp();
            boolean client = kind == Watched.Kind.CLIENT;
            watch(server, admin, kind, client ? app.clientId() : "alice");

            run(server, app);

            List<String> acts =
                    acts(admin, "kind=CODE&client=" + app.clientId(), 2 + OF_THE_PERSON.size());
            assertThat(acts.subList(0, 2)).containsExactly("AUTHORIZE", "SEE_SIGN_IN");
            assertThat(acts.subList(2, acts.size())).isEqualTo(OF_THE_PERSON);
            assertThat(admin.get("/inspect?account=alice").body()).contains("state-done");
        }
    }

    @Test
    @DisplayName("of the watched person only, where others sign in at the same time")
    void ofOthersNothing() throws InterruptedException {
        try (TestServer server = strict()) {
            Browser admin = administrator(server);
            App app = server.confidentialApp();
            watch(server, admin, Watched.Kind.ACCOUNT, "alice");
            Browser bob = server.browser();
            Answer bobs = bob.get(app.request().uri());
            Browser alice = server.browser();
            Answer alices = alice.get(app.request().uri());
            bob.signIn(bobs, "bob", TestServer.PASSWORD);
            server.browser().get(app.request().uri());

            alice.signIn(alices, "alice", TestServer.PASSWORD);

            assertThat(acts(admin, "client=" + app.clientId(), 5))
                    .startsWith("AUTHORIZE", "SEE_SIGN_IN", "SIGN_IN");
            assertThat(FLOW.matcher(admin.get("/inspect").body()).results().count()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("of somebody who signs up: part of the code flow, without what they typed")
    void signUp() throws InterruptedException {
        try (TestServer server =
                TestServer.start(TestDatabases.fresh(), Map.of("sign-up.enabled", "true"))) {
            Browser admin = administrator(server);
            App app = server.confidentialApp();
            Browser dora = server.browser();
            Answer page = dora.get(app.request().with("prompt", "create").uri());
            Answer.Form form =
                    page.form()
                            .with("login", "dora-of-delft")
                            .with("name", "Dora Delft")
                            .with("email", "dora@delft.example")
                            .with("password", "sails at night");
            dora.allow(dora.submit(form));

            assertThat(acts(admin, "kind=CODE&client=" + app.clientId(), 7))
                    .containsExactly(
                            "AUTHORIZE",
                            "SEE_SIGN_UP",
                            "SIGN_UP",
                            "RESUME",
                            "SEE_CONSENT",
                            "CONSENT",
                            "RESUME");
            String shown = admin.get("/inspect?kind=CODE").body();
            Matcher flow = FLOW.matcher(shown);
            assertThat(flow.find()).isTrue();
            assertThat(admin.get("/inspect/flows/" + flow.group(1)).body())
                    .contains("The person makes an account", "sign-up.name-free")
                    .doesNotContain("dora@delft.example", "Dora Delft", "sails at night");

            Browser alone = server.browser();
            alone.submit(
                    alone.get("/sign-up")
                            .form()
                            .with("login", "emil")
                            .with("password", "sails at night"));
            assertThat(acts(admin, "kind=SIGN_UP", 1)).isNotEmpty();
        }
    }

    @Test
    @DisplayName("to a sign-out that the person is asked about, and their answer")
    void signOut() throws InterruptedException {
        try (TestServer server = TestServer.start()) {
            Browser admin = administrator(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            Answer asked = alice.get("/oauth/logout");

            alice.submit(asked.form().with("action", "sign-out"));

            assertThat(acts(admin, "kind=LOGOUT&account=alice", 2))
                    .containsExactly("LOGOUT", "CONFIRM_LOGOUT");
            assertThat(admin.get("/inspect?kind=LOGOUT").body()).contains("state-done");
        }
    }

    @Test
    @DisplayName(
            "has a sign-out done where nobody had to be asked, and under way where somebody is")
    void signOutUnderWay() throws InterruptedException {
        try (TestServer server = TestServer.start()) {
            Browser admin = administrator(server);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);

            server.browser().get("/oauth/logout").expectsStatus(200);
            acts(admin, "kind=LOGOUT", 1);
            assertThat(admin.get("/inspect?kind=LOGOUT").body())
                    .contains("state-done")
                    .doesNotContain("state-running");

            alice.get("/oauth/logout").expectsStatus(200);
            acts(admin, "kind=LOGOUT&account=alice", 1);
            assertThat(admin.get("/inspect?kind=LOGOUT&account=alice").body())
                    .contains("state-running")
                    .doesNotContain("state-done");
        }
    }

    @Test
    @DisplayName("and finds it by a rule that did not hold on the way")
    void brokenOnTheWay() throws InterruptedException {
        try (TestServer server = TestServer.start()) {
            Browser admin = administrator(server);
            App app = server.confidentialApp();
            Browser alice = server.browser();
            Answer again = alice.signIn(alice.get(app.request().uri()), "alice", "wrong");
            alice.signIn(again, "alice", TestServer.PASSWORD);

            List<String> acts = acts(admin, "rule=sign-in.credentials", 6);

            assertThat(acts).startsWith("AUTHORIZE", "SEE_SIGN_IN", "SIGN_IN", "SIGN_IN");
            assertThat(admin.get("/inspect?rule=sign-in.credentials").body())
                    .contains("state-running");
        }
    }
}
