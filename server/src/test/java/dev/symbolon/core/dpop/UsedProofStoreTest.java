package dev.symbolon.core.dpop;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;

@DisplayName("RFC 9449 §11.1 a proof is good for one request")
class UsedProofStoreTest {

    private static final Instant UNTIL = Instant.parse("2026-11-26T12:00:00Z");

    private static DpopProof proof(String thumbprint, String jti) {
        return new DpopProof(thumbprint, jti, UNTIL, null);
    }

    @EachDatabase
    @DisplayName("of 32 at once, at two nodes, one gets in")
    void atOnce(Database database) throws Exception {
        UsedProofStore one = new UsedProofStore(database);
        UsedProofStore two = new UsedProofStore(database);
        Callable<Boolean> here = () -> one.use(TENANT, proof("key", "jti"));
        Callable<Boolean> there = () -> two.use(TENANT, proof("key", "jti"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = new java.util.ArrayList<>(Collections.nCopies(16, here));
            tries.addAll(Collections.nCopies(16, there));
            assertThat(threads.invokeAll(tries)).filteredOn(Future::resultNow).hasSize(1);
        }
    }

    @EachDatabase
    @DisplayName("a jti is its key's and its tenant's: nobody uses up another's")
    void others(Database database) {
        UsedProofStore used = new UsedProofStore(database);
        assertThat(used.use(TENANT, proof("key", "jti"))).isTrue();
        assertThat(used.use(TENANT, proof("other", "jti"))).isTrue();
        assertThat(used.use(OTHER, proof("key", "jti"))).isTrue();
        assertThat(used.use(TENANT, proof("key", "jti"))).isFalse();
    }

    @EachDatabase
    @DisplayName("it is forgotten a minute after it is too old, and not before")
    void forgotten(Database database) {
        new UsedProofStore(database).use(TENANT, proof("key", "jti"));
        var batch = DpopProofs.chore().batch();

        Instant late = UNTIL.plusSeconds(60);
        assertThat(database.<Integer>change(tx -> batch.run(tx, late))).isZero();
        assertThat(database.<Integer>change(tx -> batch.run(tx, late.plusMillis(1)))).isOne();
    }
}
