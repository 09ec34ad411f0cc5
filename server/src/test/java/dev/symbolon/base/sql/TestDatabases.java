package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.time.InstantSource;

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
