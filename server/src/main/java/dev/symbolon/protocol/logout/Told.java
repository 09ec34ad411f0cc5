package dev.symbolon.protocol.logout;

import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * A client was told of a session's end, or could not be.
 *
 * @param trace of the flow that ended the session, with what was checked of the answer
 * @param logoutToken what it was sent
 * @param status what it answered; 0 where it did not
 * @param at when that was known
 */
public record Told(
        Tenant tenant,
        Trace trace,
        URI address,
        String logoutToken,
        int status,
        Instant at,
        Duration took) {}
