package dev.symbolon.core.outbox;

import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An app was told something at an address of its own, or could not be.
 *
 * @param trace of the flow that gave cause to it, with what was checked of the answer
 * @param address without a query
 * @param sent what it was sent, still with its secrets
 * @param status what it answered; 0 where it did not
 * @param at when that was known
 */
public record Told(
        Tenant tenant,
        Trace trace,
        String address,
        Map<String, String> sent,
        int status,
        Instant at,
        Duration took) {

    public Told {
        sent = Collections.unmodifiableMap(new LinkedHashMap<>(sent));
    }

    /** Back-Channel Logout §2.8, CIBA §10.2; some frameworks put 204 where there is no content. */
    public boolean isConfirmed() {
        return status == 200 || status == 204;
    }

    /**
     * Whether the app answered, and would answer the same again: not where it was too busy (RFC
     * 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4).
     */
    public boolean isRefused() {
        return status >= 300 && status < 500 && !Set.of(408, 425, 429).contains(status);
    }

    /** As it is kept. */
    public String outcome() {
        return isConfirmed() ? "confirmed" : status == 0 ? "unreachable" : "answered " + status;
    }
}
