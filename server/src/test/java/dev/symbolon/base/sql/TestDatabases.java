package dev.symbolon.base.sql;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The databases of tests that are about something else. They are SQLite's, unless the system
 * property {@value #ENGINE} asks for PostgreSQL's.
 */
public final class TestDatabases {

    private static final String ENGINE = "symbolon.test.engine";

    private TestDatabases() {}

    /** A new migrated database without rows; who asks for it closes it. */
    public static Database fresh() {
        String engine = System.getProperty(ENGINE, "sqlite");
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
