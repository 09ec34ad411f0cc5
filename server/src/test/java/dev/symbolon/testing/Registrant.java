package dev.symbolon.testing;

import dev.symbolon.base.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app that registers itself, speaking by hand (RFC 7591, RFC 7592).
 *
 * @param initialAccessToken absent: it has none
 */
public record Registrant(URI issuer, @Nullable String initialAccessToken) {

    /** Metadata without fault; what is given wins. */
    public static Map<String, Object> web(Map<String, ?> other) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "A stranger");
        metadata.put("redirect_uris", List.of(App.CALLBACK));
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.putAll(other);
        return metadata;
    }

    public Answer register(Map<String, ?> metadata) {
        return registerRaw(Json.text(metadata), "application/json");
    }

    public Answer registerRaw(String body, String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        if (initialAccessToken != null) {
            headers.put("Authorization", "Bearer " + initialAccessToken);
        }
        return Http.send("POST", URI.create(issuer + "/oauth/register"), body, headers);
    }

    /** The app that a registration made. */
    public App app(Answer registered) {
        return new App(
                issuer,
                registered.text("client_id"),
                (String) registered.json().get("client_secret"));
    }

    /** Where a client manages what it registered, with the token to do it. */
    public record Management(URI uri, String token) {

        public static Management of(Answer registered) {
            return new Management(
                    URI.create(registered.text("registration_client_uri")),
                    registered.text("registration_access_token"));
        }

        public Management with(String otherToken) {
            return new Management(uri, otherToken);
        }

        public Answer read() {
            return Http.get(uri, authorization());
        }

        public Answer update(Map<String, ?> metadata) {
            Map<String, String> headers = new LinkedHashMap<>(authorization());
            headers.put("Content-Type", "application/json");
            return Http.send("PUT", uri, Json.text(metadata), headers);
        }

        public Answer remove() {
            return Http.send("DELETE", uri, "", authorization());
        }

        private Map<String, String> authorization() {
            return Map.of("Authorization", "Bearer " + token);
        }
    }
}
