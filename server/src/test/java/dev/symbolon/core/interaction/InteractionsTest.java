package dev.symbolon.core.interaction;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Interactions")
class InteractionsTest {

    private static final String RETURN = "/oauth/authorize/resume/{id}";
    private static final Ask ASK =
            new Ask(
                    "slipway",
                    "Slipway",
                    URI.create("https://slipway.example"),
                    null,
                    URI.create("https://slipway.example/privacy"),
                    null,
                    URI.create("https://slipway.example/callback"),
                    "alice",
                    List.of("de", "en"),
                    "page",
                    Scope.of("openid", "apps:deploy"),
                    List.of("https://mooring.example"),
                    List.of("email"),
                    AuthorizationDetails.NONE,
                    null);

    private final MovableClock clock = new MovableClock();
    private final TestBrowser browser = new TestBrowser();

    private Interaction begun(Interactions interactions) {
        Interactions.Begun begun =
                interactions.begin(browser.exchange(), ASK, RETURN, "{\"state\":\"x\"}");
        browser.keep(begun.cookie());
        return begun.interaction();
    }

    @EachDatabase
    @DisplayName("the browser that began one finds it as it was, and its flow goes on")
    void found(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        Exchange next = browser.exchange();

        assertThat(interactions.of(next, begun.id())).contains(begun);
        assertThat(next.trace().flow()).isEqualTo(begun.flow());
        assertThat(begun.returnsTo(OTHER))
                .isEqualTo("/t/other/oauth/authorize/resume/" + begun.id());
    }

    @EachDatabase
    @DisplayName(
            "another browser does not find it, whether it has a cookie or none (RFC 9700 §4.7)")
    void otherBrowser(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        TestBrowser thief = new TestBrowser();

        assertThat(interactions.of(thief.exchange(), begun.id())).isEmpty();
        thief.keep(interactions.begin(thief.exchange(), ASK, RETURN, "{}").cookie());
        assertThat(interactions.of(thief.exchange(), begun.id())).isEmpty();
    }

    @EachDatabase
    @DisplayName("two tabs of a browser have one each, and both are found")
    void tabs(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction first = begun(interactions);
        Interaction second = begun(interactions);

        assertThat(interactions.of(browser.exchange(), first.id())).isPresent();
        assertThat(interactions.of(browser.exchange(), second.id())).isPresent();
    }

    @EachDatabase
    @DisplayName("it is over after an hour, and a chore removes it")
    void expired(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);

        clock.advance(Duration.ofMinutes(59));
        assertThat(interactions.of(browser.exchange(), begun.id())).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(interactions.of(browser.exchange(), begun.id())).isEmpty();
        assertThat(interactions.signedIn(begun, "a", "s")).isEmpty();
        assertThat(interactions.finish(begun)).isFalse();

        var chore = interactions.chore();
        clock.advance(Duration.ofMinutes(2));
        assertThat((int) database.change(tx -> chore.batch().run(tx, clock.instant())))
                .isEqualTo(1);
    }

    @EachDatabase
    @DisplayName("the database does not hold the id that opens it")
    void hashed(Database database) {
        Interaction begun = begun(new Interactions(database, clock));

        assertThat(database.list("SELECT id FROM interaction", row -> row.text("id")))
                .isNotEmpty()
                .doesNotContain(begun.id());
    }

    @EachDatabase
    @DisplayName("sign-in, choice and consent are marked, and belong to the account")
    void marks(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        assertThat(begun.signedInBy("alice") || begun.consentedBy("alice")).isFalse();

        Interaction signedIn = interactions.signedIn(begun, "alice", "session-1").orElseThrow();
        assertThat(signedIn.signedInBy("alice")).isTrue();
        assertThat(signedIn.chosenBy("alice")).isTrue();
        assertThat(signedIn.signedInBy("bob")).isFalse();
        assertThat(signedIn.sessionId()).isEqualTo("session-1");

        Interaction consented = interactions.consented(begun, "alice").orElseThrow();
        assertThat(consented.signedInBy("alice")).isTrue();
        assertThat(consented.consentedBy("alice")).isTrue();
        assertThat(interactions.of(browser.exchange(), begun.id())).contains(consented);
    }

    @EachDatabase
    @DisplayName("when another account comes in between, the first one's marks fall")
    void otherAccount(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        interactions.signedIn(begun, "alice", "session-1");
        interactions.consented(begun, "alice");

        Interaction bob = interactions.signedIn(begun, "bob", "session-2").orElseThrow();
        assertThat(bob.signedInBy("bob")).isTrue();
        assertThat(bob.consentedAt()).isNull();

        interactions.consented(begun, "bob");
        Interaction alice = interactions.accountChosen(begun, "alice").orElseThrow();
        assertThat(alice.chosenBy("alice")).isTrue();
        assertThat(alice.signedInAt()).isNull();
        assertThat(alice.sessionId()).isNull();
        assertThat(alice.consentedAt()).isNull();

        Interaction carol = interactions.consented(begun, "carol").orElseThrow();
        assertThat(carol.accountChosen()).isFalse();
    }

    @EachDatabase
    @DisplayName("who declines can change their mind; who declines after consent has not consented")
    void declined(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        interactions.consented(begun, "alice");

        Interaction declined = interactions.declined(begun).orElseThrow();
        assertThat(declined.isDeclined()).isTrue();
        assertThat(declined.consentedBy("alice")).isFalse();
        assertThat(interactions.signedIn(begun, "alice", "s").orElseThrow().isDeclined()).isFalse();
    }

    @EachDatabase
    @DisplayName("of 32 who finish it at once, one does, and then it is gone")
    void finishOnce(Database database) throws Exception {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            tries.add(() -> interactions.finish(begun));
        }

        int finished = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(tries)) {
                finished += outcome.get() ? 1 : 0;
            }
        }

        assertThat(finished).isEqualTo(1);
        assertThat(interactions.of(browser.exchange(), begun.id())).isEmpty();
        assertThat(interactions.consented(begun, "alice")).isEmpty();
    }

    @EachDatabase
    @DisplayName("a tenant's interaction does not exist for another, even in the same browser")
    void tenants(Database database) {
        Interactions interactions = new Interactions(database, clock);
        Interaction begun = begun(interactions);
        TestBrowser elsewhere = browser.before(OTHER);

        assertThat(interactions.of(elsewhere.exchange(), begun.id())).isEmpty();
        String value = browser.cookies().getOrDefault("__Host-sym_browser", "");
        assertThat(value).isNotEmpty();
        elsewhere.keep(new dev.symbolon.base.http.Cookie("sym_browser_other", value, true, null));
        assertThat(interactions.of(elsewhere.exchange(), begun.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "account",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example/",
                "/\t/evil.example",
                "/a b",
                "/a\r\nSet-Cookie: x=y",
                "/ü"
            })
    @DisplayName("a return path stays on our host (CWE-601)")
    void openRedirect(String path) {
        assertThat(Interaction.isOurs(path)).isFalse();
        assertThatThrownBy(() -> interactionsWithoutDatabase(path))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void interactionsWithoutDatabase(String path) {
        try (Database database = dev.symbolon.base.sql.Databases.inMemory()) {
            new Interactions(database, clock).begin(browser.exchange(), Ask.NOTHING, path, "{}");
        }
    }
}
