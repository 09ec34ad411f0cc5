package dev.symbolon.identity.signin;

import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords on platform threads of their own, one per processor: a virtual thread that
 * computes would keep its carrier from everybody else's requests. Who finds the queue full, or
 * waits in it for too long, is refused with 503 and Retry-After.
 */
public final class PasswordHasher implements AutoCloseable {

    private static final String RETRY_AFTER_SECONDS = "2";

    /** What was worked on for a sign-in. */
    record Verdict(boolean matches, boolean isOutdated) {}

    private final PasswordSettings settings;
    private final ThreadPoolExecutor threads;
    private final ThreadLocal<KeptBlocks> blocks;
    private final AtomicLong hashes = new AtomicLong();

    public PasswordHasher(PasswordSettings settings) {
        this(settings, threads(settings));
    }

    PasswordHasher(PasswordSettings settings, ThreadPoolExecutor threads) {
        this.settings = settings;
        this.threads = threads;
        // Four more than its memory: the working blocks of one computation.
        this.blocks = ThreadLocal.withInitial(() -> new KeptBlocks(settings.memory() + 4));
    }

    static ThreadPoolExecutor threads(PasswordSettings settings) {
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        processors,
                        processors,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(settings.queue()),
                        Thread.ofPlatform().daemon().name("password-", 1).factory());
        // When nobody signs in for a while, the memory that is kept with the threads is given back.
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * The hash to store for a new password, a PHC string.
     *
     * @throws Refusal {@link SignInRule#CAPACITY}
     */
    public String hash(Trace trace, Password password) {
        return room(trace, compute(pool -> Argon2Hash.of(password, settings, pool).toString()));
    }

    /** The same, where there is room; nothing where it would have to be refused. */
    Optional<String> hashIfRoom(Password password) {
        return compute(pool -> Argon2Hash.of(password, settings, pool).toString());
    }

    /**
     * Compares with a stored hash.
     *
     * @param stored a PHC string
     * @throws Refusal {@link SignInRule#CAPACITY}
     */
    Verdict verify(Trace trace, Password password, String stored) {
        return verify(trace, password, Argon2Hash.parse(stored));
    }

    /**
     * Does the work of {@link #verify} for an account that does not exist; never matches.
     *
     * @param like a PHC string that says how much work; absent for that of a new password
     * @throws Refusal {@link SignInRule#CAPACITY}
     */
    Verdict verifyNobody(Trace trace, Password password, @Nullable String like) {
        Argon2Hash nobodys =
                like == null ? Argon2Hash.ofNobody(settings) : Argon2Hash.parse(like).ofNobody();
        return verify(trace, password, nobodys);
    }

    private Verdict verify(Trace trace, Password password, Argon2Hash stored) {
        boolean matches = room(trace, compute(pool -> stored.matches(password, pool)));
        return new Verdict(matches, stored.isOutdated(settings));
    }

    /** How many hashes were computed since the start. */
    public long hashes() {
        return hashes.get();
    }

    /** How many wait for theirs. */
    public int waiting() {
        return threads.getQueue().size();
    }

    private <T> Optional<T> compute(Function<KeptBlocks, T> work) {
        return Spent.on(Spent.Part.HASHING, () -> queued(work));
    }

    private <T> Optional<T> queued(Function<KeptBlocks, T> work) {
        // Whoever is first decides: a thread that begins the work, or its owner's patience.
        AtomicBoolean decided = new AtomicBoolean();
        FutureTask<Optional<T>> task =
                new FutureTask<>(() ->
                        decided.compareAndSet(false, true)
                                ? Optional.of(worked(work))
                                : Optional.empty());
        try {
            threads.execute(task);
            return result(task, decided);
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            decided.set(true);
            threads.remove(task);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("Argon2 failed", broken.getCause());
        }
    }

    private <T> T worked(Function<KeptBlocks, T> work) {
        hashes.incrementAndGet();
        return work.apply(blocks.get());
    }

    /** Nothing where the work had not begun when patience ended; begun work is waited for. */
    private <T> Optional<T> result(FutureTask<Optional<T>> task, AtomicBoolean decided)
            throws InterruptedException, ExecutionException {
        try {
            return task.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            if (!decided.compareAndSet(false, true)) {
                return task.get();
            }
            // Its place in the queue is for somebody who still waits.
            threads.remove(task);
            return Optional.empty();
        }
    }

    private static <T> T room(Trace trace, Optional<T> computed) {
        if (computed.isEmpty()) {
            throw trace.refusal(SignInRule.CAPACITY).with("Retry-After", RETRY_AFTER_SECONDS);
        }
        trace.require(SignInRule.CAPACITY, true);
        return computed.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
