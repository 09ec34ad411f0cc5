package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseSettings;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.base.sql.TestPostgres;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PostgreSQL's plans, made while a table was nearly empty and kept while it grows")
class PlansTest {

    private static final String SCOPE = "openid profile offline_access";

    /** What grows with the people who sign in. */
    private static final List<String> GROWING =
            List.of(
                    "account",
                    "login",
                    "password",
                    "session",
                    "interaction",
                    "consent",
                    "authorization_code",
                    "token_grant",
                    "refresh_token",
                    "pushed_request",
                    "device_authorization",
                    "backchannel_authentication",
                    "flow",
                    "flow_step");

    private static final int GROWTH = 5000;

    /** Where there is one row, any index leads to it. */
    private static final int SOME = 3;

    /** A plan is made for good at the sixth time. */
    private static final int ENOUGH_TO_KEEP = 10;

    private static final int MEASURED = 20;

    /** Each question finds a few rows, but for what alice allowed: some hundred, after all this. */
    private static final int ROWS_OF_A_ROUND = GROWTH / 10;

    private Database database;
    private TestServer server;
    private App app;
    private App device;
    private App callCentre;
    private Browser alice;

    @BeforeEach
    void start() {
        // Plans, and what was read, belong to a connection.
        database =
                Databases.open(
                        new DatabaseSettings(TestPostgres.fresh().url(), null, null, 1),
                        Path.of("unused"),
                        InstantSource.system());
        server = TestServer.start(database);
        app = server.confidentialApp();
        device = server.device();
        callCentre = server.callCentre(Map.of());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("still find what requests ask for without reading what else is there")
    void growth() {
        leaveSomeOfEach();
        database.run("ANALYZE");
        repeat(ENOUGH_TO_KEEP);
        GROWING.forEach(this::grow);

        Map<String, Long> before = read();
        repeat(MEASURED);
        Map<String, Long> after = read();

        before.forEach((table, rows) -> after.merge(table, -rows, Long::sum));
        assertThat(after).containsKey("session");
        after.values().removeIf(rows -> rows <= MEASURED * ROWS_OF_A_ROUND);
        assertThat(after).as("tables with the rows read of them").isEmpty();
    }

    /** Also of what ends with a round, and of somebody else. */
    private void leaveSomeOfEach() {
        repeat(SOME);
        for (int i = 0; i < SOME; i++) {
            alice.get(app.request().with("prompt", "consent").uri());
            Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
            app.redeem(code(bob, app.request().uri())).expectsStatus(200);
        }
    }

    private void repeat(int times) {
        for (int i = 0; i < times; i++) {
            round();
        }
    }

    private void round() {
        App.Request request = app.request().with("scope", SCOPE);
        Answer tokens = app.redeem(code(alice, request.uri())).expectsStatus(200);
        app.introspect(tokens.text("access_token")).expectsStatus(200);
        app.userinfo(tokens.text("access_token")).expectsStatus(200);
        app.refresh(tokens.text("refresh_token")).expectsStatus(200);
        Answer pushed = app.push(request.with("prompt", "consent")).expectsStatus(201);
        app.redeem(code(alice, app.pushed(pushed.text("request_uri")))).expectsStatus(200);
        connect();
        askElsewhere();
        alice.get("/account").expectsStatus(200);
    }

    private static String code(Browser person, URI request) {
        Answer answer = person.get(request);
        return App.code(answer.status() == 200 ? person.allow(answer) : answer);
    }

    private void connect() {
        Answer begun = device.connect(Map.of("scope", SCOPE)).expectsStatus(200);
        Answer typed =
                alice.submit(
                        alice.get("/device").form().with("user_code", begun.text("user_code")));
        alice.allow(typed);
        device.poll(begun.text("device_code")).expectsStatus(200);
    }

    private void askElsewhere() {
        Answer begun =
                callCentre
                        .askElsewhere(Map.of("scope", SCOPE, "login_hint", "alice"))
                        .expectsStatus(200);
        alice.allow(BackchannelSteps.look(alice));
        callCentre.answered(begun.text("auth_req_id")).expectsStatus(200);
    }

    /** Like one that is there, of the same tenant, and otherwise of other people. */
    private void grow(String table) {
        String columns =
                String.join(
                        ", ",
                        database.list(
                                "SELECT column_name AS name FROM information_schema.columns"
                                        + " WHERE table_name = ? ORDER BY ordinal_position",
                                row -> row.text("name"),
                                table));
        String others =
                String.join(
                        ", ",
                        database.list(
                                """
                                SELECT CASE WHEN data_type = 'text' AND column_name <> 'tenant'
                                    THEN 'one.' || column_name || ' || n'
                                    ELSE 'one.' || column_name END AS value
                                FROM information_schema.columns
                                WHERE table_name = ? ORDER BY ordinal_position
                                """,
                                row -> row.text("value"),
                                table));
        int grown =
                database.run(
                        "INSERT INTO %s (%s) SELECT %s FROM (SELECT * FROM %s LIMIT 1) AS one, generate_series(1, ?) AS n"
                                .formatted(table, columns, others, table),
                        GROWTH);
        assertThat(grown).as(table).isEqualTo(GROWTH);
    }

    /** How many rows were read of each table, by whichever way, since it was made. */
    private Map<String, Long> read() {
        database.one(
                "SELECT CAST(pg_stat_force_next_flush() AS TEXT) AS told", row -> row.text("told"));
        Map<String, Long> read = new TreeMap<>();
        database.list(
                        """
                        SELECT relname, seq_tup_read + COALESCE(idx_tup_fetch, 0) AS read
                        FROM pg_stat_user_tables
                        """,
                        row -> Map.entry(row.text("relname"), row.number("read")))
                .forEach(table -> read.put(table.getKey(), table.getValue()));
        return read;
    }
}
