package dev.symbolon.operator.inspector;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at flows.
 *
 * @param actor for the audit: an account's id, or {@code pass}
 * @param clients whose flows they may see; absent where that is all
 */
record Viewer(String actor, @Nullable Set<String> clients) {

    Viewer {
        clients = clients == null ? null : Set.copyOf(clients);
    }

    boolean maySee(Flow flow) {
        return clients == null || (flow.clientId() != null && clients.contains(flow.clientId()));
    }

    boolean seesAll() {
        return clients == null;
    }
}
