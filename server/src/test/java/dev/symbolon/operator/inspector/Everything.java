package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a server keeps, and all that its inspector shows, to look for what must not be there.
 */
final class Everything {

    private static final Pattern FLOW = Pattern.compile("/inspect/flows/([0-9a-z]{16})");

    private Everything() {}

    /** Every page and export of the inspector. */
    static String shown(TestServer server) throws InterruptedException {
        Browser root = server.browser().signedIn("root", TestServer.PASSWORD);
        // Until what was queued is written.
        Thread.sleep(Duration.ofMillis(800));
        String list = root.get("/inspect").body();
        StringBuilder shown = new StringBuilder(list);
        shown.append(root.get("/inspect/live?after=0").body());
        Matcher flows = FLOW.matcher(list);
        Set<String> ids = new LinkedHashSet<>();
        while (flows.find()) {
            ids.add(flows.group(1));
        }
        assertThat(ids).hasSizeGreaterThan(5);
        for (String id : ids) {
            shown.append(root.get("/inspect/flows/" + id).expectsStatus(200).body());
            shown.append(root.get("/inspect/export/" + id + ".json").expectsStatus(200).body());
            shown.append(root.get("/inspect/export/" + id + ".html").expectsStatus(200).body());
        }
        return shown.toString();
    }

    /** Every column of every table, as text. */
    static String stored(Database database) {
        StringBuilder stored = new StringBuilder();
        Map<String, List<String>> columns = TestDatabases.columns(database);
        assertThat(columns).containsKeys("flow_step", "session", "refresh_token");
        columns.forEach((table, names) -> {
            for (String column : names) {
                database.list(
                                "SELECT CAST(\"%s\" AS TEXT) AS content FROM \"%s\""
                                        .formatted(column, table),
                                row -> String.valueOf(row.textOrNull("content")))
                        .forEach(content -> stored.append(content).append('\n'));
            }
        });
        return stored.toString();
    }
}
