package dev.symbolon.identity.consent;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.details.Detail;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.session.SessionSettings;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Consents")
class ConsentsTest {

    private static final String MOORING = "https://mooring.example";
    private static final String HARBOUR = "https://harbour.example";

    private final MovableClock clock = new MovableClock();
    private final List<String> withdrawn = new ArrayList<>();

    private Consents consents(Database database) {
        return new Consents(
                database,
                clock,
                List.of((_, _, account, client) -> withdrawn.add(account + client)));
    }

    @EachDatabase
    @DisplayName("what was allowed is remembered, and adds up; what was not is asked for")
    void union(Database database) {
        Consents consents = consents(database);
        assertThat(
                        consents.allowed(TENANT, "alice", "slipway")
                                .covers(permission(Scope.NONE, List.of())))
                .isFalse();

        consents.remember(
                TENANT, "alice", "slipway", permission(Scope.of("openid", "email"), List.of()));
        assertThat(
                        consents.allowed(TENANT, "alice", "slipway")
                                .covers(permission(Scope.of("openid"), List.of())))
                .isTrue();
        assertThat(
                        consents.allowed(TENANT, "alice", "slipway")
                                .covers(permission(Scope.of("openid", "phone"), List.of())))
                .isFalse();

        consents.remember(TENANT, "alice", "slipway", permission(Scope.of("phone"), List.of()));
        assertThat(
                        consents.allowed(TENANT, "alice", "slipway")
                                .covers(
                                        permission(
                                                Scope.of("openid", "email", "phone"), List.of())))
                .isTrue();
    }

    @EachDatabase
    @DisplayName("a scope allowed at one API is not allowed at another (RFC 8707 §2)")
    void resources(Database database) {
        Consents consents = consents(database);
        consents.remember(
                TENANT,
                "alice",
                "slipway",
                permission(Scope.of("openid", "files:read"), List.of(MOORING)));
        consents.remember(
                TENANT, "alice", "slipway", permission(Scope.of("boats:read"), List.of(HARBOUR)));

        assertThat(covers(consents, "files:read", List.of(MOORING))).isTrue();
        assertThat(covers(consents, "boats:read", List.of(MOORING))).isFalse();
        assertThat(covers(consents, "files:read", List.of(HARBOUR))).isFalse();
        assertThat(covers(consents, "files:read", List.of(MOORING, HARBOUR))).isFalse();
        // Scopes about the person have no API.
        assertThat(covers(consents, "openid", List.of(HARBOUR))).isTrue();
        assertThat(covers(consents, "openid", List.of())).isTrue();
        assertThat(covers(consents, "openid", List.of("https://new.example"))).isFalse();
    }

    private static Permission permission(Scope scope, List<String> resources) {
        return new Permission(scope, List.of(), resources);
    }

    @EachDatabase
    @DisplayName("a claim is less than its scope; the scope has all its claims (Core §5.4, §5.5)")
    void claims(Database database) {
        Consents consents = consents(database);
        Permission nickname = new Permission(Scope.NONE, List.of("nickname"), List.of());
        Permission birthdate = new Permission(Scope.NONE, List.of("birthdate"), List.of());
        Permission profile = permission(Scope.of("profile"), List.of());

        consents.remember(TENANT, "alice", "slipway", nickname);
        assertThat(consents.allowed(TENANT, "alice", "slipway").covers(nickname)).isTrue();
        assertThat(consents.allowed(TENANT, "alice", "slipway").covers(birthdate)).isFalse();
        assertThat(consents.allowed(TENANT, "alice", "slipway").covers(profile)).isFalse();
        // A scope of an API may have a claim's name.
        assertThat(covers(consents, "nickname", List.of())).isFalse();
        assertThat(consents.listOf(TENANT, "alice"))
                .extracting(Consent::allowed)
                .containsExactly(nickname);

        consents.remember(TENANT, "alice", "slipway", profile);
        assertThat(consents.allowed(TENANT, "alice", "slipway").covers(birthdate)).isTrue();
        consents.remember(TENANT, "alice", "slipway", birthdate);
        assertThat(consents.allowed(TENANT, "alice", "slipway").covers(profile)).isTrue();
    }

    private static boolean covers(Consents consents, String scope, List<String> resources) {
        return consents.allowed(TENANT, "alice", "slipway")
                .covers(permission(Scope.of(scope), resources));
    }

    @EachDatabase
    @DisplayName("a person sees what they allowed to whom, the latest first")
    void list(Database database) {
        Consents consents = consents(database);
        var first = clock.instant();
        consents.remember(
                TENANT, "alice", "slipway", permission(Scope.of("openid"), List.of(MOORING)));
        clock.advance(Duration.ofDays(1));
        consents.remember(TENANT, "alice", "tender", permission(Scope.NONE, List.of()));
        consents.remember(
                TENANT, "alice", "slipway", permission(Scope.of("apps:read"), List.of(MOORING)));

        assertThat(consents.listOf(TENANT, "alice"))
                .containsExactly(
                        new Consent(
                                TENANT.id(),
                                "alice",
                                "tender",
                                permission(Scope.NONE, List.of()),
                                clock.instant()),
                        new Consent(
                                TENANT.id(),
                                "alice",
                                "slipway",
                                permission(Scope.of("openid", "apps:read"), List.of(MOORING)),
                                first));
    }

