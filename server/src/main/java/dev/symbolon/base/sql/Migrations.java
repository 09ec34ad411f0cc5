package dev.symbolon.base.sql;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * One set of migrations for both engines, {@code db/migration/V<n>__<area>.sql}. Flyway applies
 * them; where all of them are applied already, it is not even loaded.
 */
enum Migrations {
    SQLITE("BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT"),
    POSTGRESQL("BYTEA", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");

    static final String FOLDER = "db/migration";

    private static final Pattern NAME = Pattern.compile(".*V(\\d+)__\\w+\\.sql");

    private final String bytes;
    private final String identity;

    Migrations(String bytes, String identity) {
        this.bytes = bytes;
        this.identity = identity;
    }

    /**
     * Applies what is missing. Migrations that this program does not know are a newer program's,
     * which serves beside this one during an upgrade: they only add, and are let be.
     */
    void apply(DataSource source) throws SQLException {
        if (found(source) != Databases.Found.CURRENT) {
            FlywayRun.apply(source, Map.of("bytes", bytes, "identity", identity));
        }
    }

    /** How much of what this program knows the schema's history has. */
    Databases.Found found(DataSource source) throws SQLException {
        Set<String> known = known();
        try (Connection connection = source.getConnection()) {
            Set<String> applied = applied(connection);
            if (applied.isEmpty()) {
                return Databases.Found.NOTHING;
            }
            return applied.containsAll(known) ? Databases.Found.CURRENT : Databases.Found.OLDER;
        }
    }

    private static Set<String> applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet history =
                        statement.executeQuery(
                                "SELECT version, success FROM flyway_schema_history")) {
            Set<String> applied = new HashSet<>();
            while (history.next()) {
                if (history.getBoolean("success")) {
                    applied.add(String.valueOf(history.getString("version")));
                }
            }
            return applied;
        } catch (SQLException failed) {
            if (hasHistory(connection)) {
                throw failed;
            }
            return Set.of();
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            return tables.next();
        }
    }

    /** The versions of the migrations that this program brings. */
    static Set<String> known() {
        try {
            Set<String> versions = new HashSet<>();
            List<URL> folders =
                    Collections.list(Migrations.class.getClassLoader().getResources(FOLDER));
            for (URL folder : folders) {
                for (String name : names(folder)) {
                    Matcher migration = NAME.matcher(name);
                    if (migration.matches()) {
                        versions.add(migration.group(1));
                    }
                }
            }
            if (versions.isEmpty()) {
                throw new IllegalStateException("no migrations in " + FOLDER);
            }
            return versions;
        } catch (IOException unreadable) {
            throw new DatabaseException("cannot read the migrations", unreadable);
        }
    }

    private static Set<String> names(URL folder) throws IOException {
        URLConnection connection = folder.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(FOLDER + "/"))
                    .collect(Collectors.toSet());
        }
        try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toString())))) {
            return files.map(Path::toString).collect(Collectors.toSet());
        }
    }
}
