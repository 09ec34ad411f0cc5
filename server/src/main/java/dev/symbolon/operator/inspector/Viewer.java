package dev.symbolon.operator.inspector;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at flows.
 *
 * @param actor for the audit: an account's id, or {@code pass}
 * @param clients whose flows they may see; absent where that is all
 * @param sites the origins of those clients, whose scripts' requests they may see, too
 */
record Viewer(String actor, @Nullable Set<String> clients, Set<String> sites) {

    Viewer {
        clients = clients == null ? null : Set.copyOf(clients);
        sites = Set.copyOf(sites);
    }

    /** One who may see every flow. */
    static Viewer ofAll(String actor) {
        return new Viewer(actor, null, Set.of());
    }

    boolean maySee(Flow flow) {
        return clients == null
                || (flow.clientId() != null && clients.contains(flow.clientId()))
                || (flow.site() != null && sites.contains(flow.site()));
    }

    boolean seesAll() {
        return clients == null;
    }
}
