package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.MovableClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Steps of which nobody knows yet whom they are about")
class EarlyStepsTest {

    private static final Tenant MAIN = new Tenant("main", URI.create("https://id.example"));
    private static final Tenant OTHER = new Tenant("other", URI.create("https://other.example"));

    private final MovableClock clock = new MovableClock();
    private final EarlySteps early = new EarlySteps(clock);

    private Kept step(FlowId flow, Flow.State state, @Nullable String account, String content) {
        return step(MAIN, flow, state, account, content);
    }

    private Kept step(
            Tenant tenant,
            FlowId flow,
            Flow.State state,
            @Nullable String account,
            String content) {
        Step step =
                new Step(
                        clock.instant(),
                        Act.AUTHORIZE,
                        "GET /oauth/authorize",
                        1,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        new Step.Answer(303, Step.Answer.Kind.TO_PAGE, null, List.of()));
        return new Kept(
                tenant, flow, Flow.Kind.CODE, state, "app", account, null, null, step, content);
    }

    private Kept early(FlowId flow, String content) {
        return step(flow, Flow.State.RUNNING, null, content);
    }

    private List<String> before(FlowId flow) {
        return early.before(step(flow, Flow.State.RUNNING, "alice", "")).stream()
                .map(Kept::content)
                .toList();
    }

    @Test
    @DisplayName("come before the step that tells, in their order, and once")
    void order() {
        FlowId flow = FlowId.random();
        early.hold(early(flow, "1"));
        early.hold(early(FlowId.random(), "another's"));
        early.hold(early(flow, "2"));

        assertThat(early.before(step(OTHER, flow, Flow.State.RUNNING, "alice", ""))).isEmpty();
        assertThat(before(flow)).containsExactly("1", "2");
        assertThat(before(flow)).isEmpty();
    }

    @Test
    @DisplayName("do not wait where the flow is over, or is somebody else's")
    void over() {
        FlowId flow = FlowId.random();
        early.hold(step(flow, Flow.State.DONE, null, "1"));
        early.hold(step(flow, Flow.State.RUNNING, "bob", "2"));

        assertThat(before(flow)).isEmpty();
        assertThat(early.flows()).isZero();
    }

    @Test
    @DisplayName("are forgotten after an hour, as the interaction is")
    void time() {
        FlowId flow = FlowId.random();
        early.hold(early(flow, "1"));
        clock.advance(EarlySteps.WAIT.minusSeconds(1));
        early.hold(early(FlowId.random(), "2"));
        assertThat(early.flows()).isEqualTo(2);

        clock.advance(EarlySteps.WAIT.minusSeconds(1));
        early.hold(early(FlowId.random(), "3"));

        assertThat(before(flow)).isEmpty();
        assertThat(early.flows()).isEqualTo(2);
    }

    @Test
    @DisplayName("take no more room than they may: the oldest go first")
    void room() {
        FlowId oldest = FlowId.random();
        String large = "x".repeat(EarlySteps.MOST_CHARACTERS / 100);
        early.hold(early(oldest, large));
        FlowId newest = oldest;
        for (int i = 0; i < 1000; i++) {
            newest = FlowId.random();
            early.hold(early(newest, large));
        }

        assertThat(early.flows()).isBetween(95, 101);
        assertThat(before(oldest)).isEmpty();
        assertThat(before(newest)).containsExactly(large);
    }

    @Test
    @DisplayName("of a flow that never gets anywhere are bounded, too")
    void endless() {
        FlowId flow = FlowId.random();
        for (int i = 0; i < 1000; i++) {
            early.hold(early(flow, "x"));
        }

        assertThat(before(flow)).hasSize(EarlySteps.MOST_OF_A_FLOW);
    }
}
