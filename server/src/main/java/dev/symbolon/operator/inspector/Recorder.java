package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.tenant.Exchange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what requests came to. The request's own thread only puts it into a queue; a thread of the
 * recorder makes steps of it and writes them, a batch a transaction. Nobody reads a hundred steps a
 * second: where more come for long, what is too much is counted and forgotten, so that watching a
 * busy server does not slow it down.
 */
public final class Recorder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
    private static final int QUEUE = 2000;
    private static final int QUEUED_BYTES = 16 << 20;
    private static final int BATCH = 100;

    /** How many steps may come at once, and how often one more may. */
    private static final int AT_ONCE = 2000;

    private static final long ONE_EACH_NANOS = 10_000_000;
    private static final long BATCH_MILLIS = 100;

    private final InspectorSettings.Traced traced;
    private final Watched watched;
    private final FlowStore store;
    private final InstantSource clock;
    private final BlockingQueue<Answered> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    /** When all that was kept so far will have had its time. */
    private final AtomicLong paidUntil = new AtomicLong(System.nanoTime());

    private final Thread thread;
    private volatile boolean closed;

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
        metrics.counter(
                "symbolon.inspector.lost",
                "Steps of flows that were not kept because too many came at once.",
                lost::get);
        this.thread = Thread.ofPlatform().daemon().name("inspector").start(this::run);
    }

    /** Whether anything may be kept: where not, nobody needs to measure what time is spent on. */
    public boolean isOn() {
        return traced == InspectorSettings.Traced.ALL
                || traced == InspectorSettings.Traced.FAILURES;
    }

    /** An exchange was answered; returns at once. */
    public void answered(
            Exchange exchange, String route, Response response, long nanos, Spent spent) {
        Optional<Act> act = Act.of(exchange.request().method(), route);
        boolean rehearsed = Rehearsal.isOn();
        if (act.isEmpty() || !(rehearsed || isWanted(exchange))) {
            return;
        }
        if (!rehearsed && !fits()) {
            lost.incrementAndGet();
            return;
        }
        Answered answered =
                new Answered(exchange, act.get(), route, response, clock.instant(), nanos, spent);
        if (rehearsed) {
            Rehearsal.heard(answered);
        }
        int weight = answered.weight();
        if (queuedBytes.addAndGet(weight) > QUEUED_BYTES || !queue.offer(answered)) {
            queuedBytes.addAndGet(-weight);
            lost.incrementAndGet();
        }
    }

    private boolean fits() {
        long now = System.nanoTime();
        long most = now + AT_ONCE * ONE_EACH_NANOS;
        return paidUntil.getAndUpdate(
                        until -> Math.min(Math.max(until, now) + ONE_EACH_NANOS, most))
                < most - ONE_EACH_NANOS;
    }

    private boolean isWanted(Exchange exchange) {
        return switch (traced) {
            case ALL -> true;
            case NONE -> false;
            case FAILURES -> exchange.trace().isRefused() || isWatched(exchange);
        };
    }

    private boolean isWatched(Exchange exchange) {
        String tenant = exchange.tenant().id();
        if (watched.of(tenant).isEmpty()) {
            return false;
        }
        for (Map.Entry<String, String> fact : exchange.trace().facts()) {
            Watched.Kind kind =
                    switch (fact.getKey()) {
                        case "client_id" -> Watched.Kind.CLIENT;
                        case "account_id" -> Watched.Kind.ACCOUNT;
                        default -> null;
                    };
            if (kind != null && watched.isWatched(tenant, kind, fact.getValue())) {
                return true;
            }
        }
        return false;
    }

    private void run() {
        List<Answered> batch = new ArrayList<>(BATCH);
        while (takeInto(batch)) {
            keep(batch);
            batch.forEach(answered -> queuedBytes.addAndGet(-answered.weight()));
            batch.clear();
        }
    }

    /** Waits for something to keep; false where nothing waits and nothing will come. */
    private boolean takeInto(List<Answered> batch) {
        try {
            while (batch.isEmpty()) {
                Answered next = queue.poll(BATCH_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null && closed) {
                    return false;
                }
                if (next != null) {
                    // Those that come together are written together.
                    Thread.sleep(closed ? 0 : BATCH_MILLIS);
                    batch.add(next);
                    queue.drainTo(batch, BATCH - 1);
                }
            }
            return true;
        } catch (InterruptedException asked) {
            return false;
        }
    }

    private void keep(List<Answered> batch) {
        try {
            store.add(batch.stream().map(Kept::of).toList());
        } catch (RuntimeException failed) {
            lost.addAndGet(batch.size());
            LOG.log(System.Logger.Level.WARNING, "Steps of flows could not be kept", failed);
        }
    }

    /** How many steps were not kept since the start. */
    long lost() {
        return lost.get();
    }

    /** Keeps what waits, then ends. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2000);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
