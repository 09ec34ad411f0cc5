package dev.symbolon.core.tokens;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Requests that wait for a person, many at once")
class BackchannelStoreTest {

    private static final MasterKey KEY = MasterKey.random();

    private final MovableClock clock = new MovableClock();

    private BackchannelStore store(Database database) {
        return new BackchannelStore(
                database,
                new GrantStore(database, TokenSettings.defaults(), clock),
                new Sealer(KEY),
                clock);
    }

    private static BackchannelStore.Asked asked() {
        return asked(null);
    }

    private static BackchannelStore.Asked asked(@Nullable Secret notificationToken) {
        return new BackchannelStore.Asked(
                Approval.ofClient("slipway", Scope.of("openid"), List.of()),
                "alice",
                "4711",
                notificationToken,
                BackchannelStore.LIFETIME,
                "192.0.2.1",
                FlowId.random());
    }

    private static <T> List<T> atOnce(Callable<T> one) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(16, one)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static Optional<OpaqueValue> begin(
            BackchannelStore store, BackchannelStore.Asked asked) {
        return store.begin(TENANT, asked, _ -> {});
    }

    private boolean allow(BackchannelStore store, String hash) {
        return store.pending().allow(TENANT, hash, "alice", clock.instant(), "acr", List.of("pwd"));
    }

    @EachDatabase
    @DisplayName("of sixteen that begin at once, three wait; another tenant sees none")
    void few(Database database) throws Exception {
        BackchannelStore store = store(database);
        List<Optional<OpaqueValue>> begun = atOnce(() -> begin(store, asked()));

        assertThat(begun).filteredOn(Optional::isPresent).hasSize(BackchannelStore.MOST_WAITING);
        assertThat(store.waitingFor(TENANT, "alice")).hasSize(BackchannelStore.MOST_WAITING);
        assertThat(store.waitingFor(TENANT, "bob")).isEmpty();
        assertThat(store.waitingFor(OTHER, "alice")).isEmpty();
        assertThat(store.begin(OTHER, asked(), _ -> {})).isPresent();
    }

    @EachDatabase
    @DisplayName("it is answered once, and used up once")
    void once(Database database) throws Exception {
        BackchannelStore store = store(database);
        OpaqueValue id = begin(store, asked()).orElseThrow();

        assertThat(atOnce(() -> allow(store, id.hash()))).containsOnlyOnce(true);
        assertThat(store.pending().deny(TENANT, id.hash())).isFalse();
        PendingAuthorization allowed = store.pending().find(TENANT, id).orElseThrow();
        assertThat(atOnce(() -> store.pending().redeem(TENANT, allowed, Confirmation.NONE, true)))
                .filteredOn(Redemption.First.class::isInstance)
                .hasSize(1);
    }

    @EachDatabase
    @DisplayName("nobody allows what has expired, or was refused")
    void late(Database database) {
        BackchannelStore store = store(database);
        String refused = begin(store, asked()).orElseThrow().hash();
        String expired = begin(store, asked()).orElseThrow().hash();
        assertThat(store.pending().deny(TENANT, refused)).isTrue();
        assertThat(allow(store, refused)).isFalse();
        clock.advance(BackchannelStore.LIFETIME);
        assertThat(allow(store, expired)).isFalse();
        assertThat(store.findWaiting(TENANT, "alice", expired)).isEmpty();
    }

    @EachDatabase
    @DisplayName("who polls is told nothing; who is to be told is, by one of many nodes")
    void told(Database database) throws Exception {
        BackchannelStore store = store(database);
        OpaqueValue polls = begin(store, asked()).orElseThrow();
        OpaqueValue told = begin(store, asked(new Secret("abc"))).orElseThrow();
        assertThat(store.notices().outbox().take(clock.instant())).isEmpty();
        assertThat(allow(store, polls.hash())).isTrue();
        assertThat(allow(store, told.hash())).isTrue();

        // Each on a store of its own, as after a restart.
        List<BackchannelNotice> taken =
                atOnce(() -> store(database).notices().outbox().take(clock.instant())).stream()
                        .flatMap(List::stream)
                        .toList();
        assertThat(taken).hasSize(1);
        BackchannelNotice notice = taken.getFirst();
        assertThat(notice.notification()).doesNotContain("abc", told.value());
        assertThat(store.notices().callback(TENANT, notice))
                .contains(new BackchannelNotices.Callback(told.value(), new Secret("abc")));
        // A node that died lets go of it.
        clock.advance(Duration.ofSeconds(31));
        assertThat(store.notices().outbox().take(clock.instant())).hasSize(1);
    }

    @EachDatabase
    @DisplayName("of sixteen that mint the tokens of a push at once one does, and they are kept")
    void minted(Database database) throws Exception {
        BackchannelStore store = store(database);
        OpaqueValue id = begin(store, asked(new Secret("abc"))).orElseThrow();
        allow(store, id.hash());
        BackchannelNotice notice = store.notices().outbox().take(clock.instant()).getFirst();

        List<Optional<Map<String, Object>>> minted =
                atOnce(() ->
                        store.notices()
                                .mint(TENANT, notice, true, BackchannelStoreTest::refreshToken));
        assertThat(minted).filteredOn(Optional::isPresent).hasSize(1);
        Map<String, Object> tokens =
                minted.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        clock.advance(Duration.ofSeconds(31));
        BackchannelNotice later = store.notices().outbox().take(clock.instant()).getFirst();
        assertThat(later.pushed()).doesNotContain("sym_rt_");
        assertThat(store.notices().minted(TENANT, later)).contains(tokens);
        assertThat(database.list("SELECT id FROM token_grant", row -> row.text("id")))
                .containsExactly(later.pending().grantId());
        store.notices().outbox().tried(later.tenant(), id.hash(), "confirmed", null);
        assertThat(
                        database.list(
                                "SELECT hash FROM backchannel_authentication"
                                        + " WHERE pushed IS NOT NULL OR notification IS NOT NULL",
                                row -> row.text("hash")))
                .isEmpty();
    }

    private static Map<String, Object> refreshToken(Redemption.First first) {
        OpaqueValue token = Objects.requireNonNull(first.refreshToken());
        return Map.of("refresh_token", token.value());
    }
}
