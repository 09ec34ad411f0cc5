package dev.symbolon.identity.session;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Sessions")
class SessionsTest {

    private static final List<String> PWD = List.of("pwd");

    private final MovableClock clock = new MovableClock();
    private final TestBrowser browser = new TestBrowser();
    private final List<String> ended = new ArrayList<>();

    private Sessions sessions(Database database) {
        return new Sessions(
                database,
                new SessionSettings(Duration.ofHours(12), Duration.ofDays(7), false),
                clock,
                List.of((_, session, _) -> ended.add(session.id())));
    }

    private Accounts accounts(Database database, Sessions sessions) {
        return new Accounts(database, clock, List.of((tx, of, id) -> sessions.endAll(tx, of, id)));
    }

    private Account account(Database database, String name) {
        return account(database, TENANT, name);
    }

    private Account account(Database database, Tenant tenant, String name) {
        var created =
                new Accounts(database, clock, List.of()).create(tenant, NewAccount.named(name));
        return ((Accounts.Creation.Created) created).account();
    }

    private Session signIn(Sessions sessions, TestBrowser in, Account account) {
        Sessions.SignedIn signedIn = sessions.begin(in.exchange(), account, PWD);
        in.keep(signedIn.cookie());
        return signedIn.session();
    }

    @EachDatabase
    @DisplayName("who signed in is signed in, with what clients are told of it (Core §2)")
    void begin(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        assertThat(sessions.current(browser.exchange())).isEmpty();

        Session session = signIn(sessions, browser, alice);

        assertThat(sessions.current(browser.exchange())).contains(session);
        assertThat(session.accountId()).isEqualTo(alice.id());
        assertThat(session.authTime()).isEqualTo(clock.instant());
        assertThat(session.acr()).isEqualTo("urn:symbolon:acr:password");
        assertThat(session.amr()).containsExactly("pwd");
        assertThat(session.device()).isEqualTo("Firefox on Linux");
        assertThat(session.sid()).isNotEqualTo(session.id());
        assertThat(browser.cookies()).containsOnlyKeys("__Host-sym_session");
        assertThat(database.list("SELECT cookie FROM session", row -> row.text("cookie")))
                .doesNotContainAnyElementsOf(browser.cookies().values());
    }

    @EachDatabase
    @DisplayName("a cookie known before sign-in is worth nothing after it (fixation, CWE-384)")
    void fixation(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        Session before = signIn(sessions, browser, alice);
        TestBrowser thief = browser.copy();

        clock.advance(Duration.ofMinutes(5));
        Session after = signIn(sessions, browser, alice);

        assertThat(sessions.current(thief.exchange())).isEmpty();
        assertThat(sessions.current(browser.exchange())).contains(after);
        // The same person in the same browser: what clients hold lives on.
        assertThat(after.sid()).isEqualTo(before.sid());
        assertThat(after.authTime()).isEqualTo(clock.instant());
        assertThat(ended).isEmpty();
    }

    @EachDatabase
    @DisplayName("a cookie that an attacker planted, their own or made up, is not taken over")
    void planted(Database database) {
        Sessions sessions = sessions(database);
        Session mallorys = signIn(sessions, browser, account(database, "mallory"));
        TestBrowser victim = browser.copy();

        Session alices = signIn(sessions, victim, account(database, "alice"));

        assertThat(sessions.current(browser.exchange())).isEmpty();
        assertThat(alices.id()).isNotEqualTo(mallorys.id());
        assertThat(alices.sid()).isNotEqualTo(mallorys.sid());
    }

    @EachDatabase
    @DisplayName("when another person signs in in the same browser, the first one's session ends")
    void secondPerson(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        Session alices = signIn(sessions, browser, alice);

        Session bobs = signIn(sessions, browser, account(database, "bob"));

        assertThat(ended).containsExactly(alices.id());
        assertThat(sessions.listOf(TENANT, alice.id())).isEmpty();
        assertThat(sessions.current(browser.exchange())).contains(bobs);
    }

