package dev.symbolon.core.details;

import static dev.symbolon.core.details.DetailsRule.*;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code authorization_details} of a request, a grant or a token (RFC 9396 §2).
 *
 * @param all in the order in which they came, none twice
 */
public record AuthorizationDetails(List<Detail> all) {

    /** The parameter, the claim and the member of answers. */
    public static final String NAME = "authorization_details";

    public static final AuthorizationDetails NONE = new AuthorizationDetails(List.of());

    /** They travel in tokens, and a token in a header. */
    private static final int MOST_CHARACTERS = 4000;

    private static final int MOST_OBJECTS = 20;
    private static final int MOST_VALUES = 200;

    public AuthorizationDetails {
        all = List.copyOf(all);
    }

    /**
     * Reads the parameter. Whether the types are known, and their fields right, is not asked here.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_authorization_details
     */
    public static AuthorizationDetails parse(Trace trace, String parameter) {
        trace.require(
                LIMIT,
                parameter.length() <= MOST_CHARACTERS,
                MOST_CHARACTERS + " characters",
                parameter.length());
        List<@Nullable Object> elements = elements(trace, parameter);
        List<Detail> all = new ArrayList<>();
        for (Object element : elements) {
            boolean typed =
                    element instanceof Map<?, ?> object && object.get("type") instanceof String;
            trace.require(ARRAY_OF_TYPED, typed);
            all.add(new Detail(members(element)));
        }
        trace.require(
                LIMIT,
                all.size() <= MOST_OBJECTS && values(elements) <= MOST_VALUES,
                MOST_OBJECTS + " objects, " + MOST_VALUES + " values",
                all.size() + " objects, " + values(elements) + " values");
        trace.require(TEXT, isFit(elements));
        long different = all.stream().map(Detail::hash).distinct().count();
        trace.require(NOT_REPEATED, different == all.size(), all.size(), different);
        return new AuthorizationDetails(all);
    }

    private static List<@Nullable Object> elements(Trace trace, String parameter) {
        try {
            return Json.list(parameter);
        } catch (Json.Malformed _) {
            // What the parser says may repeat what it stumbled over.
            throw trace.refusal(ARRAY_OF_TYPED, "a JSON array", "something else");
        }
    }

    /** What {@link #toString} wrote: checked when it was granted. */
    public static AuthorizationDetails kept(@Nullable String text) {
        return text == null ? NONE : of(Json.list(text));
    }

    /** The claim of a token of ours; none where it has none. */
    public static AuthorizationDetails of(@Nullable Object claim) {
        return claim instanceof List<?> list
                ? new AuthorizationDetails(
                        list.stream().map(element -> new Detail(members(element))).toList())
                : NONE;
    }

    private static Map<String, Object> members(@Nullable Object element) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (element instanceof Map<?, ?> object) {
            object.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }

    private static int values(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                    1 + object.values().stream().mapToInt(AuthorizationDetails::values).sum();
            case List<?> list -> 1 + list.stream().mapToInt(AuthorizationDetails::values).sum();
            case null, default -> 1;
        };
    }

    /** RFC 9396 §12: nothing in it can make a page say something else than it does. */
    private static boolean isFit(@Nullable Object value) {
        return switch (value) {
            case String text -> LocalizedText.isFit(text);
            case Map<?, ?> object ->
                    object.entrySet().stream()
                            .allMatch(member -> isFit(member.getKey()) && isFit(member.getValue()));
            case List<?> list -> list.stream().allMatch(AuthorizationDetails::isFit);
            case null, default -> true;
        };
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public AuthorizationDetails only(Predicate<Detail> kept) {
        return new AuthorizationDetails(all.stream().filter(kept).toList());
    }

    /** As in a token or an answer. */
    public List<Map<String, Object>> toJson() {
        return all.stream().map(Detail::members).toList();
    }

    /** As on the wire. */
    @Override
    public String toString() {
        return Json.text(toJson());
    }
}
