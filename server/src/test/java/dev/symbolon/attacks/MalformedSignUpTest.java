package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever somebody types who wants an account: they get it, or are told what is wrong. */
class MalformedSignUpTest {

    private static TestServer server;

    @BeforeContainer
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "sign-up.enabled", "true",
                                "sign-up.per-address", "100000",
                                "sign-up.per-day", "100000"));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> typed() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().ascii().ofMaxLength(30),
                Arbitraries.strings().alpha().ofMinLength(8).ofMaxLength(20),
                Arbitraries.of(
                        "",
                        " ",
                        "alice",
                        "alice@example.com",
                        "\u0000",
                        "\ud800",
                        "\ud83d\ude00",
                        "\u202e",
                        "a\u0345\u0301",
                        "İ",
                        "ẞ",
                        "' OR 1=1 --",
                        "{site}",
                        "<b>",
                        "x".repeat(5000)));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void answered(
            @ForAll("typed") String login,
            @ForAll("typed") String password,
            @ForAll("typed") String name,
            @ForAll("typed") String email) {
        Browser browser = server.browser();
        Answer answer =
                browser.submit(
                        browser.get("/sign-up")
                                .form()
                                .with("login", login)
                                .with("password", password)
                                .with("name", name)
                                .with("email", email));
        if ((login + password + name + email).indexOf('\u0000') >= 0) {
            assertThat(answer.status()).isEqualTo(400);
            return;
        }
        if (answer.status() == 429) {
            server.clock().advance(Duration.ofHours(1));
            return;
        }
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 422);
        boolean made = answer.asked().getPath().equals("/account");
        assertThat(made).isEqualTo(answer.status() == 200);
        assertThat(browser.cookies().containsKey("sym_session")).isEqualTo(made);
        if (made) {
            assertThat(browser.get("/account").status()).isEqualTo(200);
            server.browser().signedIn(login, password);
        }
    }
}
