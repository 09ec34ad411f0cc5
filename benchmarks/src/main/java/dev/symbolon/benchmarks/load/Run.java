package dev.symbolon.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Runs one scenario: everybody gets ready, warms up, and is measured. */
public final class Run {

    private static final long WAIT_AFTER_FAILURE_MILLIS = 20;
    private static final int MOST_KINDS_OF_FAILURE = 50;

    private final Scenario scenario;
    private final Pace pace;
    private final @Nullable IdTokens idTokens;
    private final Histogram rounds = histogram();
    private final ConcurrentHashMap<String, Histogram> steps = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final AtomicLong left;
    private volatile boolean measuring;
    private volatile boolean over;

    Run(Scenario scenario, Pace pace, @Nullable IdTokens idTokens) {
        this.scenario = scenario;
        this.pace = pace;
        this.idTokens = idTokens;
        this.left = new AtomicLong(pace.count() == 0 ? Long.MAX_VALUE : pace.count());
    }

    /**
     * Blocks until the end.
     *
     * @param users makes the user with a number
     * @throws IOException where a user cannot get ready: measuring the rest would mean nothing
     */
    Result of(IntFunction<User> users) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        var gate = new Semaphore(pace.readyAtOnce());
        var ready = new CountDownLatch(pace.users());
        var go = new CountDownLatch(1);
        for (int number = 0; number < pace.users(); number++) {
            User user = users.apply(number);
            threads.add(
                    Thread.startVirtualThread(() -> {
                        try (user) {
                            live(user, gate, ready, go);
                        }
                    }));
        }
        ready.await();
        if (!failures.isEmpty()) {
            over = true;
            go.countDown();
            throw new IOException("getting ready failed: " + failures.keySet());
        }
        go.countDown();
        Thread.sleep(pace.warmUp());
        long begun = System.nanoTime();
        measuring = true;
        if (pace.count() == 0) {
            Thread.sleep(pace.duration());
            measuring = false;
        }
        long ended = System.nanoTime();
        over = pace.count() == 0;
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = (pace.count() == 0 ? ended : System.nanoTime()) - begun;
        return new Result(scenario, pace.users(), nanos, rounds, steps, failures);
    }

    private void live(User user, Semaphore gate, CountDownLatch ready, CountDownLatch go) {
        try {
            Optional<Scenario.Round> round = begin(user, gate);
            ready.countDown();
            go.await();
            while (round.isPresent() && !over && !(measuring && left.getAndDecrement() <= 0)) {
                repeat(round.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Scenario.Round> begin(User user, Semaphore gate) throws InterruptedException {
        gate.acquire();
        try {
            return Optional.of(scenario.round(user, idTokens));
        } catch (IOException | Failure failure) {
            count(failure);
            return Optional.empty();
        } finally {
            gate.release();
        }
    }

    private void repeat(Scenario.Round round) throws InterruptedException {
        boolean counted = measuring;
        long begun = System.nanoTime();
        try {
            round.run(counted ? this::timed : Run::untimed);
            if (counted) {
                record(rounds, begun);
            }
        } catch (IOException | Failure failure) {
            if (counted) {
                count(failure);
            }
            // A provider that is down must not be asked as fast as a thread can spin.
            Thread.sleep(WAIT_AFTER_FAILURE_MILLIS);
        }
    }

    private <T> T timed(String step, Scenario.Call<T> call) throws IOException, Failure {
        long begun = System.nanoTime();
        T answer = call.run();
        record(steps.computeIfAbsent(step, _ -> histogram()), begun);
        return answer;
    }

    private static <T> T untimed(String step, Scenario.Call<T> call) throws IOException, Failure {
        return call.run();
    }

    private void count(Exception failure) {
        String kind = String.valueOf(failure.getMessage());
        boolean known = failures.containsKey(kind) || failures.size() < MOST_KINDS_OF_FAILURE;
        failures.computeIfAbsent(known ? kind : "others", _ -> new LongAdder()).increment();
    }

    private static void record(Histogram histogram, long begun) {
        long micros = (System.nanoTime() - begun) / 1000;
        histogram.recordValue(Math.min(micros, histogram.getHighestTrackableValue()));
    }

    /** Microseconds up to two minutes, to three digits. */
    private static Histogram histogram() {
        return new ConcurrentHistogram(1, 120_000_000L, 3);
    }
}
