package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of flows of which nobody knows yet whom they are about, while some account is watched: what
 * an app asked before the person signed in is part of what that person did. They wait here, without
 * their secrets, as long as an interaction lasts; where the flow turns out to be of the watched
 * person they are written before its next step, else they are forgotten. Used by one thread.
 */
final class EarlySteps {

    /** As long as a person may take on our pages. */
    static final Duration WAIT = Duration.ofHours(1);

    static final int MOST_OF_A_FLOW = 20;
    static final int MOST_CHARACTERS = 4 << 20;

    private record Key(String tenant, FlowId flow) {}

    private record Waiting(Instant since, List<Kept> steps) {

        int characters() {
            return steps.stream().mapToInt(step -> step.content().length()).sum();
        }
    }

    private final InstantSource clock;

    /** The flow that waits longest comes first. */
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

    private int characters;

    EarlySteps(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a step for a while, where its flow may yet become somebody's. */
    void hold(Kept step) {
        if (step.accountId() != null || step.state() != Flow.State.RUNNING) {
            return;
        }
        Waiting flow =
                waiting.computeIfAbsent(
                        key(step), _ -> new Waiting(clock.instant(), new ArrayList<>(2)));
        if (flow.steps.size() < MOST_OF_A_FLOW) {
            flow.steps.add(step);
            characters += step.content().length();
        }
        forget();
    }

    /** What waited for this step's flow, in order; it waits no longer. */
    List<Kept> before(Kept step) {
        Waiting flow = waiting.remove(key(step));
        if (flow == null) {
            return List.of();
        }
        characters -= flow.characters();
        return flow.steps;
    }

    /** How many flows wait. */
    int flows() {
        return waiting.size();
    }

    private void forget() {
        Instant oldest = clock.instant().minus(WAIT);
        Iterator<Waiting> flows = waiting.values().iterator();
        while (flows.hasNext()) {
            Waiting first = flows.next();
            if (characters <= MOST_CHARACTERS && first.since.isAfter(oldest)) {
                return;
            }
            characters -= first.characters();
            flows.remove();
        }
    }

    private static Key key(Kept step) {
        return new Key(step.tenant().id(), step.flow());
    }
}
