package dev.symbolon.operator.cli;

import dev.symbolon.base.json.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what a command found: aligned text for people, one JSON value for scripts. */
final class Report {

    private final PrintStream out;
    private final boolean json;

    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** One thing. Absent values are left out. */
    void one(Map<String, ?> thing) {
        if (json) {
            out.println(Json.text(thing));
            return;
        }
        int width = thing.keySet().stream().mapToInt(String::length).max().orElse(0);
        thing.forEach((name, value) -> out.println(pad(name, width) + "  " + shown(value)));
    }

    /** Many of a kind, each with the same names in the same order. */
    void many(List<? extends Map<String, ?>> things, String none) {
        if (json) {
            out.println(Json.text(things));
            return;
        }
        if (things.isEmpty()) {
            out.println(none);
            return;
        }
        List<String> names = List.copyOf(things.getFirst().keySet());
        List<List<String>> rows = new ArrayList<>();
        rows.add(names);
        things.forEach(
                thing -> rows.add(names.stream().map(name -> shown(thing.get(name))).toList()));
        int[] widths = new int[names.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(pad(row.get(i), widths[i])).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** That something was done; scripts get the thing it was done to. */
    void done(String sentence, Map<String, ?> thing) {
        out.println(json ? Json.text(thing) : sentence);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list -> list.stream().map(Report::shown).collect(Collectors.joining(" "));
            case Map<?, ?> map -> Json.text(map);
            // Names come from people: a control character must not steer the terminal.
            default -> value.toString().replaceAll("\\p{Cntrl}", "\uFFFD");
        };
    }
}
