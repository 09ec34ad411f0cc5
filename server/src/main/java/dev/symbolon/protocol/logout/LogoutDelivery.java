package dev.symbolon.protocol.logout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Looks each second whether somebody is to be told of a sign-out, and tells all of them at once.
 */
public final class LogoutDelivery implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LogoutDelivery.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final BackchannelLogout logouts;
    private final Consumer<Told> witness;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LogoutDelivery(BackchannelLogout logouts, Consumer<Told> witness) {
        this.logouts = logouts;
        this.witness = witness;
    }

    /**
     * Begins; it goes on in the background until it is closed.
     *
     * @param witness hears of each that was told, or could not be
     */
    public static LogoutDelivery start(BackchannelLogout logouts, Consumer<Told> witness) {
        LogoutDelivery delivery = new LogoutDelivery(logouts, witness);
        delivery.threads.execute(delivery::run);
        return delivery;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                tellAll();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellAll() throws InterruptedException {
        try {
            List<LogoutNotice> due;
            do {
                due = logouts.due();
                List<Future<?>> told =
                        due.stream()
                                .<Future<?>>map(notice ->
                                        threads.submit(() -> logouts.tell(notice, witness)))
                                .toList();
                for (Future<?> one : told) {
                    one.get();
                }
            } while (due.size() == LogoutNoticeStore.AT_ONCE);
        } catch (ExecutionException | RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Apps could not be told of a sign-out, and will be told later",
                    failed);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
