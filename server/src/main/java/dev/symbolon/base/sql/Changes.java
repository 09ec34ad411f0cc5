package dev.symbolon.base.sql;

import java.util.function.Consumer;

/**
 * Tells everybody who keeps a copy of what the database holds that it is no longer true: this
 * node's listeners at once after the commit, other nodes and processes within a second. A notice
 * says that something changed, never what it is now: who hears it forgets and reads again.
 */
public interface Changes {

    /**
     * The key that a listener is told when notices may have been missed (a connection was lost):
     * forget the whole topic.
     */
    String EVERYTHING = "*";

    /**
     * Publishes with the transaction: nobody hears of it unless it commits.
     *
     * @param tx the {@link Statements} of a {@link Database#change}; the database itself makes the
     *     notice a transaction of its own
     * @param topic what kind of thing, such as {@code client}
     * @param key which one, such as {@code tenant/client_id}; or {@link #EVERYTHING}
     */
    void publish(Statements tx, String topic, String key);

    /**
     * Hears of every change that is committed after this call returned. The listener is quick and
     * does not throw; it may be told the same key twice, and by several threads.
     *
     * @param listener takes the key, or {@link #EVERYTHING}
     */
    Subscription subscribe(String topic, Consumer<String> listener);

    /** Closing it ends the hearing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
