package dev.symbolon.operator.inspector;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which flows somebody wants to see; what is absent restricts nothing.
 *
 * @param clients any of these
 * @param sites the origins of those clients: what their scripts asked counts, too, where nobody
 *     knows for which client it was; empty where no clients are named
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
        Set<String> sites,
        @Nullable String accountId,
        boolean claimed,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String rule,
        @Nullable Instant before,
        @Nullable Instant since) {

    static final FlowFilter ALL =
            new FlowFilter(null, Set.of(), null, true, null, null, null, null, null);

    FlowFilter ofClient(String client) {
        return new FlowFilter(
                Set.of(client), sites, accountId, claimed, state, kind, rule, before, since);
    }

    FlowFilter ofState(Flow.State wanted) {
        return new FlowFilter(
                clients, sites, accountId, claimed, wanted.name(), kind, rule, before, since);
    }

    FlowFilter ofAnybody() {
        return new FlowFilter(clients, sites, null, claimed, state, kind, rule, before, since);
    }

    FlowFilter since(Instant then) {
        return new FlowFilter(clients, sites, accountId, claimed, state, kind, rule, before, then);
    }

    /** What is looked for, whenever it was, for those who audit: {@code all} where nothing is. */
    String words() {
        Map<String, Object> words = new TreeMap<>();
        if (clients != null) {
            words.put("client", String.join(",", new TreeSet<>(clients)));
        }
        put(words, "account", accountId);
        put(words, "state", state);
        put(words, "kind", kind);
        put(words, "rule", rule);
        if (words.isEmpty()) {
            return "all";
        }
        StringBuilder text = new StringBuilder();
        words.forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
        return text.toString().strip();
    }

    private static void put(Map<String, Object> words, String name, @Nullable String value) {
        if (value != null) {
            words.put(name, value);
        }
    }
}
