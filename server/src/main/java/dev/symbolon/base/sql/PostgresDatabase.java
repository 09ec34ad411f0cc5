package dev.symbolon.base.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, or what speaks its protocol and SQL. */
final class PostgresDatabase implements Database {

    private static final int TRIES = 10;

    /** Both together are what a request waits at most before it hears that the database is away. */
    private static final long TURN_MILLIS = 2000;

    private static final long CONNECT_MILLIS = 3000;

    /**
     * A plan is made once and kept while its table grows. Made for a few rows it would read all of
     * them, as a whole or page by page, since that seems cheaper than to go to one place; but all
     * that requests ask for is found by an index. What has none is read whole all the same, and
     * must not be compiled because that looks expensive. Behind a pooler the role should have
     * these: docs/decisions/0103-plans-that-stay-right.md.
     */
    private static final String PLANS =
            """
            SELECT set_config(name, CASE name WHEN 'random_page_cost' THEN '1' ELSE 'off' END, false)
            FROM pg_settings WHERE name IN ('enable_seqscan', 'jit', 'random_page_cost')
            """;

    private final HikariDataSource pool;

    /** First come, first served: without it, the pool lets some of many threads wait for long. */
    private final Semaphore turns;

    private final ChangeLog changes;

    private final PostgresCalls calls;

    /**
     * Connects.
     *
     * @param source whose reads have no limit of their own: {@link PostgresCalls} has it
     * @param feeds for the connection that hears of changes
     * @param most how long a transaction may take
     */
    PostgresDatabase(
            PGSimpleDataSource source,
            PGSimpleDataSource feeds,
            int poolSize,
            Duration most,
            InstantSource clock) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setDataSource(source);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(Math.min(2, poolSize));
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(CONNECT_MILLIS / 2);
        config.setInitializationFailTimeout(CONNECT_MILLIS);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(PLANS);
        try {
            this.pool = new HikariDataSource(config);
        } catch (RuntimeException away) {
            throw new DatabaseException("cannot reach the database", away);
        }
        this.turns = new Semaphore(poolSize, true);
        this.calls = new PostgresCalls(most);
        this.changes = new ChangeLog(this, new PostgresFeed.Engine(this, feeds), clock);
    }

    @Override
    public <T> Optional<T> one(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return connected(connection -> connection.one(sql, mapper, arguments));
    }

    @Override
    public <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return connected(connection -> connection.list(sql, mapper, arguments));
    }

    @Override
    public int run(String sql, @Nullable Object... arguments) {
        return again(() -> connected(connection -> connection.run(sql, arguments)));
    }

    @Override
    public <T> Optional<T> changeOne(
            String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return again(() -> connected(connection -> connection.one(sql, mapper, arguments)));
    }

    @Override
    public boolean runAndAdd(String sql, List<@Nullable Object> arguments, NewRow... rows) {
        StringBuilder whole = new StringBuilder("WITH touched AS (" + sql + " RETURNING 1)");
        List<@Nullable Object> all = new ArrayList<>(arguments);
        for (int i = 0; i < rows.length; i++) {
            whole.append(", added_").append(i).append(" AS (");
            whole.append(rows[i].sql(" FROM touched")).append(')');
            all.addAll(rows[i].values());
        }
        whole.append(" SELECT COUNT(*) AS touched FROM touched");
        return changeOne(whole.toString(), row -> row.flag("touched"), all.toArray()).orElse(false);
    }

    @Override
    public <T> T change(Function<Statements, T> work) {
        return again(() -> changeOnce(work));
    }

    private <T> T changeOnce(Function<Statements, T> work) {
        var told =
                connected(statements -> {
                    Transaction tx = new Transaction(statements);
                    T result = inTransaction(statements.connection, tx, work);
                    return new Done<>(result, tx);
                });
        changes.committed(told.tx().notices());
        return told.result();
    }

    private record Done<T>(T result, Transaction tx) {}

    private static <T> T inTransaction(
            Connection connection, Transaction tx, Function<Statements, T> work) {
        try {
            connection.setAutoCommit(false);
            try {
                T result = tx.perform(work);
                connection.commit();
                return result;
            } catch (Throwable thrown) {
                rollBack(connection, thrown);
                throw thrown;
            }
            // The pool sets the connection back to one transaction per statement.
        } catch (SQLException failed) {
            throw new DatabaseException("cannot commit: " + failed.getMessage(), failed);
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            // The server rolls back what a lost connection had begun.
            because.addSuppressed(lost);
        }
    }

    /** Serialization failures and deadlocks are nobody's fault: the next try finds an order. */
    private static <T> T again(Supplier<T> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                return change.get();
            } catch (DatabaseException failed) {
                if (!failed.isOrderConflict() || attempt == TRIES) {
                    throw failed;
                }
                sleep(ThreadLocalRandom.current().nextLong(1, 2 + (1L << Math.min(attempt, 6))));
            }
        }
    }

    private <T> T connected(Function<JdbcStatements, T> work) {
        takeTurn();
        try (Connection connection = connection();
                var _ = calls.begin(connection)) {
            return work.apply(new JdbcStatements(connection));
        } catch (SQLException lost) {
            throw new DatabaseException("cannot give back a connection", lost);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new DatabaseException(
                        "all connections to the database were busy for " + TURN_MILLIS + " ms");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted before the database was asked", ended);
        }
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException away) {
            throw new DatabaseException("cannot reach the database", away);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted between two tries", ended);
        }
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public boolean isReady() {
        try {
            return one("SELECT 1 AS answer", row -> row.flag("answer")).orElse(false);
        } catch (DatabaseException away) {
            return false;
        }
    }

    @Override
    public DatabaseLoad load() {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        return new DatabaseLoad(
                pool.getPoolName(),
                connections.getActiveConnections(),
                connections.getIdleConnections(),
                pool.getMaximumPoolSize(),
                turns.getQueueLength() + connections.getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        changes.close();
        calls.close();
        pool.close();
    }
}
