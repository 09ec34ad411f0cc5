package dev.symbolon.operator.inspector;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.details.Detail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of authorization details is kept (RFC 9396 §13): which fields were there and of which kind,
 * their type and the APIs. Values are not, as hashes neither: an amount or an account number is
 * found by trying.
 */
final class DetailShape {

    private static final int MOST_CHARACTERS = 200;

    private DetailShape() {}

    /** Of the parameter as it came. */
    static String of(String parameter) {
        try {
            return Json.text(of(Json.list(parameter)));
        } catch (Json.Malformed _) {
            return "no JSON array (" + parameter.length() + " characters)";
        }
    }

    /** Of the claim. */
    static Object of(@Nullable Object details) {
        return details instanceof List<?> list
                ? list.stream().map(DetailShape::detail).toList()
                : kind(details);
    }

    private static Object detail(@Nullable Object detail) {
        if (!(detail instanceof Map<?, ?> object)) {
            return kind(detail);
        }
        Map<String, Object> shape = shape(object);
        for (String name : List.of(Detail.TYPE, Detail.LOCATIONS)) {
            if (object.get(name) != null) {
                shape.put(name, named(object.get(name)));
            }
        }
        return shape;
    }

    private static Map<String, Object> shape(Map<?, ?> object) {
        Map<String, Object> shape = new LinkedHashMap<>();
        object.forEach((name, value) -> shape.put(cut(String.valueOf(name)), kind(value)));
        return shape;
    }

    /** Names that the server itself gave, unless somebody made them up. */
    private static Object named(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(one -> one instanceof String text ? cut(text) : kind(one))
                        .toList()
                : value instanceof String text ? cut(text) : kind(value);
    }

    private static Object kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> object -> shape(object);
            case List<?> list -> list.stream().map(DetailShape::kind).toList();
            case String _ -> "text";
            case Boolean _ -> "true or false";
            default -> "number";
        };
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
