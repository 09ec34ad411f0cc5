package dev.symbolon.base.config;

import java.util.List;

/** What reading the settings came to. */
public sealed interface Reading<R extends Record> {

    /** All is well: the settings, and where each value came from. */
    record Whole<R extends Record>(R settings, List<Value> values) implements Reading<R> {}

    /** Something is wrong: all of it. */
    record Wrong<R extends Record>(List<Problem> problems) implements Reading<R> {}

    /**
     * A key's effective value.
     *
     * @param shown as it would stand in the file, a secret hidden
     * @param where where it was set; {@code default} where it was not
     */
    record Value(Key key, String shown, String where) {}
}
