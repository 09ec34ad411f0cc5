package dev.symbolon.core.details;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of {@code authorization_details} (RFC 9396 §2).
 *
 * @param members as they came, {@code type} among them
 */
public record Detail(Map<String, Object> members) {

    public static final String TYPE = "type";

    /** RFC 9396 §2.2. */
    public static final String LOCATIONS = "locations";

    public Detail {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public String type() {
        return String.valueOf(members.get(TYPE));
    }

    /** The APIs that it is for; empty where it does not say. */
    public List<String> locations() {
        return members.get(LOCATIONS) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What its type's schema speaks of: neither {@code type} nor {@code locations}. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(members);
        fields.remove(TYPE);
        fields.remove(LOCATIONS);
        return fields;
    }

    /**
     * The same for two that are equal as JSON, whichever order their members have. Texts are
     * compared as they are (RFC 9396 §12).
     */
    public String hash() {
        return OpaqueValue.sha256(canonical(members));
    }

    static String canonical(@Nullable Object value) {
        return Json.text(sorted(value));
    }

    private static Object sorted(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Map<?, ?> object -> {
                Map<String, Object> sorted = new TreeMap<>();
                object.forEach((name, member) -> sorted.put(String.valueOf(name), sorted(member)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(Detail::sorted).toList();
            default -> value;
        };
    }
}
