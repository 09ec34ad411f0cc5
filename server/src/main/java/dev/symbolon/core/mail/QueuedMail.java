package dev.symbolon.core.mail;

import dev.symbolon.core.oauth.FlowId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that is to be sent.
 *
 * @param flow that gave cause to it
 * @param sealed what it says and to whom; absent once that is settled
 * @param tries how often it was tried, this time included
 * @param expiresAt when it is of no use any more
 */
record QueuedMail(
        String tenant,
        String id,
        String accountId,
        FlowId flow,
        @Nullable String sealed,
        int tries,
        Instant expiresAt) {}
