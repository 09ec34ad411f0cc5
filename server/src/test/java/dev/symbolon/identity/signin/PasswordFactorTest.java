package dev.symbolon.identity.signin;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.PasswordFactor.Outcome;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sign-in with a password")
class PasswordFactorTest {

    private static final PasswordSettings QUICK =
            new PasswordSettings(64, 1, 1, 256, Duration.ofSeconds(30));
    private static final Password RIGHT = Password.typed("correct horse");
    private static final Password WRONG = Password.typed("battery staple");

    private final MovableClock clock = new MovableClock();
    private final TestBrowser browser = new TestBrowser();
    private final PasswordHasher hasher = new PasswordHasher(QUICK);

    @AfterEach
    void close() {
        hasher.close();
    }

    private Accounts accounts(Database database) {
        return new Accounts(database, clock, List.of());
    }

    private PasswordFactor factor(Database database, PasswordHasher with) {
        return new PasswordFactor(
                database, accounts(database), with, new Throttle(database, clock), clock);
    }

    private Account alice(Database database) {
        var created =
                accounts(database)
                        .create(
                                TENANT,
                                NewAccount.named("alice").withEmail("alice@example.org", true));
        Account alice = ((Accounts.Creation.Created) created).account();
        Trace trace = new Trace(FlowId.random());
        assertThat(factor(database, hasher).set(trace, TENANT, alice.id(), RIGHT)).isEmpty();
        return alice;
    }

    @EachDatabase
    @DisplayName("the right password of a name or email is accepted, any other is wrong")
    void accepts(Database database) {
        Account alice = alice(database);
        PasswordFactor factor = factor(database, hasher);
        Outcome accepted = new Outcome.Accepted(alice, List.of("pwd"));

        assertThat(factor.attempt(browser.exchange(), "Alice", RIGHT)).isEqualTo(accepted);
        assertThat(factor.attempt(browser.exchange(), "alice@EXAMPLE.org", RIGHT))
                .isEqualTo(accepted);
        assertThat(factor.attempt(browser.exchange(), "alice", WRONG))
                .isEqualTo(new Outcome.Wrong());
    }

    @EachDatabase
    @DisplayName(
            "unknown login, wrong password, no password, disabled account: same answer, one hash")
    void sameWork(Database database) {
        Account alice = alice(database);
        accounts(database).create(TENANT, NewAccount.named("nopassword"));
        PasswordFactor factor = factor(database, hasher);
        List<Runnable> attempts =
                List.of(
                        () -> wrong(factor, "nobody", RIGHT),
                        () -> wrong(factor, "alice", WRONG),
                        () -> wrong(factor, "alice", Password.typed("")),
                        () -> wrong(factor, "alice", Password.typed("x".repeat(100_000))),
                        () -> wrong(factor, "", WRONG),
                        () -> wrong(factor, "no\u0000body", WRONG),
                        () -> wrong(factor, "nopassword", RIGHT),
                        () -> {
                            accounts(database).disable(TENANT, alice.id());
                            wrong(factor, "alice", RIGHT);
                        });

        for (Runnable attempt : attempts) {
            long before = hasher.hashes();
            attempt.run();
            assertThat(hasher.hashes()).isEqualTo(before + 1);
        }
    }

    private void wrong(PasswordFactor factor, String login, Password password) {
        assertThat(factor.attempt(browser.exchange(), login, password))
                .isEqualTo(new Outcome.Wrong());
    }

    @EachDatabase
    @DisplayName("a hash with other parameters is made anew at the next sign-in")
    void rehash(Database database) {
        alice(database);
        String before = stored(database);
        PasswordSettings stronger = new PasswordSettings(128, 2, 1, 8, Duration.ofSeconds(30));
        try (PasswordHasher strong = new PasswordHasher(stronger)) {
            PasswordFactor factor = factor(database, strong);

            factor.attempt(browser.exchange(), "alice", WRONG);
            assertThat(stored(database)).isEqualTo(before);
            assertThat(factor.attempt(browser.exchange(), "alice", RIGHT))
                    .isInstanceOf(Outcome.Accepted.class);
            assertThat(stored(database)).startsWith("$argon2id$v=19$m=128,t=2,p=1$");
            assertThat(factor.attempt(browser.exchange(), "alice", RIGHT))
                    .isInstanceOf(Outcome.Accepted.class);
        }
    }

