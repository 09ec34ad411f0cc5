package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * A step on its way into the database, with what it says about its flow.
 *
 * @param clientId absent where the step knows of none; the flow keeps what it knew
 * @param accountId likewise
 * @param site the origin of a script, where that is all that is known of who asked
 * @param claimedId whom somebody said they were at a sign-in, proven or not; absent elsewhere
 */
record Kept(
        Tenant tenant,
        FlowId flow,
        Flow.Kind kind,
        Flow.State state,
        @Nullable String clientId,
        @Nullable String accountId,
        @Nullable String claimedId,
        @Nullable String site,
        Step step,
        String content) {

    static Kept of(Answered answered) {
        return of(
                answered.exchange().tenant(), answered.exchange().trace().flow(), answered.step());
    }

    static Kept of(Outgoing outgoing) {
        return of(outgoing.tenant(), outgoing.trace().flow(), outgoing.step());
    }

    private static Kept of(Tenant tenant, FlowId flow, Step step) {
        return new Kept(
                tenant,
                flow,
                step.kind(),
                step.state(),
                step.facts().get("client_id"),
                step.facts().get("account_id"),
                step.facts().get("account"),
                step.site(),
                step,
                StoredStep.text(step));
    }
}
