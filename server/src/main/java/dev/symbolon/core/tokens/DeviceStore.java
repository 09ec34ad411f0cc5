package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Devices that wait (RFC 8628). Of a device_code the hash is kept, of a user_code a MAC: its few
 * letters could be found again from a hash. Every change is one statement, so that of many at once
 * one is first.
 */
public final class DeviceStore {

    /** RFC 8628 §3.2: long enough to fetch a phone, short for who guesses. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** RFC 8628 §3.2, §3.5: between two questions; that much more after each that came early. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** What the network may take from the time between two questions. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String COLUMNS =
            "hash, approval, grant_id, flow, remote_address, created_at, expires_at, denied_at,"
                    + " redeemed_at, ended_at";

    /** What nobody has answered yet. */
    private static final String WAITS =
            "account_id IS NULL AND denied_at IS NULL AND ended_at IS NULL AND expires_at > ?";

    private final Database database;
    private final GrantStore grants;
    private final Keys keys;
    private final InstantSource clock;

    public DeviceStore(Database database, GrantStore grants, Keys keys, InstantSource clock) {
        this.database = database;
        this.grants = grants;
        this.keys = keys;
        this.clock = clock;
    }

    /** The two codes of a device that has just begun to wait. */
    public record Begun(OpaqueValue deviceCode, UserCode userCode) {}

    /**
     * A device begins to wait.
     *
     * @param asked what it asks for, without an account
     */
    public Begun begin(Tenant tenant, Approval asked, String remoteAddress, FlowId flow) {
        OpaqueValue deviceCode = OpaqueValue.random(OpaqueValue.Kind.DEVICE_CODE);
        UserCode userCode = UserCode.random();
        // Two that wait with the same letters would be one chance in millions: draw again.
        while (!add(tenant, deviceCode, userCode, asked, remoteAddress, flow)) {
            userCode = UserCode.random();
        }
        return new Begun(deviceCode, userCode);
    }

    private boolean add(
            Tenant tenant,
            OpaqueValue deviceCode,
            UserCode userCode,
            Approval asked,
            String remoteAddress,
            FlowId flow) {
        Instant now = clock.instant();
        return database.run(
                        """
                        INSERT INTO device_authorization (tenant, hash, user_code, client_id, approval,
                            grant_id, flow, remote_address, created_at, expires_at, poll_after,
                            poll_interval)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant, user_code) DO NOTHING
                        """,
                        tenant.id(),
                        deviceCode.hash(),
                        mac(tenant, userCode),
                        asked.clientId(),
                        asked.toJson(),
                        OpaqueValue.randomId(),
                        flow.value(),
                        remoteAddress,
                        now,
                        now.plus(LIFETIME),
                        now,
                        INTERVAL.toMillis())
                == 1;
    }

    /** By what the device knows; changes nothing: proof comes before use. */
    public Optional<DeviceAuthorization> find(Tenant tenant, OpaqueValue deviceCode) {
        return find(tenant, deviceCode.hash());
    }

    /** By the hash of that. */
    public Optional<DeviceAuthorization> find(Tenant tenant, String hash) {
        return database.one(
                "SELECT " + COLUMNS + " FROM device_authorization WHERE tenant = ? AND hash = ?",
                DeviceStore::authorization,
                tenant.id(),
                hash);
    }

    /** One that waits, by what the person typed. */
    public Optional<DeviceAuthorization> findWaiting(Tenant tenant, UserCode userCode) {
        return database.one(
                "SELECT "
                        + COLUMNS
                        + " FROM device_authorization WHERE tenant = ? AND user_code = ? AND "
                        + WAITS,
                DeviceStore::authorization,
                tenant.id(),
                mac(tenant, userCode),
                clock.instant());
    }

    /**
     * The person allowed it; false where it does not wait any more.
     *
     * @param approval with the account
     */
    public boolean allow(Tenant tenant, String hash, Approval approval) {
        return database.run(
                        "UPDATE device_authorization SET account_id = ?, approval = ?"
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
                        "UPDATE device_authorization SET denied_at = ? WHERE tenant = ? AND hash = ? AND "
                                + WAITS,
                        now,
                        tenant.id(),
                        hash,
                        now)
                == 1;
    }

    /**
     * The device asked again: whether it waited long enough. Where it did not, it has to wait five
     * seconds longer from now on (RFC 8628 §3.5); of two questions at once, one is early.
     */
    public boolean poll(Tenant tenant, DeviceAuthorization waiting) {
        Instant now = clock.instant();
        boolean inTime =
                database.run(
                                """
                                UPDATE device_authorization SET poll_after = ? + poll_interval
                                WHERE tenant = ? AND hash = ? AND poll_after <= ?
                                """,
                                now.minus(GRACE),
                                tenant.id(),
                                waiting.hash(),
                                now)
                        == 1;
        if (!inTime) {
            database.run(
                    """
                    UPDATE device_authorization SET poll_interval = poll_interval + ?,
                        poll_after = ? + poll_interval + ?
                    WHERE tenant = ? AND hash = ?
                    """,
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
            DeviceAuthorization allowed,
            Confirmation bound,
            boolean wantsRefreshToken) {
        Instant now = clock.instant();
        Redemption.First first =
                grants.first(
                        allowed.grantId(),
                        allowed.approval().boundTo(bound),
                        allowed.flow(),
                        now,
                        wantsRefreshToken);
        return database.runAndAdd(
                        """
                        UPDATE device_authorization SET redeemed_at = ?
                        WHERE tenant = ? AND hash = ? AND account_id IS NOT NULL
                            AND redeemed_at IS NULL AND ended_at IS NULL AND expires_at > ?
                        """,
                        List.of(now, tenant.id(), allowed.hash(), now),
                        grants.rows(tenant, first, now))
                ? first
                : tooLate(tenant, allowed);
    }

    private Redemption tooLate(Tenant tenant, DeviceAuthorization allowed) {
        DeviceAuthorization found = find(tenant, allowed.hash()).orElse(allowed);
        boolean ended = found.endedAt() != null;
        return grants.tooLate(tenant, found.grantId(), found.redeemedAt(), ended);
    }

    private String mac(Tenant tenant, UserCode userCode) {
        return HexFormat.of()
                .formatHex(
                        keys.hmac(
                                tenant,
                                "user-code",
                                userCode.letters().getBytes(StandardCharsets.US_ASCII)));
    }

    private static DeviceAuthorization authorization(Row row) throws SQLException {
        return new DeviceAuthorization(
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
