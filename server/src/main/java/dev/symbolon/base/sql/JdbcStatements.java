package dev.symbolon.base.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection, used by one thread at a time. */
class JdbcStatements implements Statements {

    protected final Connection connection;

    JdbcStatements(Connection connection) {
        this.connection = connection;
    }

    @Override
    public final <T> Optional<T> one(
            String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        try {
            PreparedStatement statement = prepare(sql, arguments);
            try (ResultSet results = statement.executeQuery()) {
                if (!results.next()) {
                    return Optional.empty();
                }
                T value = mapper.map(new Row(results));
                if (results.next()) {
                    throw new DatabaseException("more than one row from " + sql);
                }
                return Optional.of(value);
            } finally {
                release(statement);
            }
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    @Override
    public final <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        try {
            PreparedStatement statement = prepare(sql, arguments);
            try (ResultSet results = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                Row row = new Row(results);
                while (results.next()) {
                    values.add(mapper.map(row));
                }
                return values;
            } finally {
                release(statement);
            }
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    @Override
    public final int run(String sql, @Nullable Object... arguments) {
        try {
            PreparedStatement statement = prepare(sql, arguments);
            try {
                return statement.executeUpdate();
            } finally {
                release(statement);
            }
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    /** The driver keeps what it has prepared: PostgreSQL's does. */
    protected PreparedStatement open(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    protected void release(PreparedStatement statement) throws SQLException {
        statement.close();
    }

    /** The statement has placeholders only, so it may stand in a log; the arguments may not. */
    protected DatabaseException failure(String sql, SQLException cause) {
        return new DatabaseException(cause.getMessage() + " in " + sql, cause);
    }

    private PreparedStatement prepare(String sql, @Nullable Object[] arguments)
            throws SQLException {
        PreparedStatement statement = open(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                bind(statement, i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException unbound) {
            release(statement);
            throw unbound;
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object argument)
            throws SQLException {
        // No pattern switch on the way of a start: docs/decisions/0080-command-line.md.
        if (argument instanceof String text) {
            statement.setString(index, storable(text));
        } else if (argument instanceof Long number) {
            statement.setLong(index, number);
        } else if (argument instanceof Integer number) {
            statement.setInt(index, number);
        } else if (argument instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else if (argument instanceof Instant time) {
            statement.setLong(index, time.toEpochMilli());
        } else if (argument instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (argument == null) {
            statement.setNull(index, Types.NULL);
        } else {
            throw new IllegalArgumentException(
                    "no column holds a " + argument.getClass().getName());
        }
    }

    /**
     * PostgreSQL holds no NUL. Text with one comes from no honest sender; it is nobody's key, and
     * must not become an outage.
     */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
