package dev.symbolon.core.keys;

import dev.symbolon.core.tenant.Tenant;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks after every tenant's keys in the background, on each node: {@link Keys#rotateDue} can be
 * done twice at once, and making RSA keys takes longer than a transaction may.
 */
public final class KeyRotation implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());

    private final Keys keys;
    private final Supplier<List<Tenant>> tenants;
    private final Duration every;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private KeyRotation(Keys keys, Supplier<List<Tenant>> tenants, Duration every) {
        this.keys = keys;
        this.tenants = tenants;
        this.every = every;
        this.thread = Thread.ofVirtual().name("key-rotation").unstarted(this::run);
    }

    /**
     * Begins; the first look comes after a whole rest, as the start has looked itself.
     *
     * @param every how long to rest between two looks; an hour is plenty
     */
    public static KeyRotation start(Keys keys, Supplier<List<Tenant>> tenants, Duration every) {
        KeyRotation rotation = new KeyRotation(keys, tenants, every);
        rotation.thread.start();
        return rotation;
    }

    private void run() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException ended) {
            LOG.log(Level.DEBUG, "ended");
        }
    }

    private void look() {
        try {
            for (Tenant tenant : tenants.get()) {
                if (closed.getCount() > 0) {
                    look(tenant);
                }
            }
        } catch (RuntimeException outage) {
            LOG.log(Level.WARNING, "key rotation has to wait", outage);
        }
    }

    private void look(Tenant tenant) {
        try {
            keys.rotateDue(tenant);
        } catch (RuntimeException outage) {
            LOG.log(Level.WARNING, "keys of tenant " + tenant.id() + " were not rotated", outage);
        }
    }

    /**
     * Lets a look that has begun come to its end, and begins no other. Whoever waits no longer
     * loses nothing: what was cut off is done by the next look.
     */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
