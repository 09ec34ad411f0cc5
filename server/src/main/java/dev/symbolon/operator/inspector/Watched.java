package dev.symbolon.operator.inspector;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.symbolon.base.sql.Changes;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Whom an administrator wants to see traced, beyond failures, and until when: a client or an
 * account. Read on every request, so kept in memory; a change is heard at once.
 */
public final class Watched implements AutoCloseable {

    private static final String TOPIC = "traced";

    private final Database database;
    private final InstantSource clock;
    private final LoadingCache<String, List<Entry>> kept;
    private final Changes.Subscription changes;

    /** What is watched. */
    enum Kind {
        CLIENT,
        ACCOUNT
    }

    /** One that is watched until then. */
    record Entry(Kind kind, String name, Instant until) {}

    public Watched(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.kept =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(Duration.ofMinutes(1))
                        .build(this::read);
        this.changes =
                database.changes()
                        .subscribe(
                                TOPIC,
                                key -> {
                                    if (key.equals(Changes.EVERYTHING)) {
                                        kept.invalidateAll();
                                    } else {
                                        kept.invalidate(key);
                                    }
                                });
    }

    private List<Entry> read(String tenant) {
        try {
            return database.list(
                    """
                    SELECT kind, name, expires_at FROM traced
                    WHERE tenant = ? AND expires_at > ? ORDER BY kind, name
                    """,
                    row ->
                            new Entry(
                                    Kind.valueOf(row.text("kind")),
                                    row.text("name"),
                                    row.time("expires_at")),
                    tenant,
                    clock.instant());
        } catch (DatabaseException away) {
            // The request has its answer already; whom to watch is asked again in a minute.
            return List.of();
        }
    }

    List<Entry> of(String tenant) {
        Instant now = clock.instant();
        return kept.get(tenant).stream().filter(entry -> entry.until().isAfter(now)).toList();
    }

    /** Whether any account is. */
    boolean isAnybody(String tenant) {
        List<Entry> entries = kept.get(tenant);
        return !entries.isEmpty()
                && entries.stream()
                        .anyMatch(entry ->
                                entry.kind() == Kind.ACCOUNT
                                        && entry.until().isAfter(clock.instant()));
    }

    boolean isWatched(String tenant, Kind kind, String name) {
        List<Entry> entries = kept.get(tenant);
        return !entries.isEmpty()
                && entries.stream()
                        .anyMatch(entry ->
                                entry.kind() == kind
                                        && entry.name().equals(name)
                                        && entry.until().isAfter(clock.instant()));
    }

    /** From now on, until then; a second time changes the end. */
    void watch(String tenant, Kind kind, String name, Instant until) {
        database.change(tx -> {
            tx.run(
                    """
                    INSERT INTO traced (tenant, kind, name, expires_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (tenant, kind, name) DO UPDATE SET expires_at = excluded.expires_at
                    """,
                    tenant,
                    kind.name(),
                    name,
                    until);
            database.changes().publish(tx, TOPIC, tenant);
            return true;
        });
    }

    void stop(String tenant, Kind kind, String name) {
        database.change(tx -> {
            tx.run(
                    "DELETE FROM traced WHERE tenant = ? AND kind = ? AND name = ?",
                    tenant,
                    kind.name(),
                    name);
            database.changes().publish(tx, TOPIC, tenant);
            return true;
        });
    }

    static Chore chore() {
        return Chore.deleting(
                "forget who was watched",
                Duration.ofMinutes(10),
                """
                DELETE FROM traced WHERE (tenant, kind, name) IN
                    (SELECT tenant, kind, name FROM traced WHERE expires_at <= ? LIMIT 500)
                """);
    }

    @Override
    public void close() {
        changes.close();
    }
}
