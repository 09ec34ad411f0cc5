package dev.symbolon.base.sql;

import dev.symbolon.base.config.Setting;
import dev.symbolon.base.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which database.
 *
 * @param url a JDBC address, {@code jdbc:postgresql://host:port/name}; absent for SQLite in the
 *     data directory
 * @param username the database user; absent where the address or the system names it
 * @param password the user's password; absent where none is needed
 * @param poolSize the most connections to PostgreSQL at a time. A request keeps one until it has
 *     its turn on a core to read the answer, so on a busy core more are needed than PostgreSQL
 *     alone has work for
 */
public record DatabaseSettings(
        @Setting("JDBC address of a PostgreSQL; without it, SQLite in the data directory")
                @Nullable String url,
        @Setting("The user to sign in to PostgreSQL as") @Nullable String username,
        @Setting("That user's password") @Nullable Secret password,
        @Setting("The most connections to PostgreSQL at a time, of each node") int poolSize) {

    public static final DatabaseSettings DEFAULTS = new DatabaseSettings(null, null, null, 30);

    /** What is wrong, each with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            problems.add(
                    "url: must begin with jdbc:postgresql:, or be left out for SQLite in the data"
                            + " directory");
        }
        if (url != null && url.contains("password=")) {
            problems.add("url: must not contain the password; password has a key of its own");
        }
        if (url == null && (username != null || password != null)) {
            problems.add("username, password: SQLite has none; give the url of a PostgreSQL");
        }
        if (poolSize < 1 || poolSize > 1000) {
            problems.add("pool-size: must be between 1 and 1000");
        }
        return problems;
    }
}
