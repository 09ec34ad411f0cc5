package dev.symbolon.core.oauth;

import dev.symbolon.base.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code claims} parameter (Core §5.5): claims asked for one by one, apart from scopes. {@code
 * sub}, {@code acr} and {@code auth_time} stand in it as any other.
 *
 * @param userinfo what the UserInfo endpoint is to tell, by claim name
 * @param idToken what the ID token is to tell
 */
public record ClaimsRequest(Map<String, Wish> userinfo, Map<String, Wish> idToken) {

    public static final ClaimsRequest NONE = new ClaimsRequest(Map.of(), Map.of());

    private static final int MOST = 100;

    /**
     * One claim that is asked for (Core §5.5.1).
     *
     * @param essential whether the client says that its task needs it
     * @param values what it should be, any of these; empty where any value will do
     */
    public record Wish(boolean essential, List<Object> values) {

        public static final Wish VOLUNTARY = new Wish(false, List.of());

        public Wish {
            values = List.copyOf(values);
        }

        /** Whether this value is one of those asked for. */
        public boolean accepts(Object value) {
            return values.isEmpty() || values.contains(value);
        }
    }

    public ClaimsRequest {
        userinfo = Collections.unmodifiableMap(new LinkedHashMap<>(userinfo));
        idToken = Collections.unmodifiableMap(new LinkedHashMap<>(idToken));
    }

    /**
     * Reads the parameter. Members that Core does not name are ignored, as §5.5 asks.
     *
     * @throws Refusal where it is malformed, see {@link ClaimsRule}
     */
    public static ClaimsRequest parse(Trace trace, String parameter) {
        Map<String, Object> json;
        try {
            json = Json.object(parameter);
        } catch (Json.Malformed malformed) {
            throw trace.refusal(ClaimsRule.IS_JSON_OBJECT, "a JSON object", malformed.getMessage());
        }
        trace.require(ClaimsRule.IS_JSON_OBJECT, true);
        ClaimsRequest request =
                new ClaimsRequest(
                        wishes(trace, json.get("userinfo")), wishes(trace, json.get("id_token")));
        trace.require(ClaimsRule.MEMBERS_ARE_OBJECTS, true);
        trace.require(ClaimsRule.WISH_IS_WELL_FORMED, true);
        int count = request.userinfo.size() + request.idToken.size();
        trace.require(ClaimsRule.NOT_TOO_MANY, count <= MOST, MOST, count);
        return request;
    }

    /** What a text written by {@link #toString} means; for requests that were kept. */
    public static ClaimsRequest kept(String text) {
        return parse(new Trace(FlowId.random()), text);
    }

    private static Map<String, Wish> wishes(Trace trace, @Nullable Object member) {
        if (member == null) {
            return Map.of();
        }
        if (!(member instanceof Map<?, ?> claims)) {
            throw trace.refusal(ClaimsRule.MEMBERS_ARE_OBJECTS);
        }
        Map<String, Wish> wishes = new LinkedHashMap<>();
        claims.forEach((name, wish) -> wishes.put(String.valueOf(name), wish(trace, name, wish)));
        return wishes;
    }

    private static Wish wish(Trace trace, Object name, @Nullable Object wish) {
        if (wish == null) {
            return Wish.VOLUNTARY;
        }
        if (!(wish instanceof Map<?, ?> members)) {
            throw malformed(trace, name);
        }
        Object essential = members.containsKey("essential") ? members.get("essential") : false;
        if (!(essential instanceof Boolean isEssential)) {
            throw malformed(trace, name);
        }
        List<Object> values = new ArrayList<>();
        if (members.containsKey("value")) {
            values.add(present(trace, name, members.get("value")));
        }
        if (members.containsKey("values")) {
            if (!(members.get("values") instanceof List<?> several) || several.isEmpty()) {
                throw malformed(trace, name);
            }
            several.forEach(value -> values.add(present(trace, name, value)));
        }
        return new Wish(isEssential, values);
    }

    private static Object present(Trace trace, Object name, @Nullable Object value) {
        if (value == null) {
            throw malformed(trace, name);
        }
        return value;
    }

    private static Refusal malformed(Trace trace, Object claim) {
        return trace.refusal(ClaimsRule.WISH_IS_WELL_FORMED, null, "claim " + claim);
    }

    public boolean isEmpty() {
        return userinfo.isEmpty() && idToken.isEmpty();
    }

    /** What the ID token is asked to tell of that claim; nothing where it is not asked for. */
    public Optional<Wish> ofIdToken(String claim) {
        return Optional.ofNullable(idToken.get(claim));
    }

    /** Without the claims that are not allowed; an essential one may be left out too (§5.5.1). */
    public ClaimsRequest only(Predicate<String> allowed) {
        return new ClaimsRequest(only(userinfo, allowed), only(idToken, allowed));
    }

    private static Map<String, Wish> only(Map<String, Wish> wishes, Predicate<String> allowed) {
        Map<String, Wish> kept = new LinkedHashMap<>(wishes);
        kept.keySet().removeIf(allowed.negate());
        return kept;
    }

    /** Every claim that is asked for, wherever. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(userinfo.keySet());
        names.addAll(idToken.keySet());
        return names;
    }

    /** As on the wire; empty members are left out. */
    @Override
    public String toString() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!userinfo.isEmpty()) {
            json.put("userinfo", wire(userinfo));
        }
        if (!idToken.isEmpty()) {
            json.put("id_token", wire(idToken));
        }
        return Json.text(json);
    }

    private static Map<String, Object> wire(Map<String, Wish> wishes) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wishes.forEach((name, wish) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            if (wish.essential()) {
                members.put("essential", true);
            }
            if (!wish.values().isEmpty()) {
                members.put("values", wish.values());
            }
            wire.put(name, members);
        });
        return wire;
    }
}
