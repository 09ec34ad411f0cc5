package dev.symbolon.base.config;

import java.util.List;
import java.util.Map;

/** The reference page of the settings, made from the records. */
public final class Reference {

    private Reference() {}

    /** Every key of the record, in order. */
    public static List<Key> keys(Class<? extends Record> settings) {
        return Keys.of(settings);
    }

    /** A table in Markdown for each group. */
    public static String markdown(Class<? extends Record> settings) {
        Map<String, String> groups = Keys.groups(settings);
        StringBuilder page = new StringBuilder();
        String group = null;
        for (Key key : Keys.of(settings)) {
            int dot = key.name().lastIndexOf('.');
            String its = dot < 0 ? "" : key.name().substring(0, dot);
            if (!its.equals(group)) {
                group = its;
                page.append(its.isEmpty() ? "\n## At the top\n\n" : "\n## " + its + "\n\n")
                        .append(groups.containsKey(its) ? sentence(groups.get(its)) + "\n\n" : "")
                        .append("| key | value | default | what it does |\n")
                        .append("| --- | --- | --- | --- |\n");
            }
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    key.name(),
                                    ValueForm.describe(key.type()),
                                    key.shownDefault().isEmpty()
                                            ? ""
                                            : "`" + key.shownDefault() + "`",
                                    sentence(key.sentence())));
        }
        return page.toString();
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
