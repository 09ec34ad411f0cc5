package dev.symbolon.identity.session;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.TestBrowser;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.CodeStore;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Redemption;
import dev.symbolon.core.tokens.TokenSettings;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A grant that begins at the authorization endpoint")
class SessionGrantsTest {

    private static final Condition GOES_ON = new Condition("1 = 1", List.of());

    private final MovableClock clock = new MovableClock();

    private GrantStore grants(Database database) {
        return new GrantStore(database, TokenSettings.defaults(), clock);
    }

    private Sessions sessions(Database database) {
        GrantStore grants = grants(database);
        return new Sessions(
                database,
                new SessionSettings(Duration.ofHours(12), Duration.ofDays(7), false),
                clock,
                List.of((tx, session, _) ->
                        grants.endOfSession(tx, session.tenant(), session.id())));
    }

    private Session signIn(Database database, String name) {
        var account =
                (Accounts.Creation.Created)
                        new Accounts(database, clock, List.of())
                                .create(TENANT, NewAccount.named(name));
        return sessions(database)
                .begin(new TestBrowser().exchange(), account.account(), List.of("pwd"))
                .session();
    }

    private Approval approval(Session session) {
        return new Approval(
                "slipway",
                session.accountId(),
                session.id(),
                session.sid(),
                Scope.of("openid"),
                List.of(),
                null,
                clock.instant(),
                "acr",
                List.of("pwd"),
                null,
                Confirmation.NONE);
    }

    private boolean begin(Database database, Session session, String grantId) {
        return sessions(database)
                .keep(
                        TENANT,
                        session.id(),
                        grants(database)
                                .atOnce(TENANT, grantId, approval(session), FlowId.random()));
    }

    @EachDatabase
    @DisplayName("is kept while its session goes on, and not for another tenant's")
    void goesOn(Database database) {
        Session session = signIn(database, "alice");
        assertThat(begin(database, session, "grant")).isTrue();
        assertThat(grants(database).find(TENANT, "grant").orElseThrow().isLive(clock.instant()))
                .isTrue();

        assertThat(sessions(database).keep(OTHER, session.id())).isFalse();
        sessions(database).end(TENANT, session.id());
        assertThat(begin(database, session, "late")).isFalse();
        assertThat(grants(database).find(TENANT, "late")).isEmpty();
        assertThat(grants(database).find(TENANT, "grant").orElseThrow().endedAt()).isNotNull();
    }

    @EachDatabase
    @DisplayName("is taken over by its code, and ended by the second use of that")
    void takenOver(Database database) {
        Session session = signIn(database, "alice");
        begin(database, session, "grant");
        var codes = new CodeStore(database, grants(database), TokenSettings.defaults(), clock);
        OpaqueValue value =
                codes.create(
                        TENANT,
                        "grant",
                        approval(session),
                        "https://slipway.example",
                        true,
                        null,
                        FlowId.random(),
                        Duration.ofMinutes(1));
        Grant before = grants(database).find(TENANT, "grant").orElseThrow();
        var code = codes.find(TENANT, value).orElseThrow();

        assertThat(codes.redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                .isInstanceOf(Redemption.First.class);
        Grant after = grants(database).find(TENANT, "grant").orElseThrow();
        assertThat(after.expiresAt()).isAfter(before.expiresAt());
        assertThat(codes.redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                .isEqualTo(new Redemption.Replay());
        assertThat(grants(database).find(TENANT, "grant").orElseThrow().endedAt()).isNotNull();
    }

    @EachDatabase
    @DisplayName("that has ended does not begin again with its code")
    void ended(Database database) {
        Session session = signIn(database, "alice");
        begin(database, session, "grant");
        var codes = new CodeStore(database, grants(database), TokenSettings.defaults(), clock);
        OpaqueValue value =
                codes.create(
                        TENANT,
                        "grant",
                        approval(session),
                        "https://slipway.example",
                        true,
                        null,
                        FlowId.random(),
                        Duration.ofMinutes(1));
        grants(database).end(TENANT, "grant");

        codes.redeem(
                TENANT, codes.find(TENANT, value).orElseThrow(), GOES_ON, Confirmation.NONE, true);

        assertThat(grants(database).find(TENANT, "grant").orElseThrow().endedAt()).isNotNull();
    }

    @EachDatabase
    @DisplayName("made while its session ends is not alive afterwards, whoever is first")
    void atOnce(Database database) throws Exception {
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Session session = signIn(database, "person-" + i);
            String grant = "grant-" + i;
            work.add(() -> begin(database, session, grant));
            work.add(() -> sessions(database).end(TENANT, session.id()));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> done : threads.invokeAll(work)) {
                assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
            }
        }

        for (int i = 0; i < 50; i++) {
            assertThat(grants(database).find(TENANT, "grant-" + i))
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            over ->
                                    assertThat(over.orElseThrow().isLive(clock.instant()))
                                            .isFalse());
        }
    }
}
