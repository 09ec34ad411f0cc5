package dev.symbolon.base.sql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The databases of tests that are about something else. The system property {@value #ENGINE} names
 * the engine of all of them: sqlite or postgresql.
 */
public final class TestDatabases {

    private static final String ENGINE = "symbolon.test.engine";

    private TestDatabases() {}

    /** A new migrated database without rows, SQLite's by default; who asks for it closes it. */
    public static Database fresh() {
        return fresh("sqlite");
    }

    /**
     * The same, PostgreSQL's by default. Tests of foreign clients ask for it: whatever a client can
     * do is tried on both engines so.
     */
    public static Database freshOnPostgres() {
        return fresh("postgresql");
    }

    /** All columns that hold something, by the name of their table. */
    public static Map<String, List<String>> columns(Database database) {
        String sql =
                "postgresql".equals(System.getProperty(ENGINE))
                        ? "SELECT table_name AS of_table, column_name AS name"
                                + " FROM information_schema.columns WHERE table_schema = 'public'"
                        : "SELECT m.name AS of_table, c.name AS name"
                                + " FROM sqlite_master m, pragma_table_info(m.name) c"
                                + " WHERE m.type = 'table'";
        return database.list(sql, row -> Map.entry(row.text("of_table"), row.text("name"))).stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Database fresh(String unlessNamed) {
        String engine = System.getProperty(ENGINE, unlessNamed);
        return switch (engine) {
            case "sqlite" -> Databases.inMemory();
            case "postgresql" ->
                    Databases.open(TestPostgres.fresh(), Path.of("unused"), InstantSource.system());
            default ->
                    throw new IllegalStateException(
                            ENGINE + " must be sqlite or postgresql, not " + engine);
        };
    }
}
