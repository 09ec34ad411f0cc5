package dev.symbolon.protocol.authorize;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.testing.MovableClock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;

@DisplayName("RFC 9126 §2.2 references, kept")
class PushedRequestsTest {

    private static final Parameters PARAMETERS =
            new Parameters(Map.of("scope", List.of("openid ü&="), "resource", List.of("a", "b")));

    private final MovableClock clock = new MovableClock();
    private final FlowId flow = FlowId.random();

    @EachDatabase
    @DisplayName("What was pushed comes back as it was, to its tenant and no other")
    void comesBack(Database database) {
        PushedRequests requests = new PushedRequests(database, clock);
        String reference = requests.push(TENANT, "app", PARAMETERS, true, flow);

        PushedRequests.Pushed pushed = requests.find(TENANT, reference).orElseThrow();
        assertThat(pushed.parameters()).isEqualTo(PARAMETERS);
        assertThat(pushed.clientId()).isEqualTo("app");
        assertThat(pushed.signed()).isTrue();
        assertThat(pushed.flow()).isEqualTo(flow);
        assertThat(pushed.usedAt()).isNull();
        assertThat(requests.find(OTHER, reference)).isEmpty();
    }

    @EachDatabase
    @DisplayName("of 32 that use a reference up at once, one does")
    void once(Database database) throws Exception {
        PushedRequests requests = new PushedRequests(database, clock);
        String reference = requests.push(TENANT, "app", PARAMETERS, true, flow);
        String hash = requests.find(TENANT, reference).orElseThrow().hash();
        Callable<Boolean> use = () -> requests.use(TENANT, hash);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(Collections.nCopies(32, use)))
                    .filteredOn(Future::resultNow)
                    .hasSize(1);
        }
        assertThat(requests.find(TENANT, reference).orElseThrow().usedAt())
                .isEqualTo(clock.instant());
    }
}
