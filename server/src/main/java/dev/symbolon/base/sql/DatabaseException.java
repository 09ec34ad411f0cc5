package dev.symbolon.base.sql;

/**
 * The database could not do what it was asked: an outage or a bug, never an answer to a request.
 */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
