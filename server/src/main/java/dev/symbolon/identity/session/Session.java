package dev.symbolon.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A browser's sign-in.
 *
 * @param id the row's name; opens nothing, and clients never see it
 * @param sid what clients know it by (Back-Channel Logout §2.1); stays when the person signs in
 *     again in the same browser
 * @param authTime when the person last signed in (Core §2)
 * @param acr how strong that was, see {@link Acr}
 * @param amr by what methods (RFC 8176)
 * @param device "Firefox on Linux"; empty where it is not known
 * @param remoteAddress where the person last signed in from; kept as long as the session, for the
 *     person's own list
 * @param lastSeenAt true to the minute
 * @param endsAt the absolute end
 */
public record Session(
        String tenant,
        String id,
        String sid,
        String accountId,
        Instant authTime,
        String acr,
        List<String> amr,
        String device,
        String remoteAddress,
        Instant createdAt,
        Instant lastSeenAt,
        Instant endsAt) {

    public Session {
        amr = List.copyOf(amr);
    }

    /** Core §3.1.2.1, {@code max_age}: whether the sign-in is too long ago. */
    public boolean isOlderThan(Duration maxAge, Instant now) {
        return authTime.plus(maxAge).isBefore(now);
    }
}
