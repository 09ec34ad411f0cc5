package dev.symbolon.interop;

import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who sign in to an app again and again, at once, until the server is gone. Of every five
 * codes the app leaves one lying; of the others it refreshes the tokens not at all, once or twice.
 */
final class Load implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicInteger workers = new AtomicInteger();
    private final CountDownLatch enough;

    /**
     * @param enough how many runs there are before {@link #awaitEnough} returns
     */
    Load(int enough) {
        this.enough = new CountDownLatch(enough);
    }

    void add(App app, Browser person) {
        workers.incrementAndGet();
        var _ = threads.submit(() -> work(app, person));
    }

    private void work(App app, Browser person) {
        try {
            for (int run = 0; ; run++) {
                Line line = new Line(app, App.code(person.get(app.request().uri())));
                lines.add(line);
                if (run % 5 != 4) {
                    line.redeem();
                    for (int refresh = 0; refresh < run % 3; refresh++) {
                        line.refresh();
                    }
                }
                enough.countDown();
            }
        } catch (UncheckedIOException gone) {
            cutOff.incrementAndGet();
        } catch (RuntimeException | AssertionError wrong) {
            faults.add(new IllegalStateException(wrong));
        }
    }

    /** Returns in the middle of the load; false after twenty seconds that were not enough. */
    boolean awaitEnough() throws InterruptedException {
        return enough.await(20, TimeUnit.SECONDS);
    }

    /** Waits until every worker has seen that the server is gone. */
    @Override
    public void close() {
        threads.close();
    }

    List<Line> lines() {
        return lines;
    }

    /** Answers that should not have been. */
    List<RuntimeException> faults() {
        return faults;
    }

    boolean allCutOff() {
        return cutOff.get() == workers.get();
    }
}