    @EachDatabase
    @DisplayName("a session in which nothing happens ends; one that is used does not")
    void idle(Database database) {
        Sessions sessions = sessions(database);
        signIn(sessions, browser, account(database, "alice"));

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(11));
            assertThat(sessions.current(browser.exchange())).isPresent();
        }
        clock.advance(Duration.ofHours(12));
        assertThat(sessions.current(browser.exchange())).isEmpty();
    }

    @EachDatabase
    @DisplayName("a session ends after a week, however much it is used, unless one signs in again")
    void absolute(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        signIn(sessions, browser, alice);
        for (int i = 0; i < 15; i++) {
            clock.advance(Duration.ofHours(11));
            assertThat(sessions.current(browser.exchange())).isPresent();
        }
        clock.advance(Duration.ofHours(3));
        assertThat(sessions.current(browser.exchange())).isEmpty();

        Session fresh = signIn(sessions, browser, alice);
        assertThat(sessions.current(browser.exchange())).contains(fresh);
    }

    @EachDatabase
    @DisplayName("what was seen is written at most once a minute")
    void seen(Database database) {
        Sessions sessions = sessions(database);
        Session session = signIn(sessions, browser, account(database, "alice"));

        clock.advance(Duration.ofSeconds(59));
        sessions.current(browser.exchange());
        assertThat(sessions.bySid(TENANT, session.sid()).orElseThrow().lastSeenAt())
                .isEqualTo(session.lastSeenAt());
        clock.advance(Duration.ofSeconds(2));
        sessions.current(browser.exchange());
        assertThat(sessions.bySid(TENANT, session.sid()).orElseThrow().lastSeenAt())
                .isEqualTo(clock.instant());
    }

    @EachDatabase
    @DisplayName("signing out ends the session, tells what hangs on it and takes the cookie away")
    void signOut(Database database) {
        Sessions sessions = sessions(database);
        Session session = signIn(sessions, browser, account(database, "alice"));
        TestBrowser thief = browser.copy();

        browser.keep(sessions.endCurrent(browser.exchange(), Response.empty(204)));

        assertThat(browser.cookies()).isEmpty();
        assertThat(sessions.current(thief.exchange())).isEmpty();
        assertThat(ended).containsExactly(session.id());
        assertThat(sessions.end(TENANT, session.id())).isFalse();
        assertThat(ended).hasSize(1);
    }

    @EachDatabase
    @DisplayName("a person ends their own sessions from a list, and nobody else's")
    void list(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        Account bob = account(database, "bob");
        TestBrowser phone = new TestBrowser();
        Session here = signIn(sessions, browser, alice);
        clock.advance(Duration.ofMinutes(1));
        Session there = signIn(sessions, phone, alice);

        assertThat(sessions.listOf(TENANT, alice.id())).containsExactly(there, here);
        assertThat(sessions.endOf(TENANT, bob.id(), here.id())).isFalse();
        assertThat(sessions.endOf(TENANT, alice.id(), there.id())).isTrue();
        assertThat(sessions.current(phone.exchange())).isEmpty();
        assertThat(sessions.current(browser.exchange())).isPresent();
        assertThat(sessions.bySid(TENANT, here.sid())).isPresent();
        assertThat(sessions.endAll(TENANT, alice.id())).isEqualTo(1);
        assertThat(sessions.bySid(TENANT, here.sid())).isEmpty();
    }

    @EachDatabase
    @DisplayName("a disabled account's sessions end and do not come back")
    void disabled(Database database) {
        Sessions sessions = sessions(database);
        Accounts accounts = accounts(database, sessions);
        Account alice = account(database, "alice");
        Session session = signIn(sessions, browser, alice);

        accounts.disable(TENANT, alice.id());

        assertThat(sessions.current(browser.exchange())).isEmpty();
        assertThat(ended).containsExactly(session.id());
        // A sign-in that was under way when the account was shut.
        signIn(sessions, browser, alice);
        assertThat(sessions.current(browser.exchange())).isEmpty();
        assertThat(sessions.listOf(TENANT, alice.id())).isEmpty();
    }

    @EachDatabase
    @DisplayName("a tenant's session does not exist for another, even with the cookie renamed")
    void tenants(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        Session session = signIn(sessions, browser, alice);
        TestBrowser elsewhere = browser.before(OTHER);
        elsewhere.keep(
                new dev.symbolon.base.http.Cookie(
                        "sym_session_other",
                        browser.cookies().values().iterator().next(),
                        true,
                        null));

        assertThat(sessions.current(elsewhere.exchange())).isEmpty();
        assertThat(sessions.bySid(OTHER, session.sid())).isEmpty();
        assertThat(sessions.bySid(OTHER, session.sid())).isEmpty();
        assertThat(sessions.listOf(OTHER, alice.id())).isEmpty();
        assertThat(sessions.end(OTHER, session.id())).isFalse();
        assertThat(sessions.endAll(OTHER, alice.id())).isZero();

        signIn(sessions, elsewhere, account(database, OTHER, "alice"));
        assertThat(sessions.current(browser.exchange())).contains(session);
    }

    @EachDatabase
    @DisplayName("a chore removes what is over, and what hangs on it")
    void chore(Database database) {
        Sessions sessions = sessions(database);
        Session session = signIn(sessions, browser, account(database, "alice"));
        var batch = sessions.chores().getFirst().batch();
        assertThat((int) database.change(tx -> batch.run(tx, clock.instant()))).isZero();

        clock.advance(Duration.ofHours(12));
        assertThat((int) database.change(tx -> batch.run(tx, clock.instant()))).isEqualTo(1);
        assertThat(ended).containsExactly(session.id());
    }

    @EachDatabase
    @DisplayName("a chore forgets the clients of sessions that are gone, and of no others")
    void forgottenClients(Database database) {
        Sessions sessions = sessions(database);
        Session session = signIn(sessions, browser, account(database, "alice"));
        sessions.remember(TENANT, session.id(), "app");
        sessions.remember(TENANT, "ended meanwhile", "app");
        var batch = sessions.chores().getLast().batch();

        assertThat((int) database.change(tx -> batch.run(tx, clock.instant()))).isEqualTo(1);
        assertThat(
                        database.list(
                                "SELECT session_id FROM session_client",
                                row -> row.text("session_id")))
                .containsExactly(session.id());
    }

    @EachDatabase
    @DisplayName("that a session is live can be said to a change of something else")
    void isLive(Database database) {
        Sessions sessions = sessions(database);
        Account alice = account(database, "alice");
        Session session = signIn(sessions, browser, alice);
        assertThat(holds(database, sessions.isLive(TENANT, session.id()))).isTrue();
        assertThat(holds(database, sessions.isLive(OTHER, session.id()))).isFalse();
        assertThat(holds(database, sessions.isLive(TENANT, session.sid()))).isFalse();

        clock.advance(Duration.ofHours(12));
        assertThat(holds(database, sessions.isLive(TENANT, session.id()))).isFalse();

        Session again = signIn(sessions, new TestBrowser(), alice);
        accounts(database, sessions).disable(TENANT, alice.id());
        assertThat(holds(database, sessions.isLive(TENANT, again.id()))).isFalse();
    }

    @EachDatabase
    @DisplayName("that an account is open can be said so, too")
    void isOpen(Database database) {
        Accounts accounts = accounts(database, sessions(database));
        Account alice = account(database, "alice");
        assertThat(holds(database, accounts.isOpen(TENANT, alice.id()))).isTrue();
        assertThat(holds(database, accounts.isOpen(OTHER, alice.id()))).isFalse();

        accounts.disable(TENANT, alice.id());
        assertThat(holds(database, accounts.isOpen(TENANT, alice.id()))).isFalse();
    }

    private static boolean holds(Database database, Condition condition) {
        return database.one(
                        "SELECT 1 AS yes WHERE " + condition.sql(),
                        row -> row.flag("yes"),
                        condition.arguments().toArray())
                .isPresent();
    }
}
