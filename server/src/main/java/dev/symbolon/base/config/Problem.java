package dev.symbolon.base.config;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something wrong with a setting, for whoever set it.
 *
 * @param where {@code symbolon.yaml:4}, the environment variable or the option
 * @param key empty where it is the file itself
 * @param message what is wrong and what to do
 */
public record Problem(String where, String key, String message) {

    /** As one mends a file, from its top down; what was set elsewhere comes after it. */
    static final Comparator<Problem> BY_LINE = Comparator.comparingInt(Problem::line);

    private static final Pattern LINE = Pattern.compile(":(\\d{1,6})$");

    private int line() {
        Matcher line = LINE.matcher(where);
        return line.find() ? Integer.parseInt(line.group(1)) : Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return where + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
