package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests of apps that wait for the person they named (CIBA). Of an auth_req_id the hash is kept.
 */
public final class BackchannelStore {

    /** CIBA §7.3: how long a request waits at most. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** How many of one client one person may have, within that time, that they did not allow. */
    public static final int MOST_WAITING = 3;

    private final Database database;
    private final PendingStore pending;
    private final BackchannelNotices notices;
    private final InstantSource clock;

    public BackchannelStore(
            Database database, GrantStore grants, Sealer sealer, InstantSource clock) {
        this.database = database;
        this.pending =
                new PendingStore(
                        "backchannel_authentication",
                        BackchannelNotices.ON_ANSWER,
                        database,
                        grants,
                        clock);
        this.notices = new BackchannelNotices(database, pending, sealer);
        this.clock = clock;
    }

    /** What becomes of those that wait. */
    public PendingStore pending() {
        return pending;
    }

    /** What apps are to be told. */
    public BackchannelNotices notices() {
        return notices;
    }

    /**
     * A request that has passed all checks.
     *
     * @param approval what is asked for, without an account
     * @param personId the account that is asked
     * @param bindingMessage absent where none was sent
     * @param notificationToken by which the app knows who tells it; absent where it only polls
     * @param lifetime how long it waits
     * @param remoteAddress where it was asked from
     */
    public record Asked(
            Approval approval,
            String personId,
            @Nullable String bindingMessage,
            @Nullable Secret notificationToken,
            Duration lifetime,
            String remoteAddress,
            FlowId flow) {}

    /**
     * A request begins to wait.
     *
     * @param also what happens in the same transaction, where it begins
     * @return the auth_req_id; nothing where too many of the client's wait for the person, or did
     */
    public Optional<OpaqueValue> begin(Tenant tenant, Asked asked, Consumer<Statements> also) {
        OpaqueValue id = OpaqueValue.random(OpaqueValue.Kind.AUTH_REQ_ID);
        Instant now = clock.instant();
        boolean added =
                database.change(tx -> {
                    freeSlots(tx, tenant, asked, now);
                    for (int slot = 0; slot < MOST_WAITING; slot++) {
                        if (add(tx, tenant, id, slot, asked, now)) {
                            also.accept(tx);
                            return true;
                        }
                    }
                    return false;
                });
        return added ? Optional.of(id) : Optional.empty();
    }

    /** What was refused holds its slot: who asks again at once must not wear a person down. */
    private static void freeSlots(Statements tx, Tenant tenant, Asked asked, Instant now) {
        tx.run(
                """
                UPDATE backchannel_authentication SET slot = NULL
                WHERE tenant = ? AND person_id = ? AND client_id = ? AND slot IS NOT NULL
                    AND (account_id IS NOT NULL OR created_at <= ?)
                """,
                tenant.id(),
                asked.personId(),
                asked.approval().clientId(),
                now.minus(LIFETIME));
    }

    private boolean add(
            Statements tx, Tenant tenant, OpaqueValue id, int slot, Asked asked, Instant now) {
        Instant expires = now.plus(asked.lifetime());
        Secret token = asked.notificationToken();
        return tx.run(
                        """
                        INSERT INTO backchannel_authentication (tenant, hash, client_id, person_id,
                            slot, binding_message, approval, grant_id, flow, remote_address,
                            created_at, expires_at, poll_after, poll_interval, notification,
                            next_try_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant, person_id, client_id, slot) DO NOTHING
                        """,
                        tenant.id(),
                        id.hash(),
                        asked.approval().clientId(),
                        asked.personId(),
                        slot,
                        asked.bindingMessage(),
                        asked.approval().toJson(),
                        OpaqueValue.randomId(),
                        asked.flow().value(),
                        asked.remoteAddress(),
                        now,
                        expires,
                        now,
                        PendingStore.INTERVAL.toMillis(),
                        token == null ? null : notices.seal(tenant, id, token),
                        // Where nobody answers, that is what it is told.
                        token == null ? null : expires)
                == 1;
    }

    /** What waits for this person, the latest first. */
    public List<BackchannelRequest> waitingFor(Tenant tenant, String personId) {
        return database.list(
                "SELECT "
                        + PendingStore.COLUMNS
                        + ", binding_message FROM backchannel_authentication"
                        + " WHERE tenant = ? AND person_id = ? AND "
                        + PendingStore.WAITS
                        + " ORDER BY created_at DESC, hash LIMIT 20",
                BackchannelStore::request,
                tenant.id(),
                personId,
                clock.instant());
    }

    /** One of those, by the hash of its auth_req_id. */
    public Optional<BackchannelRequest> findWaiting(Tenant tenant, String personId, String hash) {
        return database.one(
                "SELECT "
                        + PendingStore.COLUMNS
                        + ", binding_message FROM backchannel_authentication"
                        + " WHERE tenant = ? AND hash = ? AND person_id = ? AND "
                        + PendingStore.WAITS,
                BackchannelStore::request,
                tenant.id(),
                hash,
                personId,
                clock.instant());
    }

    private static BackchannelRequest request(Row row) throws SQLException {
        return new BackchannelRequest(
                PendingStore.authorization(row), row.textOrNull("binding_message"));
    }
}
