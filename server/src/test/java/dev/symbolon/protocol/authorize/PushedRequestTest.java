package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9126 pushed authorization requests")
class PushedRequestTest {

    private static TestServer server;
    private static App app;
    private static App spa;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        spa = server.publicApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String pushed() {
        return app.push(app.request()).expectsStatus(201).text("request_uri");
    }

    private static Answer refusedOnPage(Answer page, String rule) {
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains(rule);
        return page;
    }

    @Test
    @DisplayName("§2.2 the answer is 201 with a request_uri and the seconds that it lives")
    void success() {
        Answer answer = app.push(app.request()).expectsStatus(201);

        assertThat(answer.text("request_uri"))
                .startsWith("urn:ietf:params:oauth:request_uri:")
                .hasSizeGreaterThan(34 + 43);
        assertThat(answer.json()).containsEntry("expires_in", 90).hasSize(2);
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    @DisplayName("§4 a client_id and the request_uri are a whole authorization request")
    void wholeFlow() {
        Answer landed = alice.get(app.pushed(pushed()));

        assertThat(landed.sent().first("state")).contains("state-1");
        assertThat(app.redeem(App.code(landed)).expectsStatus(200).text("id_token")).isNotEmpty();
    }

    @Test
    @DisplayName("§4 what stands beside the reference does not count")
    void nothingBeside() {
        URI uri =
                URI.create(
                        app.pushed(pushed())
                                + "&state=mallory&prompt=login&redirect_uri=https://mallory.example");
        Answer landed = alice.get(uri);

        assertThat(landed.header("location").orElseThrow()).startsWith(App.CALLBACK);
        assertThat(landed.sent().first("state")).contains("state-1");
    }

    @Test
    @DisplayName("§2 a client without a secret pushes with its client_id")
    void publicClient() {
        String reference = spa.push(spa.request()).expectsStatus(201).text("request_uri");
        Answer landed = alice.get(spa.pushed(reference));

        assertThat(spa.redeem(App.code(alice.allow(landed))).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§2.1 who cannot prove to be the client leaves nothing")
    void authenticated() {
        new App(server.issuer(), app.clientId(), "wrong")
                .push(app.request())
                .expectsError("invalid_client");
        Http.post(
                        URI.create(server.issuer() + "/oauth/par"),
                        Http.encode(app.request().parameters()),
                        Map.of())
                .expectsError("invalid_client");
    }

    @Test
    @DisplayName("§2.1 a request for another client than the one that proves itself is refused")
    void otherClient() {
        app.push(app.request().with("client_id", spa.clientId()))
                .expectsError("invalid_client")
                .naming("client-authentication.same-client");
    }

    @Test
    @DisplayName("§2.1 a request_uri within is refused")
    void nested() {
        app.push(app.request().with("request_uri", pushed()))
                .expectsError("invalid_request")
                .naming("par.no-request-uri");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, https://mallory.example/, invalid_request",
        "response_type, token, unsupported_response_type",
        "code_challenge, short, invalid_request",
        "scope, openid api:write, invalid_scope",
        "resource, https://unknown.example, invalid_target",
        "request, eyJhbGciOiJub25lIn0.e30., invalid_request_object",
    })
    @DisplayName("§2.1 what the authorization endpoint would refuse is refused here, as JSON")
    void validated(String parameter, String value, String error) {
        app.push(app.request().with(parameter, value)).expectsError(error);
    }

    @Test
    @DisplayName("§2.1 a push has the form of a form, and is a POST")
    void form() {
        Http.send(
                        "POST",
                        URI.create(server.issuer() + "/oauth/par"),
                        "{}",
                        Map.of("Content-Type", "application/json"))
                .expectsError("invalid_request")
                .naming("par.form");
        assertThat(Http.get(URI.create(server.issuer() + "/oauth/par"), Map.of()).status())
                .isEqualTo(405);
    }

    @Test
    @DisplayName("§2.2 a reference is its client's, and nobody else's")
    void boundToClient() {
        refusedOnPage(alice.get(spa.pushed(pushed())), "par.reference-of-client");
    }

    @Test
    @DisplayName("§2.2 a reference that nobody gave, or that has expired, leads to no app")
    void unknownOrExpired() {
        String reference = pushed();
        refusedOnPage(alice.get(app.pushed(reference + "x")), "par.reference-known");
        refusedOnPage(
                alice.get(app.pushed("urn:ietf:params:oauth:request_uri:")), "par.reference-known");

        server.clock().advance(Duration.ofSeconds(91));
        refusedOnPage(alice.get(app.pushed(reference)), "par.reference-not-expired");
    }

    @Test
    @DisplayName("§4 a reference without its client_id, with two or with a request is refused")
    void clientIdBeside() {
        String uri = app.pushed(pushed()).toString();
        refusedOnPage(
                alice.get(URI.create(uri.replaceAll("client_id=[^&]*&?", ""))),
                "par.reference-once");
        refusedOnPage(alice.get(URI.create(uri + "&client_id=x")), "par.reference-once");
        refusedOnPage(alice.get(URI.create(uri + "&request=e30.e30.x")), "par.reference-once");
    }

    @Test
    @DisplayName("§7.3 a reference is used up by the answer, not by a visit")
    void usedUpByTheAnswer() {
        String reference = pushed();
        Browser bob = server.browser();
        assertThat(bob.get(app.pushed(reference)).body()).contains("name=\"password\"");
        assertThat(bob.get(app.pushed(reference)).body()).contains("name=\"password\"");

        App.code(alice.get(app.pushed(reference)));
        refusedOnPage(alice.get(app.pushed(reference)), "par.reference-unused");
    }

    @Test
    @DisplayName("§7.3 an error that went to the app has used it up too")
    void usedUpByAnError() {
        String reference =
                app.push(app.request().with("prompt", "none"))
                        .expectsStatus(201)
                        .text("request_uri");
        Answer refused = server.browser().get(app.pushed(reference));

        assertThat(refused.sent().first("error")).contains("login_required");
        refusedOnPage(alice.get(app.pushed(reference)), "par.reference-unused");
    }

    @Test
    @DisplayName("§7.3 of 32 browsers that answer one reference at once, one gets a code")
    void atOnce() throws Exception {
        URI uri = app.pushed(pushed());
        Callable<Answer> answer = () -> alice.get(uri);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(Collections.nCopies(32, answer)).stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers).filteredOn(one -> one.status() == 303).hasSize(1);
        }
    }

