package dev.symbolon.operator.telemetry;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.operator.inspector.Answered;
import dev.symbolon.operator.inspector.Backlog;
import dev.symbolon.operator.inspector.Rehearsal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes spans of what was answered and has them delivered. The request's own thread only puts it
 * into a queue; one thread makes spans, so that secrets are not held for longer than a moment, and
 * another waits for the collector.
 */
public final class Telemetry implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

    /** Of one core, a tenth at most. */
    private static final int MOST_PER_SECOND = 1000;

    private static final Duration TO_READ = Duration.ofMillis(500);
    private static final Duration TO_DELIVER = Duration.ofMillis(1500);

    private final InstantSource clock;
    private final SpanWriter writer = new SpanWriter();
    private final Delivery delivery;
    private final Backlog backlog;

    private Telemetry(Delivery delivery, Metrics metrics, InstantSource clock) {
        this.clock = clock;
        this.delivery = delivery;
        this.backlog = new Backlog("telemetry", MOST_PER_SECOND, this::deliver);
        metrics.counter(
                "symbolon.telemetry.lost",
                "Spans that the collector did not take, or that were too many to be sent.",
                () -> backlog.lost() + delivery.lost());
    }

    /** Begins to tell of requests; the settings name a collector. */
    public static Telemetry start(
            TelemetrySettings settings, String version, Metrics metrics, InstantSource clock) {
        var delivery =
                new Delivery(
                        new Post(settings.collector().orElseThrow()),
                        new Envelope(settings.serviceName(), version),
                        Delivery.PATIENCE);
        return new Telemetry(delivery, metrics, clock);
    }

    /** An exchange was answered; returns at once. */
    public void answered(
            Exchange exchange, String route, Response response, long nanos, Spent spent) {
        if (Rehearsal.isOn()) {
            return;
        }
        Answered.of(exchange, route, response, clock.instant(), nanos, spent)
                .filter(Telemetry::isWanted)
                .filter(_ -> backlog.admits())
                .ifPresent(backlog::add);
    }

    /**
     * Whoever began the trace decides whether the rest of it is kept (Trace Context §3.2.2.5.1);
     * failures are told all the same.
     */
    private static boolean isWanted(Answered answered) {
        return Answered.isFailure(answered.exchange(), answered.response())
                || TraceParent.of(answered.exchange().request())
                        .map(TraceParent::sampled)
                        .orElse(true);
    }

    private void deliver(List<Answered> batch) {
        for (Answered answered : batch) {
            try {
                delivery.add(writer.span(answered));
            } catch (RuntimeException bug) {
                backlog.lose(1);
                LOG.log(System.Logger.Level.WARNING, "A span could not be made", bug);
            }
        }
    }

    /** Sends what waits, then ends; within two seconds. */
    @Override
    public void close() {
        backlog.close(TO_READ);
        delivery.close(TO_DELIVER);
    }
}
