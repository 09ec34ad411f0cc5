package dev.symbolon.base.sql;

import dev.symbolon.base.metrics.Spent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database whose answers are booked as time spent on it. */
public record TimedDatabase(Database database) implements Database {

    @Override
    public <T> Optional<T> one(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return timed(() -> database.one(sql, mapper, arguments));
    }

    @Override
    public <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return timed(() -> database.list(sql, mapper, arguments));
    }

    @Override
    public int run(String sql, @Nullable Object... arguments) {
        return timed(() -> database.run(sql, arguments));
    }

    @Override
    public <T> Optional<T> changeOne(
            String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return timed(() -> database.changeOne(sql, mapper, arguments));
    }

    @Override
    public boolean runAndAdd(String sql, List<@Nullable Object> arguments, NewRow... rows) {
        return timed(() -> database.runAndAdd(sql, arguments, rows));
    }

    @Override
    public <T> T change(Function<Statements, T> work) {
        return timed(() -> database.change(work));
    }

    private static <T> T timed(Supplier<T> work) {
        return Spent.on(Spent.Part.DATABASE, work);
    }

    @Override
    public DatabaseLoad load() {
        return database.load();
    }

    @Override
    public Changes changes() {
        return database.changes();
    }

    @Override
    public boolean isReady() {
        return database.isReady();
    }

    @Override
    public void close() {
        database.close();
    }
}
