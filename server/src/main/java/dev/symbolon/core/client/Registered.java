package dev.symbolon.core.client;

import dev.symbolon.base.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client as it was just registered or changed.
 *
 * @param clientSecret told this one time, as only its hash is kept; absent where no new one was
 *     made
 */
public record Registered(Client client, @Nullable Secret clientSecret) {

    /** The answer to a registration, RFC 7591 §3.2.1: it holds the secret. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("client_id", client.clientId());
        map.put("client_id_issued_at", client.createdAt().getEpochSecond());
        if (clientSecret != null) {
            map.put("client_secret", clientSecret.value());
            // RFC 7591 §3.2.1: 0 means that it does not expire.
            map.put("client_secret_expires_at", 0);
        }
        map.putAll(client.metadata().toMap());
        return map;
    }
}
