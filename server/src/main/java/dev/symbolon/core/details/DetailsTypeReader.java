package dev.symbolon.core.details;

import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Problems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the authorization details types that an API declares. */
public final class DetailsTypeReader {

    private static final Set<String> MEMBERS =
            Set.of("description", "schema", "ask_each_time", "additive");
    private static final int MOST_TYPES = 50;
    private static final int MOST_CHARACTERS = 300;

    private DetailsTypeReader() {}

    /** Reads the types of an API's definition by name; notes what is wrong with them. */
    public static Map<String, DetailsType> read(@Nullable Object json, Problems problems) {
        Map<String, DetailsType> types = new LinkedHashMap<>();
        if (json == null) {
            return types;
        }
        boolean isObject = json instanceof Map<?, ?> object && object.size() <= MOST_TYPES;
        problems.require(DetailsTypeRule.NAME, isObject, DetailsType.MEMBER);
        if (isObject) {
            Map<String, Object> declared = object(json);
            int i = 0;
            for (Map.Entry<String, Object> type : declared.entrySet()) {
                String where = DetailsType.MEMBER + "[" + i++ + "]";
                types.put(type.getKey(), read(type.getKey(), type.getValue(), where, problems));
            }
        }
        return types;
    }

    private static DetailsType read(
            String name, @Nullable Object json, String where, Problems problems) {
        Map<String, Object> members = object(json);
        boolean known =
                json instanceof Map
                        && members.keySet().stream()
                                .allMatch(member ->
                                        MEMBERS.contains(member)
                                                || member.startsWith("description#"))
                        && members.getOrDefault("ask_each_time", false) instanceof Boolean;
        problems.require(DetailsTypeRule.NAME, isName(name) && known, where);
        Optional<Schema.ObjectOf> schema = SchemaReader.read(members.get("schema"));
        problems.require(DetailsTypeRule.SCHEMA, schema.isPresent(), where);
        Optional<LocalizedText> description =
                LocalizedText.read("description", members, MOST_CHARACTERS);
        boolean told =
                description.isPresent()
                        && !description.get().isEmpty()
                        && schema.map(new Sentence(description.get())::fits).orElse(true);
        problems.require(DetailsTypeRule.SENTENCE, told, where);
        Object named = members.getOrDefault("additive", List.of());
        Set<String> additive = additive(named);
        boolean lists =
                named instanceof List
                        && additive.stream()
                                .allMatch(field ->
                                        schema.map(s -> s.fields().get(field))
                                                .filter(f -> f.schema() instanceof Schema.ListOf)
                                                .isPresent());
        problems.require(DetailsTypeRule.ADDITIVE, lists || schema.isEmpty(), where);
        return new DetailsType(
                name,
                description.orElse(LocalizedText.NONE),
                Boolean.TRUE.equals(members.get("ask_each_time")),
                additive,
                schema.orElse(new Schema.ObjectOf(Map.of(), Set.of())),
                object(members.get("schema")));
    }

    /** What is no text names no field. */
    private static Set<String> additive(Object json) {
        Set<String> fields = new HashSet<>();
        if (json instanceof List<?> list) {
            list.forEach(field -> fields.add(String.valueOf(field)));
        }
        return fields;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= 100
                && name.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\');
    }

    private static Map<String, Object> object(@Nullable Object json) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return object;
    }
}
