package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.http.RawClient;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The list of flows")
class FlowListTest {

    private static final Pattern FLOW = Pattern.compile("id=\"(flow-[0-9a-z]{16})\"");

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

    private static String page(Browser viewer, String path, Predicate<String> ready) {
        String body = "";
        for (int i = 0; i < 100; i++) {
            body = viewer.get(path).expectsStatus(200).body();
            if (ready.test(body)) {
                return body;
            }
            try {
                Thread.sleep(Duration.ofMillis(50));
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
        throw new AssertionError(body);
    }

    private static List<String> rows(String page) {
        return FLOW.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static List<String> listed(TestServer at) {
        return at.database()
                .list(
                        """
                        SELECT subject FROM event
                        WHERE action = 'inspector.flows-listed' ORDER BY at, id
                        """,
                        row -> row.text("subject"));
    }

    @Test
    @DisplayName("finds a client by its name in any case, and proposes those that there are")
    void byName() {
        App app = server.app(Map.of("client_name", "100% \"Boat\"_s"));
        App twin = server.app(Map.of("client_name", "100% \"boat\"_S"));
        App other = server.app(Map.of("client_name", "100% \"Boat\"_s and more"));
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        for (App each : List.of(app, twin, other)) {
            alice.get(each.request().with("prompt", "none").uri());
            page(root, "/inspect?client=" + each.clientId(), body -> !rows(body).isEmpty());
        }
        String name = Http.encode(Map.of("client", " 100% \"BOAT\"_s "));

        String list = root.get("/inspect?" + name).expectsStatus(200).body();

        assertThat(rows(list)).hasSize(2);
        assertThat(list).contains("<option value=\"" + other.clientId() + "\"");
        assertThat(rows(root.get("/inspect?client=nobody").body())).isEmpty();
        server.own(app.clientId(), "carol");
        String own =
                server.browser()
                        .signedIn("carol", TestServer.PASSWORD)
                        .get("/inspect?" + name)
                        .body();
        assertThat(rows(own)).hasSize(1);
        assertThat(own)
                .contains("<option value=\"" + app.clientId() + "\"")
                .doesNotContain(twin.clientId(), other.clientId());
    }

    @Test
    @DisplayName("tells that a flow is not what is looked for any longer")
    void gone() {
        App app = server.confidentialApp();
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        Answer consent = alice.get(app.request().uri());
        String filter = "client=" + app.clientId() + "&state=RUNNING";
        String row =
                rows(page(root, "/inspect?" + filter, body -> !rows(body).isEmpty())).getFirst();
        String live = "/inspect/live?after=0&" + filter;
        assertThat(page(root, live, body -> body.contains(row))).contains("event: flow\n");

        app.redeem(App.code(alice.allow(consent))).expectsStatus(200);

        assertThat(page(root, live, body -> body.contains("event: gone\n")))
                .containsPattern("event: gone\nid: [0-9]+\ndata: " + row + "\n\n")
                .doesNotContain("event: flow\n");
        assertThat(page(root, "/inspect/live?after=0&client=" + app.clientId(), body -> true))
                .doesNotContain("event: gone");
    }

    @Test
    @DisplayName("names the site of a script that was not allowed, to those who own a client there")
    void preflight() {
        App app =
                server.app(
                        Map.of(
                                "client_name",
                                "The script",
                                "redirect_uris",
                                List.of("https://spa-1.example/callback")));
        server.own(app.clientId(), "bob");
        Map<String, String> asks =
                Map.of("Origin", "https://spa-1.example", "Access-Control-Request-Method", "POST");
        Http.send("OPTIONS", URI.create(server.issuer() + "/oauth/introspect"), "", asks);

        String list =
                page(root, "/inspect?client=" + app.clientId(), body -> !rows(body).isEmpty());

        assertThat(list).contains("Script of a site", ">https://spa-1.example</span>");
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        String id = rows(list).getFirst().substring("flow-".length());
        assertThat(rows(bob.get("/inspect").body())).hasSize(1);
        assertThat(bob.get("/inspect/flows/" + id).expectsStatus(200).body())
                .contains(
                        "where <a href=\"/inspect?client=" + app.clientId() + "\">The script</a>");
        server.own(server.publicApp().clientId(), "alice");
        server.browser()
                .signedIn("alice", TestServer.PASSWORD)
                .get("/inspect/flows/" + id)
                .expectsStatus(400);
    }

    @Test
    @DisplayName("tells of a header that a script may not send, which no other answer would")
    void scriptHeaders() {
        URI token = URI.create(server.issuer() + "/oauth/token");
        Answer leave =
                Http.send(
                        "OPTIONS",
                        token,
                        "",
                        Map.of(
                                "Origin",
                                "https://spa-2.example",
                                "Access-Control-Request-Method",
                                "POST",
                                "Access-Control-Request-Headers",
                                "content-type, x-trace"));
        assertThat(leave.status()).isEqualTo(204);
        Http.send(
                "OPTIONS",
                token,
                "",
                Map.of(
                        "Origin",
                        "https://spa-3.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type, dpop"));

        String list =
                page(root, "/inspect?rule=http.script-headers", body -> !rows(body).isEmpty());

        assertThat(list).contains("https://spa-2.example").doesNotContain("https://spa-3.example");
        String flow = rows(list).getFirst().substring("flow-".length());
        assertThat(root.get("/inspect/export/" + flow + ".json").body())
                .contains("\"x-trace\"", "Authorization\\nContent-Type\\nDPoP");
    }

    @Test
    @DisplayName("has what was too large to be read: an address, headers, a body")
    void tooLarge() throws IOException {
        String authority = server.issuer().getAuthority();
        String many =
                IntStream.range(0, 200)
                        .mapToObj(i -> "X" + i + ": x\n")
                        .collect(Collectors.joining());
        for (String head :
                List.of(
                        "GET /oauth/authorize?state=" + "s".repeat(20_000) + " HTTP/1.1\nHost: ",
                        "GET /oauth/authorize HTTP/1.1\nX: " + "x".repeat(20_000) + "\nHost: ",
                        "GET /oauth/userinfo HTTP/1.1\n" + many + "Host: ")) {
            try (RawClient client = new RawClient(server.issuer().getPort())) {
                client.send(head + authority + "\n\n");
                assertThat(client.read().status()).isIn(414, 431);
            }
        }
        Http.post(
                        URI.create(server.issuer() + "/oauth/token"),
                        "code=" + "c".repeat(1 << 16),
                        Map.of())
                .expectsStatus(413);

        String addresses =
                page(root, "/inspect?rule=http.address-length", body -> rows(body).size() == 1);
        page(root, "/inspect?rule=http.header-size", body -> rows(body).size() == 2);
        String bodies = page(root, "/inspect?rule=http.body-size", body -> rows(body).size() == 1);

        assertThat(addresses).contains("Unreadable request", "refused");
        for (String found : List.of(addresses, bodies)) {
            String flow = rows(found).getFirst().substring("flow-".length());
            Answer export = root.get("/inspect/export/" + flow + ".json").expectsStatus(200);
            assertThat(export.body()).doesNotContain("ssssssss", "cccccccc").hasSizeLessThan(3000);
            root.get("/inspect/flows/" + flow).expectsStatus(200);
        }
        assertThat(bodies).contains("Token request");
        String body = rows(bodies).getFirst().substring("flow-".length());
        assertThat(root.get("/inspect/flows/" + body).body())
                .contains("65536 bytes", "65541 bytes", "<code>http.max-body-bytes</code>");
    }

    @Test
    @DisplayName("was looked at: that is an event, once an hour for each thing looked for")
    void looked() {
        try (TestServer own = TestServer.start(TestDatabases.fresh(), Map.of())) {
            own.administrator("root");
            Browser admin = own.browser().signedIn("root", TestServer.PASSWORD);
            for (int i = 0; i < 3; i++) {
                admin.get("/inspect").expectsStatus(200);
                admin.get("/inspect/live?after=" + i).expectsStatus(200);
            }
            admin.get("/inspect/live?state=DONE&account=nobody").expectsStatus(200);
            admin.get("/inspect?rule=" + "x".repeat(2000)).expectsStatus(200);

            List<String> subjects = listed(own);

            assertThat(subjects).hasSize(3).contains("all", "account=nobody state=DONE");
            assertThat(subjects).allSatisfy(text -> assertThat(text).hasSizeLessThan(510));
        }
    }

    @Test
    @DisplayName("lets a client be watched by its name")
    void watchByName() {
        try (TestServer strict =
                TestServer.start(TestDatabases.fresh(), Map.of("inspector.trace", "failures"))) {
            strict.administrator("root");
            Browser admin = strict.browser().signedIn("root", TestServer.PASSWORD);
            App app = strict.app(Map.of("client_name", "Slipway"));
            Matcher token =
                    Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"")
                            .matcher(admin.get("/inspect").body());
            assertThat(token.find()).isTrue();
            admin.post(
                    URI.create(strict.issuer() + "/inspect"),
                    Map.of(
                            "form_token", token.group(1),
                            "what", "CLIENT",
                            "name", "slipway",
                            "action", "watch"));

            strict.browser().get(app.request().uri());

            page(admin, "/inspect?client=" + app.clientId(), body -> !rows(body).isEmpty());
        }
    }
}
