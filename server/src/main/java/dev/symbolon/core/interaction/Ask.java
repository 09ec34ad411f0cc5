package dev.symbolon.core.interaction;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Presentation;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Scope;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sign-in and consent must know of the request that sent the person to them.
 *
 * @param clientId who asks; absent where the person came for a page of ours
 * @param clientName what people call it (RFC 7591 §2)
 * @param clientUri its home page, absent where it told none, as the next three
 * @param redirectUri where the person will be sent, checked before; absent where they stay here
 * @param loginHint Core §3.1.2.1
 * @param uiLocales BCP 47 tags, the preferred first (Core §3.1.2.1)
 * @param display page, popup, touch or wap (Core §3.1.2.1)
 * @param scope what consent is asked for
 * @param resources where it would hold (RFC 8707)
 * @param claims standard claims wished for beyond the scope (Core §5.5)
 * @param details RFC 9396
 * @param waiting what waits elsewhere for the answer; absent where the browser at hand does
 */
public record Ask(
        @Nullable String clientId,
        @Nullable String clientName,
        @Nullable URI clientUri,
        @Nullable URI logo,
        @Nullable URI policy,
        @Nullable URI tos,
        @Nullable URI redirectUri,
        @Nullable String loginHint,
        List<String> uiLocales,
        @Nullable String display,
        Scope scope,
        List<String> resources,
        List<String> claims,
        AuthorizationDetails details,
        @Nullable Waiting waiting) {

    /** For a page of ours: sign-in only, nobody asks for anything. */
    public static final Ask NOTHING =
            new Ask(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    Scope.NONE,
                    List.of(),
                    List.of(),
                    AuthorizationDetails.NONE,
                    null);

    /**
     * What a client asks, presented as it registered (RFC 7591 §2).
     *
     * @param locales the languages that the person reads, the preferred first
     */
    public static Ask by(
            Client client,
            List<Locale> locales,
            @Nullable URI redirectUri,
            @Nullable String loginHint,
            List<String> uiLocales,
            @Nullable String display,
            Scope scope,
            List<String> resources,
            List<String> claims,
            AuthorizationDetails details,
            @Nullable Waiting waiting) {
        Presentation shown = client.presentation();
        return new Ask(
                client.clientId(),
                client.name(locales),
                shown.clientUri().addressIn(locales),
                shown.logoUri().addressIn(locales),
                shown.policyUri().addressIn(locales),
                shown.tosUri().addressIn(locales),
                redirectUri,
                loginHint,
                uiLocales,
                display,
                scope,
                resources,
                claims,
                details,
                waiting);
    }

    public Ask {
        uiLocales = List.copyOf(uiLocales);
        resources = List.copyOf(resources);
        claims = List.copyOf(claims);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "client_id", clientId);
        put(json, "client_name", clientName);
        put(json, "client_uri", clientUri);
        put(json, "logo_uri", logo);
        put(json, "policy_uri", policy);
        put(json, "tos_uri", tos);
        put(json, "redirect_uri", redirectUri);
        put(json, "login_hint", loginHint);
        json.put("ui_locales", uiLocales);
        put(json, "display", display);
        json.put("scope", scope.toString());
        json.put("resources", resources);
        json.put("claims", claims);
        put(json, AuthorizationDetails.NAME, details.isEmpty() ? null : details);
        if (waiting != null) {
            json.put("waiting", waiting.toJson());
        }
        return json;
    }

    static Ask fromJson(Map<String, Object> json) {
        return new Ask(
                text(json, "client_id"),
                text(json, "client_name"),
                uri(json, "client_uri"),
                uri(json, "logo_uri"),
                uri(json, "policy_uri"),
                uri(json, "tos_uri"),
                uri(json, "redirect_uri"),
                text(json, "login_hint"),
                texts(json, "ui_locales"),
                text(json, "display"),
                Scope.parse(String.valueOf(json.getOrDefault("scope", ""))),
                texts(json, "resources"),
                texts(json, "claims"),
                AuthorizationDetails.kept(text(json, AuthorizationDetails.NAME)),
                Waiting.fromJson(json.get("waiting")));
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static @Nullable String text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text ? text : null;
    }

    private static @Nullable URI uri(Map<String, Object> json, String name) {
        String text = text(json, name);
        return text == null ? null : URI.create(text);
    }

    private static List<String> texts(Map<String, Object> json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
