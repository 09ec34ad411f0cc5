package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SQLite: many readers, one writer, group commit. */
final class SqliteDatabase implements Database {

    private final Path file;
    private final boolean temporary;
    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final ChangeLog changes;

    /**
     * @param temporary true where no other process looks, and a crash may cost everything
     */
    SqliteDatabase(Path file, boolean temporary, InstantSource clock) throws SQLException {
        this.file = file;
        this.temporary = temporary;
        this.writer = new SqliteWriter(file, !temporary);
        this.readers = new SqliteReaders(file);
        this.changes = new ChangeLog(this, temporary ? null : new SqliteFeed.Engine(file), clock);
    }

    @Override
    public <T> Optional<T> one(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return readers.read(reader -> reader.one(sql, mapper, arguments));
    }

    @Override
    public <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return readers.read(reader -> reader.list(sql, mapper, arguments));
    }

    @Override
    public int run(String sql, @Nullable Object... arguments) {
        return Objects.requireNonNull(writer.await(new SqliteWork.Run(sql, arguments)));
    }

    @Override
    public <T> Optional<T> changeOne(
            String sql, Row.Mapper<T> mapper, @Nullable Object... arguments) {
        return Objects.requireNonNull(writer.await(new SqliteWork.One<>(sql, mapper, arguments)));
    }

    @Override
    // A work that returns null has promised to: T is what the caller says it is.
    @SuppressWarnings("NullAway")
    public <T> T change(Function<Statements, T> work) {
        var several = new SqliteWork.Several<T>(work);
        T result = writer.await(several);
        several.tell(changes);
        return result;
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
        return readers.load(writer.waiting());
    }

    @Override
    public void close() {
        changes.close();
        writer.close();
        readers.close();
        if (temporary) {
            SqliteFile.remove(file);
        }
    }
}
