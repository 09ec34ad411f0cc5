package dev.symbolon.base.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices are rows, written with the transaction that they speak of. This node's listeners hear of
 * its own commits directly; a {@link ChangeWatch}, begun with the first subscription, reads what
 * others wrote.
 */
final class ChangeLog implements Changes, AutoCloseable {

    private static final Logger LOG = System.getLogger(ChangeLog.class.getName());

    /** What has changed. */
    record Notice(String topic, String item) {}

    /** How an engine wakes the watches of others and watches itself. */
    interface Engine {
        /** Wakes others' watches; they would look soon anyway, so it may fail in silence. */
        void wakeOthers();

        /** A new connection to watch on. */
        ChangeWatch.Feed feed();
    }

    private final Database database;
    private final @Nullable Engine engine;
    private final InstantSource clock;
    private final String origin = UUID.randomUUID().toString();
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private @Nullable ChangeWatch watch;
    private boolean closed;

    /**
     * @param engine absent where this process is the only one
     */
    ChangeLog(Database database, @Nullable Engine engine, InstantSource clock) {
        this.database = database;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public void publish(Statements tx, String topic, String key) {
        // No pattern switch on the way of a start: docs/decisions/0080-command-line.md.
        if (tx instanceof Transaction transaction) {
            transaction.run(
                    """
                    INSERT INTO change_notice (topic, item, origin, written_at)
                    VALUES (?, ?, ?, ?)
                    """,
                    topic,
                    key,
                    origin,
                    clock.instant());
            transaction.announce(new Notice(topic, key));
        } else if (tx instanceof Database whole) {
            whole.change(inner -> {
                publish(inner, topic, key);
                return key;
            });
        } else {
            throw new IllegalArgumentException("not a transaction of this database");
        }
    }

    @Override
    public Subscription subscribe(String topic, Consumer<String> listener) {
        beginWatch();
        List<Consumer<String>> ofTopic =
                listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>());
        ofTopic.add(listener);
        return () -> ofTopic.remove(listener);
    }

    /** To be called after the commit, by the thread that asked for it. */
    void committed(List<Notice> notices) {
        if (!notices.isEmpty()) {
            notices.forEach(this::tell);
            if (engine != null) {
                engine.wakeOthers();
            }
        }
    }

    void tell(Notice notice) {
        for (Consumer<String> listener : listeners.getOrDefault(notice.topic(), List.of())) {
            try {
                listener.accept(notice.item());
            } catch (RuntimeException broken) {
                LOG.log(Level.ERROR, "a listener to " + notice.topic() + " failed", broken);
            }
        }
    }

    void tellEverything() {
        listeners.keySet().forEach(topic -> tell(new Notice(topic, EVERYTHING)));
    }

    private synchronized void beginWatch() {
        if (engine != null && watch == null && !closed) {
            watch = ChangeWatch.begin(database, engine::feed, this, origin);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
