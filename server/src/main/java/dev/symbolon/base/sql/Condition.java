package dev.symbolon.base.sql;

import java.util.List;

/**
 * What must hold for a change to another table, in the words of the store that owns what it is
 * about. As part of the statement that changes, it leaves no gap between the look and the change,
 * and costs no question of its own.
 *
 * @param sql with a placeholder for each argument
 */
public record Condition(String sql, List<Object> arguments) {

    public Condition {
        arguments = List.copyOf(arguments);
    }
}
