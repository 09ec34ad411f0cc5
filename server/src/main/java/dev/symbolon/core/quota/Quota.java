package dev.symbolon.core.quota;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The table registration_count: so many may be made until the window that the first one opened is
 * over. What was made counts also after it was removed.
 *
 * @param window how long a bucket counts before it begins anew
 */
public record Quota(Duration window) {

    /**
     * What is counted together.
     *
     * @param key a hash
     * @param most that many are made in a window
     */
    record Bucket(String key, long most) {

        /** A bucket with a name of its own. */
        static Bucket named(String name, long most) {
            return new Bucket(OpaqueValue.sha256(name), most);
        }
    }

    /**
     * Looks only: who is turned away writes nothing.
     *
     * @return how long until the bucket begins anew; nothing where there is room
     */
    Optional<Duration> full(Statements tx, Tenant tenant, Bucket bucket, Instant now) {
        return tx.one(
                """
                SELECT ends_at FROM registration_count
                WHERE tenant = ? AND bucket = ? AND made >= ? AND ends_at + 0 > ?
                """,
                row -> Duration.between(now, row.time("ends_at")),
                tenant.id(),
                bucket.key(),
                bucket.most(),
                now);
    }

    /**
     * Counts one more, where there is room for it. One statement looks and counts: of many at once
     * no more pass than there is room for.
     */
    boolean take(Statements tx, Tenant tenant, Bucket bucket, Instant now) {
        return tx.run(
                        """
                        INSERT INTO registration_count (tenant, bucket, made, ends_at)
                        VALUES (?, ?, 1, ?)
                        ON CONFLICT (tenant, bucket) DO UPDATE SET
                            made = CASE WHEN registration_count.ends_at <= ? THEN 1
                                ELSE registration_count.made + 1 END,
                            ends_at = CASE WHEN registration_count.ends_at <= ?
                                THEN excluded.ends_at ELSE registration_count.ends_at END
                        WHERE registration_count.made < ? OR registration_count.ends_at <= ?
                        """,
                        tenant.id(),
                        bucket.key(),
                        now.plus(window),
                        now,
                        now,
                        bucket.most(),
                        now)
                == 1;
    }

    /** Removes what counts no more. */
    public static Chore chore() {
        return Chore.deleting(
                "forget counts of registrations",
                Duration.ofMinutes(10),
                """
                DELETE FROM registration_count WHERE (tenant, bucket) IN
                    (SELECT tenant, bucket FROM registration_count
                    WHERE ends_at <= ? LIMIT 500)
                """);
    }
}
