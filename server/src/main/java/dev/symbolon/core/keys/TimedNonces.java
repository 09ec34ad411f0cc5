package dev.symbolon.core.keys;

import dev.symbolon.core.tenant.Tenant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Nonces that nobody has to keep (RFC 9449 §8, §9): the number of a time step and the beginning of
 * its HMAC under a secret of the tenant, so every node gives the same and knows those of the
 * others.
 */
public final class TimedNonces {

    /** How long one is good for at most, clocks of nodes included. */
    public static final Duration LONGEST = Duration.ofMinutes(7);

    private static final Duration STEP = Duration.ofMinutes(1);

    /** How many steps one is good for after its own; and before it, as nodes' clocks differ. */
    private static final int GOOD_FOR = 5;

    private static final int GOOD_BEFORE = 1;

    private static final int HMAC_BYTES = 16;
    private static final int LENGTH = 32;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Keys keys;
    private final String purpose;
    private final InstantSource clock;

    /**
     * @param purpose what they are for: those of one are none of another
     */
    public TimedNonces(Keys keys, String purpose, InstantSource clock) {
        this.keys = keys;
        this.purpose = purpose;
        this.clock = clock;
    }

    /** The one that is given now. */
    public String newest(Tenant tenant) {
        return of(tenant, step());
    }

    /** When it was given; nothing where it is none of ours, or of another tenant. */
    public Optional<Instant> given(Tenant tenant, String nonce) {
        if (nonce.length() != LENGTH) {
            return Optional.empty();
        }
        long step;
        try {
            step = ByteBuffer.wrap(Base64.getUrlDecoder().decode(nonce)).getLong();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
        boolean ours =
                MessageDigest.isEqual(
                        of(tenant, step).getBytes(StandardCharsets.US_ASCII),
                        nonce.getBytes(StandardCharsets.US_ASCII));
        return ours
                ? Optional.of(Instant.ofEpochSecond(step * STEP.toSeconds()))
                : Optional.empty();
    }

    public boolean isRecent(Instant given) {
        long age = step() - given.getEpochSecond() / STEP.toSeconds();
        return age >= -GOOD_BEFORE && age <= GOOD_FOR;
    }

    /** The earliest time at which one may have been given that is still good. */
    public Instant oldest() {
        return Instant.ofEpochSecond((step() - GOOD_FOR) * STEP.toSeconds());
    }

    private long step() {
        return Math.floorDiv(clock.instant().getEpochSecond(), STEP.toSeconds());
    }

    private String of(Tenant tenant, long step) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(step).array();
        byte[] hmac = keys.hmac(tenant, purpose, number);
        return ENCODER.encodeToString(
                ByteBuffer.allocate(Long.BYTES + HMAC_BYTES)
                        .put(number)
                        .put(hmac, 0, HMAC_BYTES)
                        .array());
    }
}
