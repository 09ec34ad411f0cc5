package dev.symbolon.base.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the notices that other nodes and processes wrote, and tells this node's listeners. */
final class ChangeWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ChangeWatch.class.getName());
    private static final long PAUSE_AFTER_LOSS_MILLIS = 500;

    /**
     * How far before the newest notice to look for one that came late: with several writers, a
     * lower number may be committed after a higher one.
     */
    private static final long OVERLAP = 1000;

    /** A connection of its own on which the watch waits and reads. */
    interface Feed extends AutoCloseable {
        /** Returns when there may be something new. */
        void await() throws SQLException, InterruptedException;

        Statements statements();

        @Override
        void close();
    }

    private record Written(long id, String origin, ChangeLog.Notice notice) {}

    private final Supplier<Feed> feeds;
    private final ChangeLog log;
    private final String origin;
    private final Thread thread;
    private Set<Long> known;
    private long newest;
    private volatile boolean closed;

    private ChangeWatch(Supplier<Feed> feeds, ChangeLog log, String origin, List<Long> written) {
        this.feeds = feeds;
        this.log = log;
        this.origin = origin;
        this.known = new HashSet<>(written);
        this.newest = written.stream().mapToLong(id -> id).max().orElse(0);
        this.thread = Thread.ofVirtual().name("change-watch").unstarted(this::run);
    }

    /** Whatever is committed after this returned will be heard. */
    static ChangeWatch begin(
            Statements database, Supplier<Feed> feeds, ChangeLog log, String origin) {
        List<Long> written =
                database.list(
                        """
                        SELECT id FROM change_notice
                        WHERE id > (SELECT COALESCE(MAX(id), 0) FROM change_notice) - ?
                        """,
                        row -> row.number("id"),
                        OVERLAP);
        ChangeWatch watch = new ChangeWatch(feeds, log, origin, written);
        watch.thread.start();
        return watch;
    }

    private void run() {
        boolean lost = false;
        while (!closed) {
            try (Feed feed = feeds.get()) {
                if (lost) {
                    LOG.log(Level.INFO, "hears of changes again");
                    log.tellEverything();
                    lost = false;
                }
                while (!closed) {
                    feed.await();
                    read(feed.statements());
                }
            } catch (InterruptedException ended) {
                return;
            } catch (SQLException | RuntimeException failed) {
                if (!closed && !lost) {
                    LOG.log(Level.WARNING, "hears of no changes until connected again", failed);
                }
                lost = true;
                pause();
            }
        }
    }

    private void read(Statements statements) {
        List<Written> recent =
                statements.list(
                        """
                        SELECT id, topic, item, origin FROM change_notice
                        WHERE id > ?
                        ORDER BY id
                        """,
                        row ->
                                new Written(
                                        row.number("id"),
                                        row.text("origin"),
                                        new ChangeLog.Notice(row.text("topic"), row.text("item"))),
                        newest - OVERLAP);
        Set<Long> seen = HashSet.newHashSet(recent.size());
        for (Written written : recent) {
            seen.add(written.id());
            newest = Math.max(newest, written.id());
            if (!known.contains(written.id()) && !written.origin().equals(origin)) {
                log.tell(written.notice());
            }
        }
        known = seen;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_LOSS_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(1000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
