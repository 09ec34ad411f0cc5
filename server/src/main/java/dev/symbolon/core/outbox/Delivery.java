package dev.symbolon.core.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks four times a second whether something is to be delivered, and delivers until nothing is
 * left.
 */
public final class Delivery implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration EVERY = Duration.ofMillis(250);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Delivery() {}

    /**
     * Begins; it goes on in the background until it is closed.
     *
     * @param what as the log calls it: "notices of sign-outs"
     * @param due takes some of those whose time has come
     * @param deliver one; where it throws, it is due again
     */
    public static <T> Delivery start(String what, Supplier<List<T>> due, Consumer<T> deliver) {
        Delivery delivery = new Delivery();
        delivery.threads.execute(() -> delivery.run(what, due, deliver));
        return delivery;
    }

    private <T> void run(String what, Supplier<List<T>> due, Consumer<T> deliver) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                deliverAll(what, due, deliver);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void deliverAll(String what, Supplier<List<T>> due, Consumer<T> deliver)
            throws InterruptedException {
        try {
            List<T> taken;
            do {
                taken = due.get();
                List<Future<?>> all =
                        taken.stream()
                                .<Future<?>>map(one -> threads.submit(() -> deliver.accept(one)))
                                .toList();
                for (Future<?> one : all) {
                    one.get();
                }
            } while (!taken.isEmpty());
        } catch (ExecutionException | RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Not delivered, and tried again later: " + what,
                    failed);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
