package dev.symbolon.core.tokens;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.MovableClock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;

@DisplayName("RFC 7523 §3 an assertion brings one grant")
class AssertionGrantsTest {

    private static final String ISSUER = "https://idp.example";

    private final MovableClock clock = new MovableClock();

    private AssertionGrants grants(Database database) {
        return new AssertionGrants(
                database, new GrantStore(database, TokenSettings.defaults(), clock), clock);
    }

    private Optional<Grant> begin(AssertionGrants grants, Tenant tenant, String iss, String jti) {
        return grants.begin(
                tenant,
                iss,
                jti,
                clock.instant().plusSeconds(60),
                Approval.ofClient("wiki", Scope.of("read"), List.of()),
                FlowId.random());
    }

    @EachDatabase
    @DisplayName("of 32 at once, at two nodes, one does, and its grant is there")
    void atOnce(Database database) throws Exception {
        Callable<Optional<Grant>> here = () -> begin(grants(database), TENANT, ISSUER, "jti");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var got =
                    threads.invokeAll(Collections.nCopies(32, here)).stream()
                            .map(Future::resultNow)
                            .flatMap(Optional::stream)
                            .toList();
            assertThat(got).hasSize(1);
            var store = new GrantStore(database, TokenSettings.defaults(), clock);
            assertThat(store.find(TENANT, got.getFirst().id())).isPresent();
        }
    }

    @EachDatabase
    @DisplayName("a jti is its issuer's and its tenant's: nobody uses up another's")
    void others(Database database) {
        AssertionGrants grants = grants(database);
        assertThat(begin(grants, TENANT, ISSUER, "jti")).isPresent();
        assertThat(begin(grants, TENANT, "https://other.example", "jti")).isPresent();
        assertThat(begin(grants, OTHER, ISSUER, "jti")).isPresent();
        assertThat(begin(grants, TENANT, ISSUER, "jti")).isEmpty();
    }
}
