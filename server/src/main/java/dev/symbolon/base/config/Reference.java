package dev.symbolon.base.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference page of the settings, made from the records. */
public final class Reference {

    private Reference() {}

    /** Every key of the record, in order. */
    public static List<Key> keys(Class<? extends Record> settings) {
        return Keys.of(settings);
    }

    /** A table in Markdown for each group. */
    public static String markdown(Class<? extends Record> settings) {
        Map<String, String> about = Keys.groups(settings);
        // A group may stand among the keys of another; each has one table all the same.
        Map<String, List<Key>> groups =
                Keys.of(settings).stream()
                        .collect(
                                Collectors.groupingBy(
                                        Reference::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder();
        groups.forEach((group, keys) -> {
            page.append(group.isEmpty() ? "\n## At the top\n\n" : "\n## " + group + "\n\n")
                    .append(about.containsKey(group) ? sentence(about.get(group)) + "\n\n" : "")
                    .append("| key | value | default | what it does |\n")
                    .append("| --- | --- | --- | --- |\n");
            keys.forEach(key -> page.append(row(key)));
        });
        return page.toString();
    }

    private static String group(Key key) {
        int dot = key.name().lastIndexOf('.');
        return dot < 0 ? "" : key.name().substring(0, dot);
    }

    private static String row(Key key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        ValueForm.describe(key.type()),
                        key.shownDefault().isEmpty() ? "" : "`" + key.shownDefault() + "`",
                        sentence(key.sentence()));
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
