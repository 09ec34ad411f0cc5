package dev.symbolon.core.details;

import dev.symbolon.core.oauth.LocalizedText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An authorization details type as an API declares it (RFC 9396 §2.1). Made by {@link
 * DetailsTypeReader}, which checks it.
 *
 * @param name compared character by character
 * @param description what such details allow, with places for their fields
 * @param asksEachTime whether a person is asked each time, whatever was allowed before: for what
 *     happens once, as a payment
 * @param additive the fields, lists all, of which fewer elements allow less (RFC 9396 §6.1)
 * @param source the schema as it was declared
 */
public record DetailsType(
        String name,
        LocalizedText description,
        boolean asksEachTime,
        Set<String> additive,
        Schema.ObjectOf schema,
        Map<String, Object> source) {

    /** The member of an API's definition. */
    public static final String MEMBER = "authorization_details_types";

    public DetailsType {
        additive = Collections.unmodifiableSet(new TreeSet<>(additive));
        source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    }

    /** RFC 9396 §5: the first thing that is wrong with details of this type. */
    public Optional<Schema.Fault> check(Detail detail) {
        return schema.check(detail.fields(), "");
    }

    /** What the details allow, in the person's language. */
    public DetailWords tell(Detail detail, List<Locale> language) {
        return new Sentence(description).tell(schema, detail, language);
    }

    /**
     * Whether what is asked allows the same as what was granted, or less (RFC 9396 §6.1): equal as
     * JSON, but for fewer elements of the additive fields. Where it holds is not compared.
     */
    public boolean covers(Detail granted, Detail asked) {
        Map<String, Object> before = granted.fields();
        Map<String, Object> now = asked.fields();
        return before.keySet().equals(now.keySet())
                && now.keySet().stream()
                        .allMatch(name -> covers(name, before.get(name), now.get(name)));
    }

    private boolean covers(String name, @Nullable Object before, @Nullable Object now) {
        if (Objects.equals(Detail.canonical(before), Detail.canonical(now))) {
            return true;
        }
        return additive.contains(name)
                && before instanceof List<?> more
                && now instanceof List<?> fewer
                && !fewer.isEmpty()
                && canonical(more).containsAll(canonical(fewer));
    }

    private static Set<String> canonical(List<?> list) {
        return list.stream().map(Detail::canonical).collect(Collectors.toSet());
    }

    /** The JSON form that {@link DetailsTypeReader} reads. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        description.write("description", map);
        if (asksEachTime) {
            map.put("ask_each_time", true);
        }
        if (!additive.isEmpty()) {
            map.put("additive", List.copyOf(additive));
        }
        map.put("schema", source);
        return map;
    }
}
