package dev.symbolon.operator.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends spans in batches, one after the other. A batch that the collector cannot take now is tried
 * again for a while; what comes meanwhile waits, and what does not fit is counted and forgotten.
 */
final class Delivery {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private static final int MOST = 10_000;
    private static final int MOST_BYTES = 16 << 20;
    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 4 << 20;
    private static final Duration BATCH_WAITS = Duration.ofMillis(500);

    private static final long LOOK_MILLIS = 100;

    /** How long one batch is tried. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Post post;
    private final Envelope envelope;
    private final Duration patience;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MOST);
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean failing;

    Delivery(Post post, Envelope envelope, Duration patience) {
        this.post = post;
        this.envelope = envelope;
        this.patience = patience;
        this.thread = Thread.ofPlatform().daemon().name("telemetry-sender").start(this::run);
    }

    /** It will be sent, or is counted as lost; returns at once. */
    void add(byte[] span) {
        if (bytes.addAndGet(span.length) > MOST_BYTES || !queue.offer(span)) {
            bytes.addAndGet(-span.length);
            lost.incrementAndGet();
        }
    }

    /** How many spans were not delivered since the start. */
    long lost() {
        return lost.get();
    }

    private void run() {
        List<byte[]> batch = new ArrayList<>();
        try (post) {
            while (takeInto(batch)) {
                deliver(batch);
                batch.forEach(span -> bytes.addAndGet(-span.length));
                batch.clear();
            }
        } catch (InterruptedException late) {
            lost.addAndGet(batch.size() + queue.size());
        }
    }

    /** Waits for something to send; false where nothing waits and nothing will come. */
    private boolean takeInto(List<byte[]> batch) throws InterruptedException {
        long size = 0;
        long until = Long.MAX_VALUE;
        while (batch.size() < BATCH && size < BATCH_BYTES) {
            byte[] span = queue.poll(isClosing() ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (span != null) {
                until = batch.isEmpty() ? System.nanoTime() + BATCH_WAITS.toNanos() : until;
                batch.add(span);
                size += span.length;
            } else if (isClosing() || (!batch.isEmpty() && System.nanoTime() - until > 0)) {
                break;
            }
        }
        return !batch.isEmpty();
    }

    private void deliver(List<byte[]> batch) throws InterruptedException {
        byte[] request = envelope.around(batch);
        long began = System.nanoTime();
        for (int failures = 0; ; failures++) {
            boolean last = isClosing();
            switch (post.send(request)) {
                case Post.Outcome.Taken() -> {
                    recovered();
                    return;
                }
                case Post.Outcome.TakenInPart(long rejected, String why) -> {
                    lose(rejected, why);
                    return;
                }
                case Post.Outcome.Refused(String why) -> {
                    lose(batch.size(), why);
                    return;
                }
                case Post.Outcome.Later(String why, Duration asked) -> {
                    Duration pause = asked == null ? pauseAfter(failures) : asked;
                    Duration spent = Duration.ofNanos(System.nanoTime() - began);
                    if (last || spent.plus(pause).compareTo(patience) > 0) {
                        lose(batch.size(), why);
                        return;
                    }
                    complain(why);
                    closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    /** Twice as long each time; not all servers at the same moment. */
    private static Duration pauseAfter(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 4));
        Duration most = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return most.multipliedBy(ThreadLocalRandom.current().nextLong(50, 101)).dividedBy(100);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void lose(long count, String why) {
        lost.addAndGet(count);
        complain(why);
    }

    /** Once for each outage. */
    private void complain(String why) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, "Spans cannot be delivered: " + why);
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.log(
                    System.Logger.Level.INFO,
                    "Spans are delivered again; %d were lost since the start"
                            .formatted(lost.get()));
        }
    }

    /** Tries once more to send what waits, then ends; in this time. */
    void close(Duration most) {
        closing.countDown();
        try {
            if (!thread.join(most)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