    @EachDatabase
    @DisplayName("taking it back ends what hangs on it, and the next time it is asked for again")
    void withdraw(Database database) {
        Consents consents = consents(database);
        consents.remember(TENANT, "alice", "slipway", permission(Scope.of("openid"), List.of()));
        consents.remember(TENANT, "bob", "slipway", permission(Scope.of("openid"), List.of()));

        assertThat(consents.withdraw(TENANT, "alice", "slipway")).isTrue();
        assertThat(withdrawn).containsExactly("aliceslipway");
        assertThat(
                        consents.allowed(TENANT, "alice", "slipway")
                                .covers(permission(Scope.of("openid"), List.of())))
                .isFalse();
        assertThat(
                        consents.allowed(TENANT, "bob", "slipway")
                                .covers(permission(Scope.of("openid"), List.of())))
                .isTrue();
        assertThat(consents.withdraw(TENANT, "alice", "slipway")).isFalse();
    }

    @EachDatabase
    @DisplayName("a tenant's consents do not exist for another")
    void tenants(Database database) {
        Consents consents = consents(database);
        consents.remember(TENANT, "alice", "slipway", permission(Scope.of("openid"), List.of()));

        assertThat(
                        consents.allowed(OTHER, "alice", "slipway")
                                .covers(permission(Scope.of("openid"), List.of())))
                .isFalse();
        assertThat(consents.listOf(OTHER, "alice")).isEmpty();
        assertThat(consents.withdraw(OTHER, "alice", "slipway")).isFalse();
        assertThat(consents.listOf(TENANT, "alice")).hasSize(1);
    }

    @EachDatabase
    @DisplayName("what an account allowed is read with its session, in one question")
    void withSession(Database database) {
        Consents consents = consents(database);
        Sessions sessions =
                new Sessions(
                        database,
                        new SessionSettings(Duration.ofHours(12), Duration.ofDays(7), false),
                        clock,
                        List.of());
        TestBrowser browser = new TestBrowser();
        var created =
                new Accounts(database, clock, List.of()).create(TENANT, NewAccount.named("alice"));
        Account alice = ((Accounts.Creation.Created) created).account();
        browser.keep(sessions.begin(browser.exchange(), alice, List.of("pwd")).cookie());
        Permission wanted =
                new Permission(
                        Scope.of("openid", "files:read"),
                        List.of("nickname"),
                        List.of(MOORING),
                        List.of(berth(HARBOUR, "17", false)));
        consents.remember(TENANT, "another", "slipway", wanted);
        consents.remember(TENANT, alice.id(), "another", wanted);
        consents.remember(OTHER, alice.id(), "slipway", wanted);

        assertThat(withSession(sessions, consents, browser, wanted).covers(wanted)).isFalse();
        consents.remember(TENANT, alice.id(), "slipway", wanted);
        Allowed allowed = withSession(sessions, consents, browser, wanted);

        assertThat(allowed.covers(wanted)).isTrue();
        assertThat(allowed).isEqualTo(consents.allowed(TENANT, alice.id(), "slipway"));
        assertThat(allowed.items()).isEqualTo(wanted.items());
    }

    private static Permission.DetailAt berth(String api, String number, boolean eachTime) {
        return new Permission.DetailAt(
                api, new Detail(Map.of("type", "berth", "number", number)), eachTime);
    }

    @EachDatabase
    @DisplayName("details are remembered at their API and as they are, unless each time is asked")
    void details(Database database) {
        Consents consents = consents(database);
        Permission here = berths(berth(MOORING, "17", false));
        Permission once = berths(berth(MOORING, "18", true));

        consents.remember(TENANT, "alice", "slipway", here);
        consents.remember(TENANT, "alice", "slipway", here);
        consents.remember(TENANT, "alice", "slipway", once);
        Allowed allowed = consents.allowed(TENANT, "alice", "slipway");

        assertThat(allowed.covers(here)).isTrue();
        assertThat(allowed.covers(berths(berth(HARBOUR, "17", false)))).isFalse();
        assertThat(allowed.covers(berths(berth(MOORING, "170", false)))).isFalse();
        assertThat(allowed.covers(berths(berth(MOORING, "17", true)))).isFalse();
        assertThat(allowed.covers(once)).isFalse();
        assertThat(consents.listOf(TENANT, "alice"))
                .extracting(Consent::allowed)
                .containsExactly(here);

        assertThat(consents.withdraw(TENANT, "alice", "slipway")).isTrue();
        assertThat(consents.allowed(TENANT, "alice", "slipway").covers(here)).isFalse();
        assertThat(consents.listOf(TENANT, "alice")).isEmpty();
    }

    @EachDatabase
    @DisplayName("of many details the oldest are forgotten, and asked for again")
    void forgotten(Database database) {
        AtomicLong time = new AtomicLong();
        Consents consents =
                new Consents(
                        database, () -> Instant.ofEpochSecond(time.getAndIncrement()), List.of());
        for (int number = 0; number <= 100; number++) {
            Permission berth = berths(berth(MOORING, "" + number, false));
            consents.remember(TENANT, "alice", "slipway", berth);
        }

        Allowed allowed = consents.allowed(TENANT, "alice", "slipway");
        assertThat(allowed.covers(berths(berth(MOORING, "0", false)))).isFalse();
        assertThat(allowed.covers(berths(berth(MOORING, "1", false)))).isTrue();
        assertThat(allowed.covers(berths(berth(MOORING, "100", false)))).isTrue();
    }

    private static Permission berths(Permission.DetailAt berth) {
        return new Permission(Scope.NONE, List.of(), List.of(), List.of(berth));
    }

    private static Allowed withSession(
            Sessions sessions, Consents consents, TestBrowser browser, Permission wanted) {
        return sessions.current(browser.exchange(), consents.allowedInSession("slipway", wanted))
                .orElseThrow()
                .beside();
    }
}
