package dev.symbolon.base.sql;

import java.util.List;

/**
 * What a store keeps of another's row, in its own words: read together with that row, so that two
 * questions are one.
 *
 * @param sql an expression and its name; it may speak of the row's columns, by its table's name,
 *     and has a placeholder for each argument
 * @param mapper reads it by that name
 */
public record Column<T>(String sql, List<Object> arguments, Row.Mapper<T> mapper) {

    public Column {
        arguments = List.copyOf(arguments);
    }
}
