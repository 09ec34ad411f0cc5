package dev.symbolon.core.tokens;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.testing.MovableClock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Requests that wait for a person, many at once")
class BackchannelStoreTest {

    private final MovableClock clock = new MovableClock();

    private BackchannelStore store(Database database) {
        return new BackchannelStore(
                database, new GrantStore(database, TokenSettings.defaults(), clock), clock);
    }

    private static BackchannelStore.Asked asked() {
        return new BackchannelStore.Asked(
                Approval.ofClient("slipway", Scope.of("openid"), List.of()),
                "alice",
                "4711",
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

    private boolean allow(BackchannelStore store, String hash) {
        return store.pending().allow(TENANT, hash, "alice", clock.instant(), "acr", List.of("pwd"));
    }

    @EachDatabase
    @DisplayName("of sixteen that begin at once, three wait; another tenant sees none")
    void few(Database database) throws Exception {
        BackchannelStore store = store(database);
        List<Optional<OpaqueValue>> begun = atOnce(() -> store.begin(TENANT, asked()));

        assertThat(begun).filteredOn(Optional::isPresent).hasSize(BackchannelStore.MOST_WAITING);
        assertThat(store.waitingFor(TENANT, "alice")).hasSize(BackchannelStore.MOST_WAITING);
        assertThat(store.waitingFor(TENANT, "bob")).isEmpty();
        assertThat(store.waitingFor(OTHER, "alice")).isEmpty();
        assertThat(store.begin(OTHER, asked())).isPresent();
    }

    @EachDatabase
    @DisplayName("it is answered once, and used up once")
    void once(Database database) throws Exception {
        BackchannelStore store = store(database);
        OpaqueValue id = store.begin(TENANT, asked()).orElseThrow();

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
        String refused = store.begin(TENANT, asked()).orElseThrow().hash();
        String expired = store.begin(TENANT, asked()).orElseThrow().hash();
        assertThat(store.pending().deny(TENANT, refused)).isTrue();
        assertThat(allow(store, refused)).isFalse();
        clock.advance(BackchannelStore.LIFETIME);
        assertThat(allow(store, expired)).isFalse();
        assertThat(store.findWaiting(TENANT, "alice", expired)).isEmpty();
    }
}
