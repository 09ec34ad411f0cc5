package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps what requests came to. The request's own thread only puts it into a queue; a thread of the
 * recorder makes steps of it and writes them, a batch a transaction. Nobody reads a hundred steps a
 * second: where more come for long, what is too much is counted and forgotten, so that watching a
 * busy server does not slow it down.
 */
public final class Recorder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
    private static final int MOST_PER_SECOND = 100;

    /** Steps of which it is not known yet whether anybody wants them must not crowd out others. */
    private static final int MOST_EARLY_PER_SECOND = 50;

    private static final int MOST_EARLY_AT_ONCE = 500;

    private static final Duration TO_CLOSE = Duration.ofSeconds(2);

    private final InspectorSettings.Traced traced;
    private final Watched watched;
    private final FlowStore store;
    private final InstantSource clock;
    private final Backlog backlog;
    private final EarlySteps early;
    private final Pace earlyPace = new Pace(MOST_EARLY_PER_SECOND, MOST_EARLY_AT_ONCE);

    public Recorder(
            InspectorSettings.Traced traced,
            Watched watched,
            FlowStore store,
            Metrics metrics,
            InstantSource clock) {
        this.traced = traced;
        this.watched = watched;
        this.store = store;
        this.clock = clock;
        this.early = new EarlySteps(clock);
        this.backlog = new Backlog("inspector", MOST_PER_SECOND, this::keep);
        metrics.counter(
                "symbolon.inspector.lost",
                "Steps of flows that were not kept because too many came at once.",
                backlog::lost);
    }

    /** Whether anything may be kept: where not, nobody needs to measure what time is spent on. */
    public boolean isOn() {
        return traced == InspectorSettings.Traced.ALL
                || traced == InspectorSettings.Traced.FAILURES;
    }

    /** An exchange was answered; returns at once. */
    public void answered(
            Exchange exchange, String route, Response response, long nanos, Spent spent) {
        boolean rehearsed = Rehearsal.isOn();
        boolean wanted = rehearsed || isWanted(exchange, response);
        if (!wanted && !mayBeWanted(exchange)) {
            return;
        }
        Answered.of(exchange, route, response, clock.instant(), nanos, spent)
                .ifPresent(answered -> {
                    if (rehearsed) {
                        Rehearsal.heard(answered);
                    }
                    if (!wanted && earlyPace.admits()) {
                        backlog.add(answered.asEarly());
                    } else if (rehearsed || (wanted && backlog.admits())) {
                        backlog.add(answered);
                    }
                });
    }

    /** The server itself asked somebody: written at once, since no request waits for it. */
    public void asked(Outgoing outgoing) {
        Tenant tenant = outgoing.tenant();
        Trace trace = outgoing.trace();
        boolean wanted =
                switch (traced) {
                    case ALL -> true;
                    case NONE -> false;
                    case FAILURES -> trace.isRefused() || isWatched(tenant, trace);
                };
        if (wanted) {
            store.add(List.of(Kept.of(outgoing)));
        }
    }

    private boolean isWanted(Exchange exchange, Response response) {
        return switch (traced) {
            case ALL -> true;
            case NONE -> false;
            case FAILURES ->
                    Answered.isFailure(exchange, response)
                            || isWatched(exchange.tenant(), exchange.trace());
        };
    }

    /** Whether it may turn out later that this was about an account that is watched. */
    private boolean mayBeWanted(Exchange exchange) {
        return traced == InspectorSettings.Traced.FAILURES
                && watched.isAnybody(exchange.tenant().id());
    }

    private boolean isWatched(Tenant of, Trace trace) {
        String tenant = of.id();
        if (watched.of(tenant).isEmpty()) {
            return false;
        }
        for (Map.Entry<String, String> fact : trace.facts()) {
            Watched.Kind kind =
                    switch (fact.getKey()) {
                        case "client_id", "issued_to" -> Watched.Kind.CLIENT;
                        case "account_id" -> Watched.Kind.ACCOUNT;
                        default -> null;
                    };
            if (kind != null && watched.isWatched(tenant, kind, fact.getValue())) {
                return true;
            }
        }
        return false;
    }

    private void keep(List<Answered> batch) {
        try {
            List<Kept> steps = new ArrayList<>();
            batch.forEach(answered -> sort(answered, steps));
            if (!steps.isEmpty()) {
                store.add(steps);
            }
        } catch (RuntimeException failed) {
            backlog.lose(batch.size());
            LOG.log(System.Logger.Level.WARNING, "Steps of flows could not be kept", failed);
        }
    }

    private void sort(Answered answered, List<Kept> steps) {
        Kept step = Kept.of(answered);
        if (answered.early()) {
            early.hold(step);
        } else {
            steps.addAll(early.before(step));
            steps.add(step);
        }
    }

    /** How many steps were not kept since the start. */
    long lost() {
        return backlog.lost();
    }

    /** Keeps what waits, then ends. */
    @Override
    public void close() {
        backlog.close(TO_CLOSE);
    }
}