    @EachDatabase
    @DisplayName(
            "an unknown login costs what a stored password costs, after the cost was raised, too")
    void raised(Database database) {
        Account alice = alice(database);
        PasswordStore store = new PasswordStore(database);
        for (String login : List.of("", "nobody", "~", alice.id())) {
            assertThat(store.nearest(TENANT.id(), login))
                    .contains(new PasswordStore.Stored(alice.id(), stored(database)));
        }
        assertThat(store.nearest(OTHER.id(), alice.id())).isEmpty();

        // Argon2 would take seconds with these; the stored hash takes no time.
        PasswordSettings raised = new PasswordSettings(262_144, 8, 1, 8, Duration.ofMinutes(5));
        try (PasswordHasher slow = new PasswordHasher(raised)) {
            PasswordFactor factor = factor(database, slow);
            long began = System.nanoTime();
            wrong(factor, "nobody", RIGHT);
            wrong(factor, "alice", WRONG);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    private static String stored(Database database) {
        return database.one("SELECT hash FROM password", row -> row.text("hash")).orElseThrow();
    }

    @EachDatabase
    @DisplayName("of 32 wrong guesses at once, ten are looked at (GHSA-7h8m-vrxx-vr4m)")
    void race(Database database) throws Exception {
        alice(database);
        PasswordFactor factor = factor(database, hasher);
        long before = hasher.hashes();
        List<Callable<Outcome>> guesses = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            guesses.add(() -> factor.attempt(browser.exchange(), "alice", WRONG));
        }

        List<Outcome> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(guesses)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(Outcome.Wrong.class::isInstance).hasSize(10);
        assertThat(outcomes).filteredOn(Outcome.Wait.class::isInstance).hasSize(22);
        assertThat(hasher.hashes()).isEqualTo(before + 10);
    }

    @EachDatabase
    @DisplayName("what was refused for want of room is no guess")
    void busy(Database database) throws Exception {
        alice(database);
        PasswordSettings narrow = new PasswordSettings(64, 1, 1, 1, Duration.ofMillis(20));
        BusyThreads threads = new BusyThreads(narrow);
        try (PasswordHasher busy = new PasswordHasher(narrow, threads.threads())) {
            PasswordFactor factor = factor(database, busy);
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> factor.attempt(browser.exchange(), "alice", RIGHT))
                        .isInstanceOf(Refusal.class);
            }
            threads.letGo();
            assertThat(factor.attempt(browser.exchange(), "alice", RIGHT))
                    .isInstanceOf(Outcome.Accepted.class);
        }
    }

    @EachDatabase
    @DisplayName("a tenant's password does not exist for another")
    void tenants(Database database) {
        Account alice = alice(database);
        PasswordFactor factor = factor(database, hasher);

        assertThat(factor.attempt(new TestBrowser(OTHER).exchange(), "alice", RIGHT))
                .isEqualTo(new Outcome.Wrong());
        assertThat(factor.isSet(TENANT, alice.id())).isTrue();
        assertThat(factor.isSet(OTHER, alice.id())).isFalse();
    }

    @Test
    @DisplayName("a new password has 8 to 256 characters, whatever they are (NIST SP 800-63B-4)")
    void length() {
        assertThat(Password.typed("7 chars").problem()).contains(Password.Problem.TOO_SHORT);
        assertThat(Password.typed("8 chars!").problem()).isEmpty();
        assertThat(Password.typed("🔑".repeat(8)).problem()).isEmpty();
        assertThat(Password.typed("x".repeat(256)).problem()).isEmpty();
        assertThat(Password.typed("x".repeat(257)).problem()).contains(Password.Problem.TOO_LONG);
        assertThat(Password.typed("line\nbreak").problem())
                .contains(Password.Problem.CONTROL_CHARACTERS);
    }

    @Test
    @DisplayName("a password is the same from every keyboard (RFC 8265 §4.2.2)")
    void keyboards() {
        assertThat(Password.typed("Cafe\u0301\u00A0au lait").bytes())
                .isEqualTo(Password.typed("Café au lait").bytes());
        assertThat(Password.typed("Café").bytes()).isNotEqualTo(Password.typed("café").bytes());
        assertThat(Password.typed("geheim")).hasToString("Password[…]");
    }
}
