package dev.symbolon.core.client.authentication;

import static dev.symbolon.core.client.MetadataExamples.RSA;
import static dev.symbolon.core.client.MetadataExamples.withKeys;
import static dev.symbolon.core.client.authentication.AuthenticationBench.NOW;
import static dev.symbolon.core.client.authentication.AuthenticationBench.assertion;
import static dev.symbolon.core.client.authentication.AuthenticationBench.assertionForm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Core §9 an assertion is used once")
class AssertionReplayTest {

    @EachDatabase
    @DisplayName("of 32 at once, one gets in")
    void atOnce(Database database) throws Exception {
        try (var bench = new AuthenticationBench(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String id = bench.register(withKeys(RSA)).client().clientId();
            String form = assertionForm(assertion(RSA, id, claims -> claims));
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                tries.add(() -> isLetIn(bench, form));
            }
            int in = 0;
            for (var future : threads.invokeAll(tries)) {
                in += future.get() ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
    }

    @EachDatabase
    @DisplayName("another client's jti is another's, and a refused assertion is not used up")
    void others(Database database) {
        try (var bench = new AuthenticationBench(database)) {
            String first = bench.register(withKeys(RSA)).client().clientId();
            String second = bench.register(withKeys(RSA)).client().clientId();
            assertThat(isLetIn(bench, formOf(first, "shared"))).isTrue();
            assertThat(isLetIn(bench, formOf(second, "shared"))).isTrue();
            assertThat(isLetIn(bench, formOf(first, "shared"))).isFalse();

            String early =
                    assertionForm(
                            assertion(
                                    RSA,
                                    first,
                                    claims ->
                                            claims.jwtID("kept").audience("https://evil.example")));
            assertThat(isLetIn(bench, early)).isFalse();
            assertThat(isLetIn(bench, formOf(first, "kept"))).isTrue();
        }
    }

    @EachDatabase
    @DisplayName(
            "it is forgotten a minute after it has expired for everybody: nodes' clocks differ")
    void forgotten(Database database) {
        try (var bench = new AuthenticationBench(database)) {
            String id = bench.register(withKeys(RSA)).client().clientId();
            assertThat(isLetIn(bench, formOf(id, "a"))).isTrue();
            var batch = ClientAuthentication.chore().batch();
            // It expires after 60 s, and its client's clock may differ by 60 s from each node's.
            Duration forgiven = Duration.ofMinutes(3);
            assertThat(database.<Integer>change(tx -> batch.run(tx, NOW.plus(forgiven)))).isZero();
            assertThat(
                            database.<Integer>change(
                                    tx -> batch.run(tx, NOW.plus(forgiven).plusMillis(1))))
                    .isEqualTo(1);
        }
    }

    private static String formOf(String clientId, String jti) {
        return assertionForm(assertion(RSA, clientId, claims -> claims.jwtID(jti)));
    }

    private static boolean isLetIn(AuthenticationBench bench, String form) {
        try {
            bench.post(Map.of(), form);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }
}
