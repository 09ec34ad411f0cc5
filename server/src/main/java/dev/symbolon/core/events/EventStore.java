package dev.symbolon.core.events;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The table event. */
public final class EventStore {

    private static final Duration KEPT = Duration.ofDays(365);

    private final Database database;
    private final InstantSource clock;

    public EventStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Writes down that this happened now. */
    public void add(Tenant tenant, String actor, String action, String subject) {
        add(database, tenant.id(), actor, action, subject);
    }

    /** The same in the transaction of what happened: both or neither. */
    public void add(Statements tx, String tenant, String actor, String action, String subject) {
        tx.run(
                """
                INSERT INTO event (tenant, id, at, actor, action, subject) VALUES (?, ?, ?, ?, ?, ?)
                """,
                tenant,
                OpaqueValue.randomId(),
                clock.instant(),
                actor,
                action,
                subject);
    }

    /** The newest first. */
    public List<Event> newest(Tenant tenant, int most) {
        return database.list(
                """
                SELECT tenant, at, actor, action, subject FROM event
                WHERE tenant = ? ORDER BY at DESC, id LIMIT ?
                """,
                row ->
                        new Event(
                                row.text("tenant"),
                                row.time("at"),
                                row.text("actor"),
                                row.text("action"),
                                row.text("subject")),
                tenant.id(),
                most);
    }

    /** Forgets what is older than a year. */
    public static Chore chore() {
        return new Chore(
                "forget old events",
                Duration.ofHours(1),
                (tx, now) ->
                        tx.run(
                                """
                                DELETE FROM event WHERE (tenant, id) IN
                                    (SELECT tenant, id FROM event WHERE at <= ? LIMIT 500)
                                """,
                                now.minus(KEPT)));
    }
}
