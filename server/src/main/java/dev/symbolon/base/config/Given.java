package dev.symbolon.base.config;

import java.util.List;

/**
 * A value as somebody wrote it.
 *
 * @param texts one, or several where a list was written
 * @param isList whether it was written as a list
 * @param where {@code symbolon.yaml:4}, the environment variable or the option
 */
record Given(List<String> texts, boolean isList, String where) {
    static Given text(String text, String where) {
        return new Given(List.of(text), false, where);
    }
}
