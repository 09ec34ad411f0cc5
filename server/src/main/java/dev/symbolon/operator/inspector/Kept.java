package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * A step on its way into the database, with what it says about its flow.
 *
 * @param clientId absent where the step knows of none; the flow keeps what it knew
 * @param accountId likewise
 */
record Kept(
        Tenant tenant,
        FlowId flow,
        Flow.Kind kind,
        Flow.State state,
        @Nullable String clientId,
        @Nullable String accountId,
        Step step,
        String content) {

    static Kept of(Answered answered) {
        Step step = answered.step();
        return new Kept(
                answered.exchange().tenant(),
                answered.exchange().trace().flow(),
                step.kind(),
                step.state(),
                step.facts().get("client_id"),
                step.facts().get("account_id"),
                step,
                StoredStep.text(step));
    }
}
