package dev.symbolon.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form of a page, as much of it as signing in needs.
 *
 * @param action empty where the form posts to the page's own address
 * @param fields what a browser would send untouched: hidden and prefilled inputs, ticked boxes
 * @param names every field that could be filled, and the buttons as "name=value"
 */
record HtmlForm(String action, boolean post, Map<String, String> fields, List<String> names) {

    private static final Pattern FORM =
            Pattern.compile(
                    "<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD =
            Pattern.compile("<(input|button)\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");
    private static final Pattern CHARACTER = Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});");

    static List<HtmlForm> in(String page) {
        List<HtmlForm> forms = new ArrayList<>();
        Matcher form = FORM.matcher(page);
        while (form.find()) {
            Map<String, String> attributes = attributes(form.group(1));
            Map<String, String> fields = new LinkedHashMap<>();
            List<String> names = new ArrayList<>();
            Matcher field = FIELD.matcher(form.group(2));
            while (field.find()) {
                read(field.group(1), attributes(field.group(2)), fields, names);
            }
            boolean post = "post".equalsIgnoreCase(attributes.get("method"));
            forms.add(new HtmlForm(attributes.getOrDefault("action", ""), post, fields, names));
        }
        return forms;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    private static void read(
            String element,
            Map<String, String> attributes,
            Map<String, String> fields,
            List<String> names) {
        String name = attributes.get("name");
        if (name == null) {
            return;
        }
        String type = attributes.getOrDefault("type", "text").toLowerCase(Locale.ROOT);
        String value = attributes.getOrDefault("value", "");
        if (element.equalsIgnoreCase("button") || type.equals("submit")) {
            names.add(name + "=" + value);
            return;
        }
        names.add(name);
        boolean choice = type.equals("checkbox") || type.equals("radio");
        if (!choice) {
            fields.put(name, value);
        } else if (attributes.containsKey("checked")) {
            fields.put(name, attributes.getOrDefault("value", "on"));
        }
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(tag);
        while (attribute.find()) {
            String value = "";
            for (int group = 2; group <= 4; group++) {
                value = attribute.group(group) == null ? value : attribute.group(group);
            }
            attributes.putIfAbsent(attribute.group(1).toLowerCase(Locale.ROOT), decode(value));
        }
        return attributes;
    }

    private static String decode(String text) {
        String named =
                text.replace("&quot;", "\"")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&apos;", "'");
        return CHARACTER
                .matcher(named)
                .replaceAll(character -> {
                    int base = character.group(1).isEmpty() ? 10 : 16;
                    int point = Integer.parseInt(character.group(2), base);
                    return Matcher.quoteReplacement(Character.toString(point));
                })
                .replace("&amp;", "&");
    }
}
