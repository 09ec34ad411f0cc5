package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of those that wait for a person's answer on another device: devices (RFC 8628) and
 * apps (CIBA), each in a table of their own with these columns. Every change is one statement, so
 * that of many at once one is first.
 */
public final class PendingStore {

    /** RFC 8628 §3.2, §3.5, CIBA §7.3: between two questions; that much more after an early one. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** What the network may take from the time between two questions. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    static final String COLUMNS =
            "hash, approval, grant_id, flow, remote_address, created_at, expires_at, denied_at,"
                    + " redeemed_at, ended_at";

    /** What nobody has answered yet. */
    static final String WAITS =
            "account_id IS NULL AND denied_at IS NULL AND ended_at IS NULL AND expires_at + 0 > ?";

    private final String table;
    private final String onAnswer;
    private final Database database;
    private final GrantStore grants;
    private final InstantSource clock;

    /**
     * @param onAnswer what an answer sets beside, in the same statement; empty: nothing
     */
    PendingStore(
            String table,
            String onAnswer,
            Database database,
            GrantStore grants,
            InstantSource clock) {
        this.table = table;
        this.onAnswer = onAnswer;
        this.database = database;
        this.grants = grants;
        this.clock = clock;
    }

    /** By what only who waits knows; changes nothing: proof comes before use. */
    public Optional<PendingAuthorization> find(Tenant tenant, OpaqueValue value) {
        return find(tenant, value.hash());
    }

    private Optional<PendingAuthorization> find(Tenant tenant, String hash) {
        return database.one(
                "SELECT " + COLUMNS + " FROM " + table + " WHERE tenant = ? AND hash = ?",
                PendingStore::authorization,
                tenant.id(),
                hash);
    }

    /**
     * The person allowed it; false where it does not wait any more.
     *
     * @param signedInAt when they last proved who they are
     * @param reached how strong that was
     * @param methods by what (RFC 8176)
     */
    public boolean allow(
            Tenant tenant,
            String hash,
            String account,
            Instant signedInAt,
            String reached,
            List<String> methods) {
        return find(tenant, hash)
                .map(asked -> asked.approval().allowedBy(account, signedInAt, reached, methods))
                .filter(approval -> allow(tenant, hash, approval))
                .isPresent();
    }

    private boolean allow(Tenant tenant, String hash, Approval approval) {
        return database.run(
                        "UPDATE "
                                + table
                                + " SET account_id = ?, approval = ?"
                                + onAnswer
                                + " WHERE tenant = ? AND hash = ? AND "
                                + WAITS,
                        approval.accountId(),
                        approval.toJson(),
                        tenant.id(),
                        hash,
                        clock.instant())
                == 1;
    }

    /** The person refused; false where it does not wait any more. */
    public boolean deny(Tenant tenant, String hash) {
        Instant now = clock.instant();
        return database.run(
                        "UPDATE "
                                + table
                                + " SET denied_at = ?"
                                + onAnswer
                                + " WHERE tenant = ? AND hash = ? AND "
                                + WAITS,
                        now,
                        tenant.id(),
                        hash,
                        now)
                == 1;
    }

    /**
     * Who waits asked again: whether they waited long enough. Where they did not, they have to wait
     * five seconds longer from now on (RFC 8628 §3.5, CIBA §11); of two questions at once, one is
     * early.
     */
    public boolean poll(Tenant tenant, PendingAuthorization waiting) {
        Instant now = clock.instant();
        boolean inTime =
                database.run(
                                """
                                UPDATE %s SET poll_after = ? + poll_interval
                                WHERE tenant = ? AND hash = ? AND poll_after <= ?
                                """
                                        .formatted(table),
                                now.minus(GRACE),
                                tenant.id(),
                                waiting.hash(),
                                now)
                        == 1;
        if (!inTime) {
            database.run(
                    """
                    UPDATE %s SET poll_interval = poll_interval + ?,
                        poll_after = ? + poll_interval + ?
                    WHERE tenant = ? AND hash = ?
                    """
                            .formatted(table),
                    INTERVAL.toMillis(),
                    now.minus(GRACE),
                    INTERVAL.toMillis(),
                    tenant.id(),
                    waiting.hash());
        }
        return inTime;
    }

    /**
     * Uses up what was allowed and makes its grant; the same as for an authorization code.
     *
     * @param bound what the grant is bound to (RFC 9449 §5, RFC 8705 §4)
     */
    public Redemption redeem(
            Tenant tenant,
            PendingAuthorization allowed,
            Confirmation bound,
            boolean wantsRefreshToken) {
        Redemption.First first = first(allowed, bound, wantsRefreshToken);
        return use(tenant, first, allowed, "", List.of()) ? first : tooLate(tenant, allowed);
    }

    /** What the use of what was allowed would bring; nothing is kept yet. */
    Redemption.First first(
            PendingAuthorization allowed, Confirmation bound, boolean wantsRefreshToken) {
        return grants.first(
                allowed.grantId(),
                allowed.approval().boundTo(bound),
                allowed.flow(),
                clock.instant(),
                wantsRefreshToken);
    }

    /**
     * Keeps it, where it was not used before and still may be.
     *
     * @param beside what is set in the same statement; empty: nothing
     * @param values of that
     */
    boolean use(
            Tenant tenant,
            Redemption.First first,
            PendingAuthorization allowed,
            String beside,
            List<Object> values) {
        Instant now = clock.instant();
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(now);
        arguments.addAll(values);
        arguments.addAll(List.of(tenant.id(), allowed.hash(), now));
        return database.runAndAdd(
                """
                UPDATE %s SET redeemed_at = ?%s
                WHERE tenant = ? AND hash = ? AND account_id IS NOT NULL
                    AND redeemed_at IS NULL AND ended_at IS NULL AND expires_at + 0 > ?
                """
                        .formatted(table, beside),
                arguments,
                grants.rows(tenant, first, now));
    }

    private Redemption tooLate(Tenant tenant, PendingAuthorization allowed) {
        PendingAuthorization found = find(tenant, allowed.hash()).orElse(allowed);
        boolean ended = found.endedAt() != null;
        return grants.tooLate(tenant, found.grantId(), found.redeemedAt(), ended);
    }

    static PendingAuthorization authorization(Row row) throws SQLException {
        return new PendingAuthorization(
                row.text("hash"),
                Approval.fromJson(row.text("approval")),
                row.text("grant_id"),
                new FlowId(row.text("flow")),
                row.text("remote_address"),
                row.time("created_at"),
                row.time("expires_at"),
                row.timeOrNull("denied_at"),
                row.timeOrNull("redeemed_at"),
                row.timeOrNull("ended_at"));
    }
}
