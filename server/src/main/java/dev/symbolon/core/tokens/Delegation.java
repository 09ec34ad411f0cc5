package dev.symbolon.core.tokens;

import dev.symbolon.core.client.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who acts with a token (RFC 8693 §4.1), who may (§4.4), and what it must not outlive.
 *
 * @param act the newest actor, with those before inside; empty where its subject acts
 * @param mayAct a client_id; absent where the token names nobody
 * @param until absent: no bound beside the API's own
 */
public record Delegation(
        Map<String, Object> act, @Nullable String mayAct, @Nullable Instant until) {

    /** Nobody acts for anybody. */
    public static final Delegation NONE = new Delegation(Map.of(), null, null);

    public Delegation {
        act = Collections.unmodifiableMap(act);
    }

    /** Nobody acts yet; the client may have said who may. */
    public static Delegation among(Client client) {
        String mayAct = client.metadata().tokenExchange().mayAct();
        return mayAct == null ? NONE : new Delegation(Map.of(), mayAct, null);
    }

    Duration bounds(Duration lifetime, Instant now) {
        if (until == null) {
            return lifetime;
        }
        Duration left = Duration.between(now, until);
        return left.compareTo(lifetime) < 0 ? left : lifetime;
    }

    Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        if (!act.isEmpty()) {
            claims.put("act", act);
        }
        if (mayAct != null) {
            claims.put("may_act", Map.of("sub", mayAct));
        }
        return claims;
    }
}
