package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is asked for, and however it is to travel: no token in a query, and never a 500. */
class MalformedResponseTypeTest {

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeContainer
    static void start() {
        server = TestServer.start(TestDatabases.fresh(), Map.of("clients.front-channel", "tokens"));
        app =
                server.app(
                        Map.of(
                                "profile", "compatible",
                                "grant_types", List.of("authorization_code", "implicit"),
                                "response_types",
                                        List.of(
                                                "code",
                                                "id_token",
                                                "code id_token",
                                                "token",
                                                "code token",
                                                "code id_token token")));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("code", "id_token", "token", "none", "", "\u0000", "CODE")
                .list()
                .ofMaxSize(4)
                .map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<String> modes() {
        return Arbitraries.of(
                "",
                "query",
                "fragment",
                "form_post",
                "jwt",
                "query.jwt",
                "fragment.jwt",
                "form_post.jwt",
                "Query",
                "query fragment",
                "#",
                "fragment#");
    }

    @Property(tries = 300)
    void neverInAQuery(@ForAll("types") String type, @ForAll("modes") String mode) {
        Answer answer =
                alice.get(
                        app.request()
                                .with("response_type", type)
                                .with("response_mode", mode)
                                .uri());

        assertThat(answer.status()).isIn(200, 303, 400);
        if (answer.status() == 303) {
            assertThat(String.valueOf(answer.location().getRawQuery()))
                    .doesNotContain("id_token=", "access_token=");
        }
    }
}
