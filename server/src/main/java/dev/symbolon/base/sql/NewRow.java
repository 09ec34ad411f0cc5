package dev.symbolon.base.sql;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row to be added with another change.
 *
 * @param columns their names, separated by commas
 * @param values one for each column
 * @param conflict what happens where its key is taken, as SQL; empty: the change fails
 */
public record NewRow(String table, String columns, List<@Nullable Object> values, String conflict) {

    public static NewRow into(String table, String columns, @Nullable Object... values) {
        return new NewRow(table, columns, Arrays.asList(values), "");
    }

    /**
     * A conflict in which these columns of the row that is there become the new ones, and the
     * others stay. It does not depend on the row: whoever adds many makes it once.
     *
     * @param key the columns that tell rows apart
     */
    public static String replacing(String key, String... replaced) {
        return Arrays.stream(replaced)
                .map(column -> column + " = excluded." + column)
                .collect(
                        Collectors.joining(
                                ", ", " WHERE true ON CONFLICT (" + key + ") DO UPDATE SET ", ""));
    }

    /** The same row, with what happens where its key is taken. */
    public NewRow on(String taken) {
        return new NewRow(table, columns, values, taken);
    }

    /**
     * @param from how the statement ends: what it depends on
     */
    String sql(String from) {
        return "INSERT INTO "
                + table
                + " ("
                + columns
                + ") SELECT "
                + String.join(", ", Collections.nCopies(values.size(), "?"))
                + from
                + conflict;
    }
}
