package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Flows in the database")
class FlowStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Tenant MAIN = new Tenant("main", URI.create("https://id.example"));
    private static final Tenant OTHER = new Tenant("other", URI.create("https://other.example"));

    private static Kept step(Tenant tenant, FlowId flow, Instant at, Flow.State state) {
        Step step =
                new Step(
                        at,
                        Act.TOKEN,
                        "POST /oauth/token",
                        1,
                        Map.of("database", 7L),
                        List.of(new Shown("scope", "openid", Shown.Form.PLAIN)),
                        Map.of("client_id", "app"),
                        List.of(),
                        new Step.Answer(200, Step.Answer.Kind.DATA, null, List.of()));
        return new Kept(
                tenant,
                flow,
                Flow.Kind.REFRESH,
                state,
                "app",
                null,
                null,
                null,
                step,
                StoredStep.text(step));
    }

    private static Kept step(Tenant tenant, FlowId flow, Instant at) {
        return step(tenant, flow, at, Flow.State.DONE);
    }

    @EachDatabase
    @DisplayName("hold their steps in order, and what was said last; another tenant sees nothing")
    void add(Database database) {
        FlowStore store = new FlowStore(database, new StepTexts(List.of()));
        FlowId flow = FlowId.random();
        store.add(
                List.of(
                        step(MAIN, flow, NOON),
                        step(MAIN, flow, NOON.plusSeconds(1), Flow.State.REFUSED)));

        Flow found = store.find("main", flow).orElseThrow();

        assertThat(found.steps()).isEqualTo(2);
        assertThat(found.state()).isEqualTo(Flow.State.REFUSED);
        assertThat(found.duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(store.steps("main", flow))
                .extracting(Step::at)
                .containsExactly(NOON, NOON.plusSeconds(1));
        assertThat(store.steps("main", flow).getFirst().sent())
                .containsExactly(new Shown("scope", "openid", Shown.Form.PLAIN));
        assertThat(store.find("other", flow)).isEmpty();
        assertThat(store.steps("other", flow)).isEmpty();
        assertThat(store.list("other", FlowFilter.ALL, 10)).isEmpty();
        assertThat(store.list("main", FlowFilter.ALL.ofClient("app"), 10)).hasSize(1);
        assertThat(store.list("main", FlowFilter.ALL.ofClient("another"), 10)).isEmpty();
        assertThat(store.list("main", FlowFilter.ALL.since(NOON.plusSeconds(1)), 10)).isEmpty();
    }

    @EachDatabase
    @DisplayName("tell what changed, and of what fitted before that it does so no longer")
    void changes(Database database) {
        FlowStore store = new FlowStore(database, new StepTexts(List.of()));
        FlowId moved = FlowId.random();
        FlowId refused = FlowId.random();
        FlowFilter running = FlowFilter.ALL.ofState(Flow.State.RUNNING).since(NOON);
        store.add(List.of(step(MAIN, moved, NOON.plusSeconds(1), Flow.State.RUNNING)));
        store.add(List.of(step(MAIN, refused, NOON.plusSeconds(2), Flow.State.REFUSED)));

        assertThat(store.changes("main", running, 10))
                .as("nothing of what never fitted")
                .extracting(change -> change.flow().id(), FlowStore.Changed::fits)
                .containsExactly(tuple(moved, true));

        store.add(List.of(step(MAIN, moved, NOON.plusSeconds(3), Flow.State.DONE)));

        assertThat(store.changes("main", running, 10))
                .extracting(change -> change.flow().id(), FlowStore.Changed::fits)
                .containsExactly(tuple(moved, false));
        assertThat(store.changes("main", running.ofClient("another"), 10)).isEmpty();
        assertThat(store.changes("main", FlowFilter.ALL, 10)).allMatch(FlowStore.Changed::fits);
        assertThat(store.changes("other", running, 10)).isEmpty();
    }

    @EachDatabase
    @DisplayName("count the steps of a flow that never ends, and keep the first ones")
    void endless(Database database) {
        FlowStore store = new FlowStore(database, new StepTexts(List.of()));
        FlowId flow = FlowId.random();
        store.add(Collections.nCopies(FlowStore.MOST_STEPS + 5, step(MAIN, flow, NOON)));

        assertThat(store.find("main", flow).orElseThrow().steps())
                .isEqualTo(FlowStore.MOST_STEPS + 5);
        assertThat(store.steps("main", flow)).hasSize(FlowStore.MOST_STEPS);
    }

    @EachDatabase
    @DisplayName("are forgotten after their time, steps and all")
    void older(Database database) {
        FlowStore store = new FlowStore(database, new StepTexts(List.of()));
        FlowId old = FlowId.random();
        FlowId young = FlowId.random();
        store.add(List.of(step(MAIN, old, NOON), step(MAIN, young, NOON.plusSeconds(60))));

        database.change(
                tx -> FlowStore.older(Duration.ofDays(7)).run(tx, NOON.plus(Duration.ofDays(7))));

        assertThat(store.find("main", old)).isEmpty();
        assertThat(store.steps("main", old)).isEmpty();
        assertThat(store.steps("main", young)).hasSize(1);
    }

    @EachDatabase
    @DisplayName("make room where a tenant holds too many or too much, the oldest first")
    void beyond(Database database) {
        FlowStore store = new FlowStore(database, new StepTexts(List.of()));
        FlowId small = FlowId.random();
        store.add(List.of(step(OTHER, small, NOON)));
        for (int i = 0; i < 3; i++) {
            store.add(List.of(step(MAIN, FlowId.random(), NOON.plusSeconds(i))));
        }

        database.change(tx -> FlowStore.beyond(5, 1 << 20).run(tx, NOON));
        assertThat(store.list("main", FlowFilter.ALL, 10)).hasSize(3);

        database.change(tx -> FlowStore.beyond(2, 1 << 20).run(tx, NOON));
        assertThat(store.list("main", FlowFilter.ALL, 10))
                .as("what is left")
                .extracting(Flow::startedAt)
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(1));
        assertThat(store.find("other", small)).isPresent();
    }

    @EachDatabase
    @DisplayName("let a pass in for twelve hours, and a watch end by itself")
    void passes(Database database) {
        Instant[] now = {NOON};
        Passes passes = new Passes(database, () -> now[0]);
        String address = passes.create(MAIN);
        var pass =
                OpaqueValue.parse(
                                OpaqueValue.Kind.INSPECTOR_PASS,
                                address.substring(address.indexOf('=') + 1))
                        .orElseThrow();
        try (Watched watched = new Watched(database, () -> now[0])) {
            watched.watch("main", Watched.Kind.CLIENT, "app", NOON.plus(Duration.ofHours(1)));

            assertThat(passes.isGood(MAIN, pass)).isTrue();
            assertThat(passes.isGood(OTHER, pass)).isFalse();
            assertThat(watched.isWatched("main", Watched.Kind.CLIENT, "app")).isTrue();
            assertThat(watched.isWatched("other", Watched.Kind.CLIENT, "app")).isFalse();
            now[0] = NOON.plus(Passes.GOOD_FOR);
            assertThat(passes.isGood(MAIN, pass)).isFalse();
            assertThat(watched.isWatched("main", Watched.Kind.CLIENT, "app")).isFalse();
        }
    }
}