    @Test
    @DisplayName("a person may take longer to sign in than the reference lives")
    void slowPerson() {
        String reference = pushed();
        Browser bob = server.browser();
        Answer signIn = bob.get(app.pushed(reference));
        server.clock().advance(Duration.ofMinutes(10));
        Answer landed = bob.allow(bob.signIn(signIn, "bob", TestServer.PASSWORD));

        assertThat(app.redeem(App.code(landed)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§6 a client that must push is refused where its request comes otherwise")
    void required() {
        App strict = server.app(Map.of("require_pushed_authorization_requests", true));
        Answer refused = alice.get(strict.request().uri());

        assertThat(refused.sent().first("error")).contains("invalid_request");
        assertThat(refused.sent().first("error_uri").orElseThrow()).endsWith("authorize.pushed");
        String reference = strict.push(strict.request()).expectsStatus(201).text("request_uri");
        App.code(alice.allow(alice.get(strict.pushed(reference))));
    }

    @Test
    @DisplayName("Core §6.2 a request_uri of somebody else is refused, never ignored")
    void foreignReference() {
        Answer refused =
                alice.get(app.request().with("request_uri", "https://app.example/r.jwt").uri());

        assertThat(refused.sent().first("error")).contains("request_uri_not_supported");
    }

    @Test
    @DisplayName("the proof of the client is not kept with what it pushed")
    void noSecretKept() {
        Map<String, Object> form = new LinkedHashMap<>(app.request().parameters());
        App posting = server.app(Map.of("token_endpoint_auth_method", "client_secret_post"));
        form.put("client_id", posting.clientId());
        form.put("client_secret", posting.secret());
        Http.post(URI.create(server.issuer() + "/oauth/par"), Http.encode(form), Map.of())
                .expectsStatus(201);

        assertThat(
                        server.database()
                                .list(
                                        "SELECT parameters FROM pushed_request",
                                        row -> row.text("parameters")))
                .isNotEmpty()
                .noneMatch(kept -> kept.contains("secret"));
    }

    @Test
    @DisplayName("§5 discovery names the endpoint, and says that pushing is not required of all")
    void discovered() {
        Map<String, Object> metadata = server.metadata();

        assertThat(metadata)
                .containsEntry(
                        "pushed_authorization_request_endpoint", server.issuer() + "/oauth/par")
                .containsEntry("require_pushed_authorization_requests", false);
    }
}
