package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is sent, the answer is one that the specification has: never a 500, never a stack trace.
 */
class MalformedInputTest {

    private static final List<String> NAMES =
            List.of(
                    "response_type",
                    "client_id",
                    "redirect_uri",
                    "scope",
                    "state",
                    "nonce",
                    "prompt",
                    "max_age",
                    "display",
                    "ui_locales",
                    "login_hint",
                    "id_token_hint",
                    "claims",
                    "acr_values",
                    "resource",
                    "response_mode",
                    "code_challenge",
                    "code_challenge_method",
                    "request",
                    "request_uri",
                    "registration",
                    "grant_type",
                    "code",
                    "code_verifier",
                    "refresh_token",
                    "client_secret",
                    "client_assertion",
                    "client_assertion_type",
                    "token",
                    "token_type_hint",
                    "access_token",
                    "post_logout_redirect_uri",
                    "dpop_jkt",
                    "form_token",
                    "interaction",
                    "action",
                    "login",
                    "password",
                    "name",
                    "email");

    private static final List<String> GETS =
            List.of(
                    "/oauth/authorize",
                    "/oauth/userinfo",
                    "/oauth/logout",
                    "/sign-in",
                    "/sign-up",
                    "/consent",
                    "/account",
                    "/oauth/authorize/resume/x",
                    "/oauth/register/x",
                    "/rules/x",
                    "/assets/x",
                    "/invitation",
                    "/.well-known/openid-configuration",
                    "/.well-known/oauth-authorization-server",
                    "/oauth/jwks",
                    "/");

    private static final List<String> POSTS =
            List.of(
                    "/oauth/authorize",
                    "/oauth/par",
                    "/oauth/token",
                    "/oauth/userinfo",
                    "/oauth/introspect",
                    "/oauth/revoke",
                    "/oauth/logout",
                    "/oauth/logout/confirm",
                    "/sign-in",
                    "/sign-up",
                    "/consent",
                    "/account",
                    "/invitation");

    private static final List<String> HEADERS =
            List.of(
                    "Authorization",
                    "Cookie",
                    "DPoP",
                    "Content-Type",
                    "Origin",
                    "Accept-Language",
                    "Sec-Fetch-Site",
                    "X-Forwarded-Host",
                    "If-None-Match",
                    "Access-Control-Request-Method");

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeContainer
    static void start() {
        server = TestServer.start(TestDatabases.fresh(), Map.of("sign-up.enabled", "true"));
        app = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().ascii().ofMaxLength(200),
                Arbitraries.of(
                        "",
                        " ",
                        "\u0000",
                        "\r\nX: y",
                        "null",
                        "-1",
                        "99999999999999999999",
                        "{}",
                        "{\"userinfo\":1}",
                        "[[[[",
                        "e30.e30.",
                        "a.b.c",
                        "%",
                        "%00",
                        "code",
                        "none",
                        "none login",
                        "S256",
                        "openid",
                        "openid openid",
                        "https://",
                        "javascript:x",
                        "\ud800",
                        "\ud83d\ude00",
                        "<script>alert(1)</script>",
                        "' OR 1=1 --",
                        "sym_rt_",
                        "x".repeat(5000)),
                Arbitraries.of(
                        app.request().parameters().values().stream()
                                .map(String::valueOf)
                                .toList()));
    }

    @Provide
    Arbitrary<Map<String, List<String>>> parameters() {
        Arbitrary<Map<String, List<String>>> random =
                Arbitraries.maps(Arbitraries.of(NAMES), values().list().ofMinSize(1).ofMaxSize(2))
                        .ofMaxSize(8);
        Arbitrary<Map<String, List<String>>> nearlyRight =
                Combinators.combine(Arbitraries.of(NAMES), values())
                        .as((name, value) -> {
                            Map<String, List<String>> map = new LinkedHashMap<>();
                            app.request()
                                    .parameters()
                                    .forEach((n, v) -> map.put(n, List.of(String.valueOf(v))));
                            map.put(name, List.of(value));
                            return map;
                        });
        return Arbitraries.oneOf(random, nearlyRight);
    }

    /** What a header may have at all: what ends its line never leaves the client. */
    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> values =
                Arbitraries.oneOf(
                        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(100),
                        Arbitraries.of(
                                "Bearer",
                                "Bearer ",
                                "Bearer a b",
                                "bearer sym_at_x",
                                "Bearer e30.e30.AA",
                                "Basic",
                                "Basic ====",
                                "Basic Og==",
                                "Basic /w==",
                                "Basic JTA6JXp6",
                                App.basic(app.clientId(), "%00"),
                                "DPoP x",
                                "dpop sym_at_x",
                                "eyJqd2siOnt9fQ.e30.AA",
                                "sym_session=",
                                "sym_session=x; sym_session=y; =; ;;",
                                "sym_browser=\u00ff; sym_session=\"",
                                "application/json",
                                "application/x-www-form-urlencoded; charset=utf-16",
                                "application/x-www-form-urlencoded;;;=",
                                ";",
                                "multipart/form-data; boundary=",
                                "null",
                                "https://evil.example",
                                "http://[",
                                "*;q=x, de;q=99999999999, -",
                                "a".repeat(3000)));
        return Arbitraries.maps(Arbitraries.of(HEADERS), values).ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void queries(@ForAll("parameters") Map<String, List<String>> parameters) {
        String query = Http.encode(parameters);
        if (query.length() > 12_000) {
            return;
        }
        for (String path : GETS) {
            check(alice.step("GET", URI.create(server.issuer() + path + "?" + query), ""));
        }
    }

    @Property(tries = 350, shrinking = ShrinkingMode.OFF)
    void forms(@ForAll("parameters") Map<String, List<String>> parameters) {
        String form = Http.encode(parameters);
        for (String path : POSTS) {
            URI uri = URI.create(server.issuer() + path);
            check(alice.step("POST", uri, form));
            check(
                    Http.post(
                            uri,
                            form,
                            Map.of("Authorization", App.basic(app.clientId(), app.secret()))));
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void rawBodies(@ForAll("values") String body) {
        for (String path : POSTS) {
            check(Http.post(URI.create(server.issuer() + path), body, Map.of()));
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void headersOfAnyKind(@ForAll("headers") Map<String, String> headers) {
        for (String path : GETS) {
            check(Http.get(URI.create(server.issuer() + path), headers));
        }
        for (String path : POSTS) {
            check(Http.post(URI.create(server.issuer() + path), "token=x", headers));
        }
    }

    private static void check(Answer answer) {
        assertThat(answer.status()).as("%s: %s", answer.asked(), answer.body()).isLessThan(500);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("dev.symbolon.");
    }
}
