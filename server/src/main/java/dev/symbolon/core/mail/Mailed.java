package dev.symbolon.core.mail;

import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;

/**
 * A mail was handed over, or could not be.
 *
 * @param trace of the flow that gave cause to it
 * @param server that it was handed to
 * @param status what that answered (RFC 5321 §4.2); 0 where it did not
 * @param outcome one of few words, for counting: sent, failed, given up
 */
public record Mailed(
        Tenant tenant,
        Trace trace,
        String server,
        int status,
        String outcome,
        Instant at,
        Duration took) {}
