package dev.symbolon.operator.inspector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What was answered and waits to be looked at by a thread of its own. The request's thread never
 * waits: what is too much, at once or for long, is counted and forgotten.
 */
public final class Backlog {

    private static final int MOST = 2000;
    private static final int MOST_BYTES = 16 << 20;
    private static final int BATCH = 100;
    private static final long BATCH_MILLIS = 100;

    /** How many may come at once before the pace counts. */
    private static final int AT_ONCE = 2000;

    private final Pace pace;
    private final Consumer<List<Answered>> reader;
    private final BlockingQueue<Answered> queue = new ArrayBlockingQueue<>(MOST);
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to read.
     *
     * @param name of the thread
     * @param perSecond how many are admitted for long
     * @param reader gets what came together; does not throw
     */
    public Backlog(String name, int perSecond, Consumer<List<Answered>> reader) {
        this.pace = new Pace(perSecond, AT_ONCE);
        this.reader = reader;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Whether the pace allows one more; counted as lost where not. */
    public boolean admits() {
        boolean fits = pace.admits();
        if (!fits) {
            lost.incrementAndGet();
        }
        return fits;
    }

    /** It will be read, or is counted as lost; returns at once. */
    public void add(Answered answered) {
        // Born here where it was not: others who read the same must find the same.
        answered.exchange().trace().flow();
        int weight = answered.weight();
        if (bytes.addAndGet(weight) > MOST_BYTES || !queue.offer(answered)) {
            bytes.addAndGet(-weight);
            lost.incrementAndGet();
        }
    }

    /** What was read could not be used after all. */
    public void lose(int count) {
        lost.addAndGet(count);
    }

    /** How many were lost since the start. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        List<Answered> batch = new ArrayList<>(BATCH);
        while (takeInto(batch)) {
            reader.accept(batch);
            batch.forEach(answered -> bytes.addAndGet(-answered.weight()));
            batch.clear();
        }
    }

    /** Waits for something to read; false where nothing waits and nothing will come. */
    private boolean takeInto(List<Answered> batch) {
        try {
            while (batch.isEmpty()) {
                Answered next = queue.poll(BATCH_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null && closed) {
                    return false;
                }
                if (next != null) {
                    // Those that come together are read together.
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

    /** Reads what waits, then ends; waits for that no longer than this. */
    public void close(Duration most) {
        closed = true;
        try {
            thread.join(most);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
