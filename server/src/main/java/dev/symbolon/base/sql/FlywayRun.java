package dev.symbolon.base.sql;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Stands alone so that Flyway is loaded only where there is something to migrate. */
final class FlywayRun {

    private FlywayRun() {}

    static void apply(DataSource source, Map<String, String> placeholders) {
        try {
            Flyway.configure(FlywayRun.class.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(source)
                    .locations("classpath:" + Migrations.FOLDER)
                    .placeholders(placeholders)
                    // They only add, so their order among areas does not matter.
                    .outOfOrder(true)
                    .ignoreMigrationPatterns("*:future", "*:missing")
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw new DatabaseException("cannot bring the schema up to date", failed);
        }
    }
}
