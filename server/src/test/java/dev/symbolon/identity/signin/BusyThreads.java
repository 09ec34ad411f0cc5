package dev.symbolon.identity.signin;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;

/** All threads of a hasher, kept busy until they are let go. */
final class BusyThreads {

    private final ThreadPoolExecutor threads;
    private final CountDownLatch free = new CountDownLatch(1);

    BusyThreads(PasswordSettings settings) throws InterruptedException {
        threads = PasswordHasher.threads(settings);
        CountDownLatch busy = new CountDownLatch(threads.getCorePoolSize());
        for (int i = 0; i < threads.getCorePoolSize(); i++) {
            threads.execute(() -> {
                busy.countDown();
                try {
                    free.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        busy.await();
    }

    ThreadPoolExecutor threads() {
        return threads;
    }

    void letGo() {
        free.countDown();
        while (threads.getActiveCount() > 0 || !threads.getQueue().isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
