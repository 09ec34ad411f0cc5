package dev.symbolon.base.sql;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row to be added with another change.
 *
 * @param columns their names, separated by commas
 * @param values one for each column
 */
public record NewRow(String table, String columns, List<@Nullable Object> values) {

    public static NewRow into(String table, String columns, @Nullable Object... values) {
        return new NewRow(table, columns, Arrays.asList(values));
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
                + from;
    }
}
