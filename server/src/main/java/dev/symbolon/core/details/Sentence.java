package dev.symbolon.core.details;

import dev.symbolon.core.oauth.LocalizedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What details of a type allow, in an administrator's words with an app's values in them, as "Pay
 * {amount.currency} {amount.value} to {creditor}" (RFC 9396 §3.1).
 */
record Sentence(LocalizedText words) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

    /** Whether each placeholder, in each language, is a field that every such object has. */
    boolean fits(Schema.ObjectOf schema) {
        return words.byTag().values().stream()
                .allMatch(text ->
                        placeholders(text).stream().allMatch(path -> isThere(schema, path))
                                && PLACEHOLDER.matcher(text).replaceAll("").indexOf('{') < 0
                                && PLACEHOLDER.matcher(text).replaceAll("").indexOf('}') < 0);
    }

    private static Set<String> placeholders(String text) {
        Set<String> paths = new LinkedHashSet<>();
        PLACEHOLDER.matcher(text).results().forEach(found -> paths.add(found.group(1)));
        return paths;
    }

    private static boolean isThere(Schema.ObjectOf schema, String path) {
        Schema at = schema;
        for (String name : path.split("\\.", -1)) {
            Schema.@Nullable Field field =
                    at instanceof Schema.ObjectOf object && object.required().contains(name)
                            ? object.fields().get(name)
                            : null;
            if (field == null) {
                return false;
            }
            at = field.schema();
        }
        return isPlain(at) || (at instanceof Schema.ListOf list && isPlain(list.items()));
    }

    private static boolean isPlain(Schema schema) {
        return !(schema instanceof Schema.ObjectOf) && !(schema instanceof Schema.ListOf);
    }

    /**
     * The sentence for these details, and whatever it leaves out of them: nothing that is allowed
     * stays untold.
     */
    DetailWords tell(Schema.ObjectOf schema, Detail detail, List<Locale> language) {
        String text = words.in(language).orElse(detail.type());
        List<DetailWords.Piece> pieces = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int from = 0;
        while (matcher.find()) {
            add(pieces, text.substring(from, matcher.start()), false);
            add(pieces, FieldWords.shown(at(detail, matcher.group(1))), true);
            from = matcher.end();
        }
        add(pieces, text.substring(from), false);
        FieldWords rest = new FieldWords(language, placeholders(text));
        rest.tell(schema, detail.fields(), "", "");
        return new DetailWords(pieces, rest.lines());
    }

    private static void add(List<DetailWords.Piece> pieces, String text, boolean isValue) {
        if (!text.isEmpty()) {
            pieces.add(new DetailWords.Piece(text, isValue));
        }
    }

    private static @Nullable Object at(Detail detail, String path) {
        Object at = detail.members();
        for (String name : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return at;
    }
}
