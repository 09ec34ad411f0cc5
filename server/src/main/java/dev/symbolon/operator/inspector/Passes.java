package dev.symbolon.operator.inspector;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Passes to the inspector: whoever has the command line, and so the database, may look without an
 * account. A pass is an address, good for twelve hours; the database holds its hash.
 */
public final class Passes {

    static final Duration GOOD_FOR = Duration.ofHours(12);

    private final Database database;
    private final InstantSource clock;

    public Passes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new pass, as the address that opens the inspector with it. */
    public String create(Tenant tenant) {
        OpaqueValue pass = OpaqueValue.random(OpaqueValue.Kind.INSPECTOR_PASS);
        database.run(
                "INSERT INTO inspector_pass (tenant, hash, expires_at) VALUES (?, ?, ?)",
                tenant.id(),
                pass.hash(),
                clock.instant().plus(GOOD_FOR));
        return tenant.url("/inspect?pass=" + pass.value());
    }

    boolean isGood(Tenant tenant, OpaqueValue pass) {
        return database.one(
                        """
                        SELECT 1 AS good FROM inspector_pass
                        WHERE tenant = ? AND hash = ? AND expires_at + 0 > ?
                        """,
                        row -> row.number("good"),
                        tenant.id(),
                        pass.hash(),
                        clock.instant())
                .isPresent();
    }

    static Chore chore() {
        return Chore.deleting(
                "forget old inspector passes",
                Duration.ofHours(1),
                """
                DELETE FROM inspector_pass WHERE (tenant, hash) IN
                    (SELECT tenant, hash FROM inspector_pass WHERE expires_at <= ? LIMIT 500)
                """);
    }
}
