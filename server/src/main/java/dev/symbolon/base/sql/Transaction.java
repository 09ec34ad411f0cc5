package dev.symbolon.base.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link Database#change} hands to its work, and the notices to give after the commit. */
final class Transaction implements Statements {

    private final JdbcStatements statements;
    private List<ChangeLog.Notice> notices = List.of();
    private @Nullable DatabaseException failure;
    private boolean over;

    Transaction(JdbcStatements statements) {
        this.statements = statements;
    }

    @Override
    public <T> Optional<T> one(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        try {
            return open().one(sql, mapper, arguments);
        } catch (DatabaseException failed) {
            throw lost(failed);
        }
    }

    @Override
    public <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        try {
            return open().list(sql, mapper, arguments);
        } catch (DatabaseException failed) {
            throw lost(failed);
        }
    }

    @Override
    public int run(String sql, @Nullable Object... arguments) {
        try {
            return open().run(sql, arguments);
        } catch (DatabaseException failed) {
            throw lost(failed);
        }
    }

    void announce(ChangeLog.Notice notice) {
        if (notices.isEmpty()) {
            notices = new ArrayList<>();
        }
        notices.add(notice);
    }

    List<ChangeLog.Notice> notices() {
        return notices;
    }

    /**
     * Does the work. A statement that failed fails the whole, even where the work went on: that is
     * how PostgreSQL has it.
     */
    <T> T perform(Function<Statements, T> work) {
        try {
            T result = work.apply(this);
            if (failure != null) {
                throw failure;
            }
            return result;
        } finally {
            // Its connection serves others from here on.
            over = true;
        }
    }

    private DatabaseException lost(DatabaseException failed) {
        if (failure == null) {
            failure = failed;
        }
        return failed;
    }

    private JdbcStatements open() {
        if (over) {
            throw new IllegalStateException("the transaction is over");
        }
        if (failure != null) {
            throw new DatabaseException("a statement before this one has failed", failure);
        }
        return statements;
    }
}
