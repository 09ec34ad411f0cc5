package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.TestStorage;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStorage.Engine.class)
@DisplayName("A server that ends during load, and starts again on what it left")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {

    private static final int WORKERS = 8;
    private static final int RUNS = 160;

    private final TestStorage.Engine engine;

    @TempDir Path directory;
    private ServerProcess server;
    private App app;

    CrashTest(TestStorage.Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start() throws Exception {
        server = new ServerProcess(directory, engine.fresh().settings());
        server.account("alice");
        app = server.app();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName(
            "after kill -9 all that a client received works, or is refused as it should be, and none"
                    + " twice")
    void killed() throws Exception {
        List<Line> lines = loadUntil(server::kill);

        server.start();

        each(lines, Line::isAnswered, this::accessTokensAreActive);
        each(lines, Line::isAnswered, this::newestRefreshTokenWorks);
        each(lines, Line::isUnsent, this::codeWorksOnce);
        each(lines, Line::isInDoubt, this::codeWorksAtMostOnce);
        each(lines, line -> line.refreshTokens().size() == 3, this::oldestIsRefused);
        each(lines, line -> line.refreshTokens().size() == 1, this::codeIsRefused);
        assertThat(server.log()).doesNotContain("Exception");
    }

    @Test
    @DisplayName("SIGTERM: the process ends by itself within ten seconds, and nothing is lost")
    void terminated() throws Exception {
        List<Line> lines = loadUntil(() -> assertThat(server.terminate()).isIn(0, 128 + 15));

        server.start();

        each(lines, Line::isAnswered, this::accessTokensAreActive);
        each(lines, Line::isAnswered, this::newestRefreshTokenWorks);
        each(lines, Line::isUnsent, this::codeWorksOnce);
        assertThat(server.log()).doesNotContain("Exception");
    }

    private interface End {
        void now() throws Exception;
    }

    private List<Line> loadUntil(End end) throws Exception {
        Browser first = server.browser().signedIn("alice", ServerProcess.PASSWORD);
        first.allow(first.get(app.request().uri()));
        Load load = new Load(RUNS);
        try (load) {
            for (int worker = 0; worker < WORKERS; worker++) {
                load.add(app, server.browser().having(first.cookies()));
            }
            assertThat(load.awaitEnough()).as("enough runs: %d", load.lines().size()).isTrue();
            end.now();
        }
        assertThat(load.faults()).isEmpty();
        assertThat(load.allCutOff()).as("every worker was at work").isTrue();
        assertThat(load.lines()).anyMatch(Line::isUnsent).anyMatch(Line::isAnswered);
        return load.lines();
    }

    private static void each(List<Line> lines, Predicate<Line> like, Consumer<Line> check)
            throws Exception {
        List<Line> these = lines.stream().filter(like).toList();
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            for (Future<?> checked :
                    these.stream()
                            .<Future<?>>map(line -> threads.submit(() -> check.accept(line)))
                            .toList()) {
                checked.get();
            }
        }
    }

    private void accessTokensAreActive(Line line) {
        for (String token : line.accessTokens()) {
            assertThat(isActive(token)).isTrue();
        }
    }

    private boolean isActive(String token) {
        return Boolean.TRUE.equals(app.introspect(token).json().get("active"));
    }

    /** Also where a refresh was under way: its answer was lost, so it is given again. */
    private void newestRefreshTokenWorks(Line line) {
        String newest = line.newest();
        Answer again = app.refresh(newest);
        assertThat(again.status()).as("%s", again.body()).isEqualTo(200);
        assertThat(again.text("refresh_token")).isNotIn(line.refreshTokens());
        assertThat(isActive(again.text("access_token"))).isTrue();
    }

    private void codeWorksOnce(Line line) {
        Answer tokens = app.redeem(line.code());
        assertThat(tokens.status()).as("%s", tokens.body()).isEqualTo(200);
        app.redeem(line.code()).expectsError("invalid_grant").naming("code.unused");
        assertThat(isActive(tokens.text("access_token"))).isFalse();
    }

    private void codeWorksAtMostOnce(Line line) {
        Answer first = app.redeem(line.code());
        if (first.status() != 200) {
            first.expectsError("invalid_grant").naming("code.unused");
        }
        app.redeem(line.code()).expectsError("invalid_grant").naming("code.unused");
    }

    private void oldestIsRefused(Line line) {
        app.refresh(line.refreshTokens().getFirst())
                .expectsError("invalid_grant")
                .naming("refresh.not-reused");
        assertThat(isActive(line.accessTokens().getLast())).isFalse();
    }

    private void codeIsRefused(Line line) {
        app.redeem(line.code()).expectsError("invalid_grant").naming("code.unused");
        assertThat(isActive(line.accessTokens().getFirst())).isFalse();
    }
}
