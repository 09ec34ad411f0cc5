package dev.symbolon.operator.cli;

import dev.symbolon.base.sql.Database;
import dev.symbolon.core.tenant.Tenant;

/**
 * An installation, opened for a command: its first tenant and what it keeps. A server may be
 * running on the same database; it hears of every change.
 */
public record Premises(Database database, Tenant tenant) implements AutoCloseable {
    @Override
    public void close() {
        database.close();
    }
}
