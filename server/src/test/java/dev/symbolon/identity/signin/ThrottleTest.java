package dev.symbolon.identity.signin;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.identity.account.Login;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Slowing guesses down")
class ThrottleTest {

    private static final Login ALICE = Login.of("alice");

    private final MovableClock clock = new MovableClock();
    private final TestBrowser attacker = new TestBrowser().at("198.51.100.1");

    private static Throttle.Attempt turn(Throttle throttle, TestBrowser browser, Login login) {
        return switch (throttle.take(browser.exchange(), login)) {
            case Throttle.Turn.Now(Throttle.Attempt attempt) -> attempt;
            case Throttle.Turn.Later(Duration delay) -> throw new AssertionError("wait " + delay);
        };
    }

    private static Duration delay(Throttle throttle, TestBrowser browser, Login login) {
        return switch (throttle.take(browser.exchange(), login)) {
            case Throttle.Turn.Now _ -> Duration.ZERO;
            case Throttle.Turn.Later(Duration delay) -> delay;
        };
    }

    @EachDatabase
    @DisplayName("after ten failures the delay begins, and doubles with each further one")
    void grows(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 10; i++) {
            turn(throttle, attacker, ALICE);
        }

        for (int seconds : new int[] {2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
            assertThat(delay(throttle, attacker, ALICE)).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
            turn(throttle, attacker, ALICE);
        }
    }

    @EachDatabase
    @DisplayName("asking while one must wait does not make the wait longer")
    void asking(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 10; i++) {
            turn(throttle, attacker, ALICE);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(delay(throttle, attacker, ALICE)).isEqualTo(Duration.ofSeconds(2));
        }
        clock.advance(Duration.ofSeconds(2));
        turn(throttle, attacker, ALICE);
    }

    @EachDatabase
    @DisplayName("one attacker's failures do not slow the person down who is elsewhere")
    void person(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 10; i++) {
            turn(throttle, attacker, ALICE);
        }

        turn(throttle, new TestBrowser(), ALICE);
    }

    @EachDatabase
    @DisplayName("many attackers slow a login down everywhere, but not in the person's own browser")
    void distributed(Database database) {
        Throttle throttle = new Throttle(database, clock);
        TestBrowser home = new TestBrowser();
        home.keep(BrowserCookie.of(home.exchange()).cookie());
        throttle.succeeded(turn(throttle, home, ALICE));
        for (int i = 0; i < 100; i++) {
            turn(throttle, new TestBrowser().at("198.51.100." + i), ALICE);
        }

        assertThat(delay(throttle, new TestBrowser().at("192.0.2.1"), ALICE)).isPositive();
        turn(throttle, home, ALICE);
        // The longest it ever gets for browsers that are not known: a minute.
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMinutes(1));
            turn(throttle, new TestBrowser().at("192.0.2." + i), ALICE);
        }
        assertThat(delay(throttle, new TestBrowser().at("192.0.2.99"), ALICE))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @EachDatabase
    @DisplayName("one address that tries many logins is slowed down, a neighbour is not")
    void spraying(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 100; i++) {
            turn(throttle, attacker, Login.of("user" + i));
        }

        assertThat(delay(throttle, attacker, Login.of("another"))).isPositive();
        turn(throttle, new TestBrowser().at("198.51.100.2"), Login.of("another"));
    }

    @EachDatabase
    @DisplayName("success starts the login's count anew, and gives the address one attempt back")
    void success(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 9; i++) {
            turn(throttle, attacker, ALICE);
        }
        throttle.succeeded(turn(throttle, attacker, ALICE));
        for (int i = 0; i < 10; i++) {
            turn(throttle, attacker, ALICE);
        }
        assertThat(delay(throttle, attacker, ALICE)).isPositive();

        // An attacker's own account does not clear the address: 19 failures stand.
        for (int i = 0; i < 81; i++) {
            throttle.succeeded(turn(throttle, attacker, Login.of("mallory")));
            turn(throttle, attacker, Login.of("user" + i));
        }
        assertThat(delay(throttle, attacker, Login.of("another"))).isPositive();
    }

    @EachDatabase
    @DisplayName("an hour later all is forgotten, and a chore removes it")
    void forgotten(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 10; i++) {
            turn(throttle, attacker, ALICE);
        }
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 9; i++) {
            turn(throttle, attacker, ALICE);
        }
        assertThat(delay(throttle, attacker, ALICE)).isZero();

        clock.advance(Duration.ofDays(31));
        int removed = 0;
        for (var chore : throttle.chores()) {
            removed += database.change(tx -> chore.batch().run(tx, clock.instant()));
        }
        assertThat(removed).isEqualTo(3);
    }

    @EachDatabase
    @DisplayName("the table holds neither names nor addresses, and tenants count apart")
    void privacy(Database database) {
        Throttle throttle = new Throttle(database, clock);
        for (int i = 0; i < 10; i++) {
            turn(throttle, attacker, ALICE);
        }

        turn(throttle, new TestBrowser(OTHER).at("198.51.100.1"), ALICE);
        assertThat(database.list("SELECT bucket FROM attempt", row -> row.text("bucket")))
                .allMatch(bucket -> bucket.matches("[A-Za-z0-9_-]{43}"));
    }
}
