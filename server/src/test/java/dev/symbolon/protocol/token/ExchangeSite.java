package dev.symbolon.protocol.token;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app that alice lets read at two APIs, the desk and the store; and the service behind the desk,
 * which has to call the store.
 */
public final class ExchangeSite implements AutoCloseable {

    public static final String DESK = "https://desk.example";
    public static final String STORE = "https://store.example";
    public static final String ACCESS_TOKEN = type("access_token");

    private final TestServer server;
    private final App app;
    private final App service;
    private final Browser alice;

    public ExchangeSite() {
        this(TestDatabases.fresh(), Map.of());
    }

    ExchangeSite(Database database, Map<String, String> settings) {
        server = TestServer.start(database, settings);
        app = person(Map.of());
        service = service(Map.of());
        stands(DESK, "desk", service, "jwt");
        stands(STORE, "store", service, "jwt");
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(request(app).uri()));
    }

    static String type(String name) {
        return "urn:ietf:params:oauth:token-type:" + name;
    }

    public TestServer server() {
        return server;
    }

    public App app() {
        return app;
    }

    public App service() {
        return service;
    }

    Browser alice() {
        return alice;
    }

    DpopKey key() {
        return new DpopKey(server.clock());
    }

    /** Says anew which service stands for an API. */
    void stands(String api, String name, App who, String format) {
        server.api(
                Map.of(
                        "identifier", api,
                        "name", name,
                        "token_format", format,
                        "introspected_by", List.of(who.clientId()),
                        "scopes", Map.of(name + ":read", "Read", name + ":write", "Write")));
    }

    /** An app that people sign in to. */
    App person(Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scope", "openid email offline_access desk:read desk:write store:read");
        all.putAll(metadata);
        return server.app(all);
    }

    /** A service that may exchange the app's tokens for the store; what is given wins. */
    App service(Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "grant_types",
                List.of(
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "urn:ietf:params:oauth:grant-type:device_code"));
        all.put("response_types", List.of());
        all.put("redirect_uris", List.of());
        all.put("post_logout_redirect_uris", List.of());
        all.put("scope", "openid desk:read store:read store:write");
        all.put("token_exchange_subjects", List.of(app.clientId()));
        all.put("token_exchange_targets", List.of(STORE));
        all.putAll(metadata);
        return server.app(all);
    }

    static App.Request request(App app) {
        return app.request().with("scope", "openid desk:read desk:write store:read");
    }

    /** Fresh tokens of the app. */
    public Answer tokens() {
        return tokens(app);
    }

    Answer tokens(App of) {
        Answer answer = alice.get(request(of).uri());
        return of.redeem(App.code(answer.status() == 200 ? alice.allow(answer) : answer));
    }

    /** An exchange without fault; tests change what they are about. */
    public static Map<String, Object> exchange(String subjectToken) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", ACCESS_TOKEN);
        return form;
    }

    /** The same with something else in one place; null: nothing. */
    static Map<String, Object> with(Map<String, Object> form, String name, @Nullable Object value) {
        Map<String, Object> other = new LinkedHashMap<>(form);
        if (value == null) {
            other.remove(name);
        } else {
            other.put(name, value);
        }
        return other;
    }

    @Override
    public void close() {
        server.close();
    }
}
