package dev.symbolon.base.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row under the cursor, read by column name. A column that may be NULL has its own method. */
public final class Row {

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** How a row becomes a value. */
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    public String text(String column) throws SQLException {
        String text = results.getString(column);
        if (text == null) {
            throw new SQLException("column " + column + " is NULL");
        }
        return text;
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return results.getString(column);
    }

    public long number(String column) throws SQLException {
        return results.getLong(column);
    }

    public boolean flag(String column) throws SQLException {
        return results.getInt(column) != 0;
    }

    /** Times are stored as epoch milliseconds. */
    public Instant time(String column) throws SQLException {
        return Instant.ofEpochMilli(results.getLong(column));
    }

    public @Nullable Instant timeOrNull(String column) throws SQLException {
        long millis = results.getLong(column);
        return results.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    public byte[] bytes(String column) throws SQLException {
        byte[] bytes = results.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
