package dev.symbolon.operator.inspector;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which flows somebody wants to see; what is absent restricts nothing.
 *
 * @param clients any of these
 * @param claimed whether flows count in which somebody said they were that person and did not prove
 *     it
 * @param state a name of {@link Flow.State}
 * @param kind a name of {@link Flow.Kind}
 * @param rule the id of the rule that did not hold
 * @param before only flows that changed before then: the next page
 * @param since only flows that changed after then: what is new
 */
record FlowFilter(
        @Nullable Set<String> clients,
        @Nullable String accountId,
        boolean claimed,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String rule,
        @Nullable Instant before,
        @Nullable Instant since) {

    static final FlowFilter ALL = new FlowFilter(null, null, true, null, null, null, null, null);

    FlowFilter ofClient(String client) {
        return new FlowFilter(Set.of(client), accountId, claimed, state, kind, rule, before, since);
    }

    FlowFilter since(Instant then) {
        return new FlowFilter(clients, accountId, claimed, state, kind, rule, before, then);
    }
}
