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
     * The same, where the row may be there: these columns of it become the new ones then, and the
     * others stay.
     *
     * @param key the columns that tell rows apart
     */
    public NewRow orReplacing(String key, String... replaced) {
        String set =
                Arrays.stream(replaced)
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
        return new NewRow(
                table,
                columns,
                values,
                " WHERE true ON CONFLICT (" + key + ") DO UPDATE SET " + set);
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
