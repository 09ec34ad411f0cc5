package dev.symbolon.identity.signin;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.identity.signin.Throttle.Attempt;
import dev.symbolon.identity.signin.Throttle.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables attempt and known_browser. */
final class ThrottleStore {

    static final String REMOVE_ATTEMPTS =
            """
            DELETE FROM attempt WHERE (tenant, bucket) IN (
                SELECT tenant, bucket FROM attempt WHERE forget_at <= ? LIMIT 500)
            """;

    static final String REMOVE_BROWSERS =
            """
            DELETE FROM known_browser WHERE (tenant, login, browser) IN (
                SELECT tenant, login, browser FROM known_browser WHERE forget_at <= ? LIMIT 500)
            """;

    private final Database database;

    ThrottleStore(Database database) {
        this.database = database;
    }

    boolean isKnown(String tenant, String login, String browser, Instant now) {
        return database.one(
                        """
                        SELECT browser FROM known_browser
                        WHERE tenant = ? AND login = ? AND browser = ? AND forget_at + 0 > ?
                        """,
                        row -> row.text("browser"),
                        tenant,
                        login,
                        browser,
                        now)
                .isPresent();
    }

    /** Counts an attempt in all buckets; or says until when one of them is blocked. */
    Optional<Instant> take(String tenant, List<Bucket> buckets, Instant now) {
        // A look first: who is blocked already is not counted anywhere and writes nothing.
        return blockedUntil(database, tenant, buckets, now)
                .or(() -> database.change(tx -> takeAll(tx, tenant, buckets, now)));
    }

    private static Optional<Instant> takeAll(
            Statements tx, String tenant, List<Bucket> buckets, Instant now) {
        for (Bucket bucket : buckets) {
            if (!take(tx, tenant, bucket, now)) {
                return blockedUntil(tx, tenant, buckets, now)
                        .or(() -> Optional.of(now.plus(bucket.limit().first())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> blockedUntil(
            Statements tx, String tenant, List<Bucket> buckets, Instant now) {
        return tx.one(
                """
                SELECT blocked_until FROM attempt
                WHERE tenant = ? AND bucket IN (?, ?, ?) AND blocked_until > ?
                ORDER BY blocked_until DESC LIMIT 1
                """,
                row -> row.time("blocked_until"),
                tenant,
                buckets.getFirst().key(),
                buckets.get(buckets.size() / 2).key(),
                buckets.getLast().key(),
                now);
    }

    /**
     * One statement looks, counts and blocks: of attempts made at once, no more pass than the limit
     * lets. The shift stops at 20, long after every limit's longest delay.
     */
    private static boolean take(Statements tx, String tenant, Bucket bucket, Instant now) {
        var limit = bucket.limit();
        long free = limit.free();
        long longest = limit.longest().toMillis();
        return tx.run(
                        """
                        INSERT INTO attempt (tenant, bucket, failures, blocked_until, forget_at)
                        VALUES (?, ?, 1, 0, ?)
                        ON CONFLICT (tenant, bucket) DO UPDATE SET
                            failures = CASE WHEN attempt.forget_at <= ? THEN 1
                                ELSE attempt.failures + 1 END,
                            blocked_until = CASE
                                WHEN attempt.forget_at <= ? OR attempt.failures + 1 < ? THEN 0
                                WHEN attempt.failures + 1 - ? > 20
                                    OR ? * (1 << CAST(attempt.failures + 1 - ? AS INTEGER)) > ?
                                THEN ?
                                ELSE ? + ? * (1 << CAST(attempt.failures + 1 - ? AS INTEGER)) END,
                            forget_at = excluded.forget_at
                        WHERE attempt.blocked_until <= ?
                        """,
                        tenant,
                        bucket.key(),
                        now.plus(limit.memory()),
                        now,
                        now,
                        free,
                        free,
                        limit.first().toMillis(),
                        free,
                        longest,
                        now.plusMillis(longest),
                        now,
                        limit.first().toMillis(),
                        free,
                        now)
                == 1;
    }

    void succeeded(Attempt attempt, Instant now) {
        database.change(tx -> {
            for (int i = 0; i < attempt.buckets().size(); i++) {
                Bucket bucket = attempt.buckets().get(i);
                if (i == 0) {
                    giveBack(tx, attempt.tenant(), bucket);
                } else {
                    forget(tx, attempt.tenant(), bucket.key());
                }
            }
            forget(tx, attempt.tenant(), attempt.login());
            return attempt.browser().isEmpty() ? 0 : know(tx, attempt, now);
        });
    }

    void giveBack(Attempt attempt) {
        database.change(tx -> {
            attempt.buckets().forEach(bucket -> giveBack(tx, attempt.tenant(), bucket));
            return attempt;
        });
    }

    private static void giveBack(Statements tx, String tenant, Bucket bucket) {
        tx.run(
                """
                UPDATE attempt SET failures = failures - 1,
                    blocked_until = CASE WHEN failures - 1 < ? THEN 0 ELSE blocked_until END
                WHERE tenant = ? AND bucket = ? AND failures > 0
                """,
                (long) bucket.limit().free(),
                tenant,
                bucket.key());
    }

    private static void forget(Statements tx, String tenant, String bucket) {
        tx.run("DELETE FROM attempt WHERE tenant = ? AND bucket = ?", tenant, bucket);
    }

    private static int know(Statements tx, Attempt attempt, Instant now) {
        return tx.run(
                """
                INSERT INTO known_browser (tenant, login, browser, forget_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (tenant, login, browser) DO UPDATE SET forget_at = excluded.forget_at
                """,
                attempt.tenant(),
                attempt.login(),
                attempt.browser(),
                now.plus(BrowserCookie.LIFE));
    }
}
