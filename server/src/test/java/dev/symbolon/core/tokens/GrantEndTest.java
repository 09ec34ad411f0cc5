package dev.symbolon.core.tokens;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.keys.KeySettings;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What the person approved ends: codes, grants, refresh tokens")
class GrantEndTest {

    private static final Scope ONLINE = Scope.of("openid");
    private static final Scope OFFLINE = Scope.of("openid", "offline_access");

    /** What else a code hangs on is nobody's concern here. */
    private static final Condition GOES_ON = new Condition("1 = 1", List.of());

    private final MovableClock clock = new MovableClock();
    private final TokenSettings settings = TokenSettings.defaults();

    private GrantStore grants(Database database) {
        return new GrantStore(database, settings, clock);
    }

    private CodeStore codes(Database database) {
        return new CodeStore(database, grants(database), settings, clock);
    }

    private RefreshTokenStore refreshTokens(Database database) {
        Keys keys =
                new Keys(database, MasterKey.random(), Crypto.jdk(), KeySettings.defaults(), clock);
        return new RefreshTokenStore(database, grants(database), keys, settings, clock);
    }

    private AuthorizationCode code(Database database, String session, Scope scope) {
        Approval approval =
                new Approval(
                        "slipway",
                        "alice",
                        session,
                        "sid",
                        scope,
                        List.of(),
                        null,
                        clock.instant(),
                        "acr",
                        List.of("pwd"),
                        null,
                        Confirmation.NONE);
        CodeStore codes = codes(database);
        OpaqueValue code =
                codes.create(
                        TENANT,
                        OpaqueValue.randomId(),
                        approval,
                        "https://slipway.example",
                        true,
                        null,
                        FlowId.random(),
                        Duration.ofMinutes(1));
        return codes.find(TENANT, code).orElseThrow();
    }

    private static void change(Database database, Consumer<Statements> work) {
        database.change(tx -> {
            work.accept(tx);
            return true;
        });
    }

    @EachDatabase
    @DisplayName("a code that is outstanding when they end begins no grant")
    void outstanding(Database database) {
        GrantStore grants = grants(database);
        List<Consumer<Statements>> ends =
                List.of(
                        tx -> grants.endOfClient(tx, TENANT, "alice", "slipway"),
                        tx -> grants.endOfClient(tx, TENANT, "slipway"),
                        tx -> grants.endOfAccount(tx, TENANT, "alice"));
        for (Consumer<Statements> end : ends) {
            AuthorizationCode code = code(database, "session", OFFLINE);
            change(database, end);

            assertThat(codes(database).redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                    .isEqualTo(new Redemption.Ended());
            assertThat(grants.find(TENANT, code.grantId())).isEmpty();
        }
    }

    @EachDatabase
    @DisplayName("a session's end ends its codes, but for offline access (Core §11)")
    void session(Database database) {
        GrantStore grants = grants(database);
        CodeStore codes = codes(database);
        AuthorizationCode online = code(database, "session", ONLINE);
        AuthorizationCode offline = code(database, "session", OFFLINE);
        AuthorizationCode elsewhere = code(database, "another", ONLINE);
        change(database, tx -> grants.endOfSession(tx, TENANT.id(), "session"));

        assertThat(codes.redeem(TENANT, online, GOES_ON, Confirmation.NONE, true))
                .isEqualTo(new Redemption.Ended());
        assertThat(codes.redeem(TENANT, offline, GOES_ON, Confirmation.NONE, true))
                .isInstanceOf(Redemption.First.class);
        assertThat(codes.redeem(TENANT, elsewhere, GOES_ON, Confirmation.NONE, true))
                .isInstanceOf(Redemption.First.class);
    }

    @EachDatabase
    @DisplayName("what ends for one client, person or tenant ends for no other")
    void others(Database database) {
        GrantStore grants = grants(database);
        AuthorizationCode code = code(database, "session", ONLINE);
        change(
                database,
                tx -> {
                    grants.endOfClient(tx, TENANT, "bob", "slipway");
                    grants.endOfClient(tx, TENANT, "alice", "mooring");
                    grants.endOfClient(tx, OTHER, "slipway");
                    grants.endOfAccount(tx, OTHER, "alice");
                    grants.endOfSession(tx, OTHER.id(), "session");
                });

        assertThat(codes(database).redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                .isInstanceOf(Redemption.First.class);
    }

    @EachDatabase
    @DisplayName("a code that was used before its session ended is a replay all the same")
    void replay(Database database) {
        CodeStore codes = codes(database);
        AuthorizationCode code = code(database, "session", ONLINE);
        codes.redeem(TENANT, code, GOES_ON, Confirmation.NONE, true);
        change(database, tx -> grants(database).endOfSession(tx, TENANT.id(), "session"));

        assertThat(codes.redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                .isEqualTo(new Redemption.Replay());
    }

    @EachDatabase
    @DisplayName("a code that came to be while what it hangs on ended begins no grant either")
    void endedBefore(Database database) {
        CodeStore codes = codes(database);
        AuthorizationCode code = code(database, "session", ONLINE);
        Condition gone = new Condition("? = ?", List.of(1, 2));

        assertThat(codes.redeem(TENANT, code, gone, Confirmation.NONE, true))
                .isEqualTo(new Redemption.Ended());
        assertThat(grants(database).find(TENANT, code.grantId())).isEmpty();
        assertThat(codes.redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                .isInstanceOf(Redemption.First.class);
        assertThat(codes.redeem(TENANT, code, gone, Confirmation.NONE, true))
                .isEqualTo(new Redemption.Replay());
    }

    @EachDatabase
    @DisplayName("a code that nobody used in time has expired")
    void expired(Database database) {
        AuthorizationCode code = code(database, "session", ONLINE);
        clock.advance(Duration.ofMinutes(2));

        assertThat(codes(database).redeem(TENANT, code, GOES_ON, Confirmation.NONE, true))
                .isEqualTo(new Redemption.Expired());
    }

    @EachDatabase
    @DisplayName("a code redeemed while its session ends leaves no live grant, whoever is first")
    void atOnce(Database database) throws Exception {
        GrantStore grants = grants(database);
        CodeStore codes = codes(database);
        List<AuthorizationCode> all = new ArrayList<>();
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String session = "session-" + i;
            AuthorizationCode code = code(database, session, ONLINE);
            all.add(code);
            work.add(() -> codes.redeem(TENANT, code, GOES_ON, Confirmation.NONE, true));
            work.add(() -> {
                change(database, tx -> grants.endOfSession(tx, TENANT.id(), session));
                return "ended";
            });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> done : threads.invokeAll(work)) {
                assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
            }
        }

        assertThat(all)
                .noneMatch(code ->
                        grants.find(TENANT, code.grantId())
                                .filter(grant -> grant.isLive(clock.instant()))
                                .isPresent());
    }

    @EachDatabase
    @DisplayName("a refresh token whose grant ends between look and use is not replaced")
    void rotation(Database database) {
        RefreshTokenStore refreshTokens = refreshTokens(database);
        AuthorizationCode code = code(database, "session", ONLINE);
        var first =
                (Redemption.First)
                        codes(database).redeem(TENANT, code, GOES_ON, Confirmation.NONE, true);
        RefreshToken token =
                refreshTokens
                        .find(TENANT, Objects.requireNonNull(first.refreshToken()))
                        .orElseThrow();
        grants(database).end(TENANT, code.grantId());

        assertThat(refreshTokens.rotate(TENANT, token)).isEqualTo(new Rotation.Ended());
        assertThat(refreshTokens.find(TENANT, token.value()).orElseThrow().rotatedAt()).isNull();
    }
}
