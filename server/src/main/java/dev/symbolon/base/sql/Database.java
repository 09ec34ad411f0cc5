package dev.symbolon.base.sql;

import java.util.function.Function;

/**
 * A database, SQLite or PostgreSQL. {@link #one} and {@link #list} called directly only read;
 * {@code run} is a transaction of its own; {@link #change} makes several statements, or one with
 * RETURNING, a transaction.
 */
public interface Database extends Statements, AutoCloseable {

    /**
     * Runs the work in one transaction and returns when it is durable. The work may run again after
     * a serialization failure (PostgreSQL 40001, 40P01), so it does nothing but speak to its {@link
     * Statements}. What it throws rolls it back.
     */
    <T> T change(Function<Statements, T> work);

    @Override
    void close();
}
