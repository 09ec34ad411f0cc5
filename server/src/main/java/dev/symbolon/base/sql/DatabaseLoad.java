package dev.symbolon.base.sql;

/**
 * How busy a database's connections are at a moment.
 *
 * @param pool names what is counted: the engine
 * @param used connections at work
 * @param idle connections that are open and free
 * @param most that there may be
 * @param waiting requests that wait for a connection, or for the one that writes
 */
public record DatabaseLoad(String pool, int used, int idle, int most, int waiting) {}
