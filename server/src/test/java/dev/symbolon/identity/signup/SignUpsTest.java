package dev.symbolon.identity.signup;

import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.events.Event;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.identity.signin.PasswordHasher;
import dev.symbolon.identity.signin.PasswordSettings;
import dev.symbolon.identity.signin.Throttle;
import dev.symbolon.identity.signup.SignUps.Outcome;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An account that somebody makes for themselves")
class SignUpsTest {

    private static final int AT_ONCE = 8;
    private static final SignUpSettings FEW = new SignUpSettings(true, 3, 5);

    private final MovableClock clock = new MovableClock();
    private final PasswordHasher hasher =
            new PasswordHasher(new PasswordSettings(64, 1, 1, 64, Duration.ofSeconds(30)));

    @AfterEach
    void close() {
        hasher.close();
    }

    private Accounts accounts(Database database) {
        return new Accounts(database, clock, List.of());
    }

    private SignUps signUps(Database database, SignUpSettings settings) {
        Accounts accounts = accounts(database);
        Throttle throttle = new Throttle(database, clock);
        return new SignUps(
                database,
                accounts,
                new PasswordFactor(database, accounts, hasher, throttle, clock),
                throttle,
                settings,
                new EventStore(database, clock),
                clock);
    }

    private Outcome make(Database database, String login, String address) {
        return signUps(database, FEW)
                .make(
                        new TestBrowser().at(address).exchange(),
                        new SignUpForm(login, "dora@example.com", "Dora"),
                        Password.typed("sails at night"));
    }

    private static List<Outcome> atOnce(List<Callable<Outcome>> wishes) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(wishes)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }

    private static long made(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Made.class::isInstance).count();
    }

    @EachDatabase
    @DisplayName("is there with its password, and an event tells of it")
    void made(Database database) {
        Outcome outcome = make(database, "dora", "192.0.2.1");

        Account dora = accounts(database).findByLogin(TENANT, "DORA").orElseThrow();
        assertThat(outcome).isEqualTo(new Outcome.Made(dora));
        assertThat(dora.email()).isEqualTo("dora@example.com");
        assertThat(dora.emailVerified()).isFalse();
        assertThat(dora.admin()).isFalse();
        assertThat(dora.displayName()).isEqualTo("Dora");
        assertThat(new EventStore(database, clock).newest(TENANT, 5))
                .containsExactly(
                        new Event(
                                TENANT.id(),
                                clock.instant(),
                                dora.id(),
                                "account.signed-up",
                                dora.id()));
    }

    @EachDatabase
    @DisplayName("of those who want one name at once, exactly one has it")
    void race(Database database) throws Exception {
        List<Callable<Outcome>> wishes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String address = "192.0.2." + i;
            wishes.add(() -> make(database, "dora", address));
        }
        List<Outcome> outcomes = atOnce(wishes);

        assertThat(made(outcomes)).isEqualTo(1);
        assertThat(accounts(database).list(TENANT, "", 10)).hasSize(1);
    }

    @EachDatabase
    @DisplayName("takes no email away from whoever it belongs to, and is not found by it")
    void email(Database database) {
        assertThat(make(database, "dora", "192.0.2.1")).isInstanceOf(Outcome.Made.class);
        assertThat(make(database, "dorothy", "192.0.2.1")).isInstanceOf(Outcome.Made.class);
        Accounts accounts = accounts(database);
        assertThat(accounts.findByLogin(TENANT, "dora@example.com")).isEmpty();

        accounts.create(TENANT, NewAccount.named("owner").withEmail("dora@example.com", true));
        assertThat(accounts.findByLogin(TENANT, "dora@example.com").map(Account::name))
                .contains("owner");
        assertThat(make(database, "theodora", "192.0.2.1")).isInstanceOf(Outcome.Made.class);
    }

    @EachDatabase
    @DisplayName("is made in one step: what breaks before its end has left nothing behind")
    void atOnce(Database database) {
        database.run("ALTER TABLE password RENAME TO hidden");
        assertThatThrownBy(() -> make(database, "dora", "192.0.2.1"))
                .isInstanceOf(DatabaseException.class);
        database.run("ALTER TABLE hidden RENAME TO password");
        assertThat(accounts(database).list(TENANT, "", 1)).isEmpty();
        assertThat(make(database, "dora", "192.0.2.1")).isInstanceOf(Outcome.Made.class);
    }

    @EachDatabase
    @DisplayName("waits for a processor to hash the password, with nothing done before")
    void busy(Database database) {
        hasher.close();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> make(database, "dora", "192.0.2.1"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            busy -> assertThat(busy.headers()).containsKey("Retry-After"));
        }
        assertThat(accounts(database).list(TENANT, "", 1)).isEmpty();
        assertThat(new EventStore(database, clock).newest(TENANT, 1)).isEmpty();
    }

    @EachDatabase
    @DisplayName("no more are made in a day than there is room for, from one network or from all")
    void quota(Database database) throws Exception {
        List<Callable<Outcome>> wishes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String login = "dora" + i;
            wishes.add(() -> make(database, login, "192.0.2.1"));
        }
        assertThat(made(atOnce(wishes))).isEqualTo(3);
        assertThat(make(database, "dora-late", "192.0.2.1"))
                .isEqualTo(new Outcome.Later(SignUpRule.PER_ADDRESS, Duration.ofDays(1)));

        clock.advance(Duration.ofHours(10));
        assertThat(make(database, "elsa1", "192.0.2.2")).isInstanceOf(Outcome.Made.class);
        assertThat(make(database, "elsa2", "192.0.2.3")).isInstanceOf(Outcome.Made.class);
        assertThat(make(database, "elsa3", "192.0.2.4"))
                .isEqualTo(new Outcome.Later(SignUpRule.PER_DAY, Duration.ofHours(14)));

        clock.advance(Duration.ofHours(14));
        assertThat(make(database, "elsa3", "192.0.2.1")).isInstanceOf(Outcome.Made.class);
    }

    @EachDatabase
    @DisplayName("trying which names are taken is slowed down, where one comes from")
    void throttled(Database database) {
        make(database, "dora", "192.0.2.1");
        Map<String, String> taken = Map.of("login", "signup.login.taken");
        for (int i = 0; i < 30; i++) {
            assertThat(make(database, "Dora", "192.0.2.7")).isEqualTo(new Outcome.Wrong(taken));
        }
        Outcome.Later wait = new Outcome.Later(SignUpRule.THROTTLED, Duration.ofSeconds(2));
        assertThat(make(database, "dora", "192.0.2.7")).isEqualTo(wait);
        assertThat(make(database, "anybody", "192.0.2.7")).isEqualTo(wait);
        assertThat(make(database, "dora", "192.0.2.8")).isEqualTo(new Outcome.Wrong(taken));

        clock.advance(Duration.ofSeconds(2));
        assertThat(make(database, "dora2", "192.0.2.7")).isInstanceOf(Outcome.Made.class);
    }
}
