package dev.symbolon.protocol.backchannel;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens of a push, which may be delivered a while after they were minted.
 *
 * @param response the members of a token response as it was then
 */
record MintedTokens(Instant mintedAt, Map<String, Object> response) {

    private static final String MINTED_AT = "minted_at";
    private static final String EXPIRES_IN = "expires_in";

    /** As {@link #toMap} wrote it. */
    static MintedTokens kept(Map<String, Object> map) {
        Map<String, Object> response = new LinkedHashMap<>(map);
        Object at = response.remove(MINTED_AT);
        return new MintedTokens(
                Instant.ofEpochSecond(at instanceof Number seconds ? seconds.longValue() : 0),
                response);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(response);
        map.put(MINTED_AT, mintedAt.getEpochSecond());
        return map;
    }

    /** The response with what is left of the access token's time. */
    Map<String, Object> at(Instant now) {
        Map<String, Object> current = new LinkedHashMap<>(response);
        if (current.get(EXPIRES_IN) instanceof Number lifetime) {
            long age = Duration.between(mintedAt, now).toSeconds();
            current.put(EXPIRES_IN, Math.max(0, lifetime.longValue() - age));
        }
        return current;
    }
}
