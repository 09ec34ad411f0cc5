package dev.symbolon.base.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database could not do what it was asked: an outage or a bug, never an answer to a request;
 * except for a conflict, which whoever inserts may expect.
 */
public final class DatabaseException extends RuntimeException {

    private final @Nullable SQLException cause;

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
        this.cause = cause instanceof SQLException sql ? sql : null;
    }

    DatabaseException(String message) {
        super(message);
        this.cause = null;
    }

    /** Whether the row was refused because another with the same key is there already. */
    public boolean isConflict() {
        return cause instanceof SQLiteException sqlite
                ? switch (sqlite.getResultCode()) {
                    case SQLITE_CONSTRAINT_UNIQUE,
                            SQLITE_CONSTRAINT_PRIMARYKEY,
                            SQLITE_CONSTRAINT_ROWID ->
                            true;
                    default -> false;
                }
                : "23505".equals(state());
    }

    /** Whether PostgreSQL could not put transactions in an order: to be done again. */
    boolean isOrderConflict() {
        return "40001".equals(state()) || "40P01".equals(state());
    }

    /** Whether a statement alone failed and what else is in its transaction still stands. */
    boolean isOfStatement() {
        return cause instanceof SQLiteException sqlite
                && switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)) {
                    case SQLITE_ERROR,
                            SQLITE_CONSTRAINT,
                            SQLITE_MISMATCH,
                            SQLITE_TOOBIG,
                            SQLITE_RANGE ->
                            true;
                    default -> false;
                };
    }

    private String state() {
        String state = cause == null ? null : cause.getSQLState();
        return state == null ? "" : state;
    }
}
