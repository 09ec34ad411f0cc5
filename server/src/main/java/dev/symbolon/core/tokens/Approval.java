package dev.symbolon.core.tokens;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was approved, by whom and how they had signed in: everything that tokens are made of. It is
 * stored with the code and the grant as JSON, since nothing of it is ever searched.
 *
 * @param accountId absent where no person takes part (client credentials)
 * @param sessionId the row of the browser's session; absent likewise
 * @param sid what ID tokens call that session
 * @param scope what was granted, not what was asked
 * @param resources RFC 8707 identifiers; empty where no API is concerned
 * @param nonce Core §3.1.2.1; absent where none was sent
 * @param authTime when the person last proved who they are
 * @param acr Core §2; absent where no person takes part
 * @param amr RFC 8176 values
 * @param claims a {@code claims} parameter (Core §5.5) of what was granted; absent where nothing
 *     was
 * @param bound to what comes of it is bound: a key (RFC 9449 §5, §6, §10), a certificate (RFC 8705
 *     §3, §4), an instance of the client, or nothing
 * @param details what was granted beside the scope (RFC 9396)
 */
public record Approval(
        String clientId,
        @Nullable String accountId,
        @Nullable String sessionId,
        @Nullable String sid,
        Scope scope,
        List<String> resources,
        @Nullable String nonce,
        @Nullable Instant authTime,
        @Nullable String acr,
        List<String> amr,
        @Nullable String claims,
        Confirmation bound,
        AuthorizationDetails details) {

    /** GrantStore looks for it in the JSON. */
    private static final String DPOP_JKT = "dpop_jkt";

    private static final String INSTANCE = "instance";

    public Approval {
        resources = List.copyOf(resources);
        amr = List.copyOf(amr);
    }

    /** One without authorization details. */
    public Approval(
            String clientId,
            @Nullable String accountId,
            @Nullable String sessionId,
            @Nullable String sid,
            Scope scope,
            List<String> resources,
            @Nullable String nonce,
            @Nullable Instant authTime,
            @Nullable String acr,
            List<String> amr,
            @Nullable String claims,
            Confirmation bound) {
        this(
                clientId,
                accountId,
                sessionId,
                sid,
                scope,
                resources,
                nonce,
                authTime,
                acr,
                amr,
                claims,
                bound,
                AuthorizationDetails.NONE);
    }

    /** A client acts for itself (RFC 6749 §4.4). */
    public static Approval ofClient(String clientId, Scope scope, List<String> resources) {
        return new Approval(
                clientId,
                null,
                null,
                null,
                scope,
                resources,
                null,
                null,
                null,
                List.of(),
                null,
                Confirmation.NONE);
    }

    /**
     * What was asked without a person, allowed by one on another device (RFC 8628, CIBA). It
     * belongs to no browser's session: signing out on the phone does not switch off the television.
     */
    public Approval allowedBy(
            String account, Instant signedInAt, String reached, List<String> methods) {
        return new Approval(
                clientId,
                account,
                null,
                null,
                scope,
                resources,
                null,
                signedInAt,
                reached,
                methods,
                null,
                Confirmation.NONE,
                details);
    }

    /** Whether it outlives the browser's session (Core §11). */
    public boolean isOffline() {
        return scope.has(Scope.OFFLINE_ACCESS);
    }

    /** The session whose end ends it; absent where it outlives the session (Core §11). */
    public @Nullable String endsWith() {
        return isOffline() ? null : sessionId;
    }

    /** The same approval, narrowed to fewer scopes and APIs. */
    public Approval narrowedTo(Scope fewer, List<String> fewerResources) {
        return new Approval(
                clientId,
                accountId,
                sessionId,
                sid,
                fewer,
                fewerResources,
                nonce,
                authTime,
                acr,
                amr,
                claims,
                bound,
                details);
    }

    /** The same approval, with these details in place of its own. */
    public Approval withDetails(AuthorizationDetails others) {
        return new Approval(
                clientId, accountId, sessionId, sid, scope, resources, nonce, authTime, acr, amr,
                claims, bound, others);
    }

    /** The same approval for a refreshed ID token (Core §12.2). */
    public Approval withoutNonce() {
        return new Approval(
                clientId, accountId, sessionId, sid, scope, resources, null, authTime, acr, amr,
                claims, bound, details);
    }

    /** The same approval, bound to this alone. */
    public Approval boundTo(Confirmation other) {
        return new Approval(
                clientId, accountId, sessionId, sid, scope, resources, nonce, authTime, acr, amr,
                claims, other, details);
    }

    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("client_id", clientId);
        put(json, "account", accountId);
        put(json, "session", sessionId);
        put(json, "sid", sid);
        json.put("scope", scope.toString());
        json.put("resources", resources);
        put(json, "nonce", nonce);
        put(json, "auth_time", authTime == null ? null : authTime.getEpochSecond());
        put(json, "acr", acr);
        json.put("amr", amr);
        put(json, "claims", claims);
        put(json, DPOP_JKT, bound.jkt());
        put(json, Confirmation.X5T, bound.x5t());
        put(json, INSTANCE, bound.instance());
        // As a text: a name within could pass for one of ours where the column is searched.
        put(json, AuthorizationDetails.NAME, details.isEmpty() ? null : details.toString());
        return Json.text(json);
    }

    static Approval fromJson(String text) {
        Map<String, Object> json = Json.object(text);
        Object authTime = json.get("auth_time");
        return new Approval(
                String.valueOf(json.get("client_id")),
                text(json, "account"),
                text(json, "session"),
                text(json, "sid"),
                Scope.parse(String.valueOf(json.get("scope"))),
                list(json, "resources"),
                text(json, "nonce"),
                authTime instanceof Number seconds
                        ? Instant.ofEpochSecond(seconds.longValue())
                        : null,
                text(json, "acr"),
                list(json, "amr"),
                text(json, "claims"),
                new Confirmation(
                        text(json, DPOP_JKT), text(json, Confirmation.X5T), text(json, INSTANCE)),
                AuthorizationDetails.kept(text(json, AuthorizationDetails.NAME)));
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static @Nullable String text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text ? text : null;
    }

    private static List<String> list(Map<String, Object> json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
