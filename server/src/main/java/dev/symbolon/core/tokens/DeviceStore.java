package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Devices that wait (RFC 8628). Of a device_code the hash is kept, of a user_code a MAC: its few
 * letters could be found again from a hash.
 */
public final class DeviceStore {

    /** RFC 8628 §3.2: long enough to fetch a phone, short for who guesses. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Database database;
    private final PendingStore pending;
    private final Keys keys;
    private final InstantSource clock;

    public DeviceStore(Database database, GrantStore grants, Keys keys, InstantSource clock) {
        this.database = database;
        this.pending = new PendingStore("device_authorization", "", database, grants, clock);
        this.keys = keys;
        this.clock = clock;
    }

    /** What becomes of those that wait. */
    public PendingStore pending() {
        return pending;
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
                        PendingStore.INTERVAL.toMillis())
                == 1;
    }

    /** One that waits, by what the person typed. */
    public Optional<PendingAuthorization> findWaiting(Tenant tenant, UserCode userCode) {
        return database.one(
                "SELECT "
                        + PendingStore.COLUMNS
                        + " FROM device_authorization WHERE tenant = ? AND user_code = ? AND "
                        + PendingStore.WAITS,
                PendingStore::authorization,
                tenant.id(),
                mac(tenant, userCode),
                clock.instant());
    }

    private String mac(Tenant tenant, UserCode userCode) {
        return HexFormat.of()
                .formatHex(
                        keys.hmac(
                                tenant,
                                "user-code",
                                userCode.letters().getBytes(StandardCharsets.US_ASCII)));
    }
}
