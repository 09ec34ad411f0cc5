package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.MovableClock;
import dev.symbolon.testing.Registrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole server on a database of its own and a clock that the test moves, with alice, bob, carol
 * and an API.
 */
public final class TestServer implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery";
    public static final String API = "https://api.example";
    public static final String POST_LOGOUT = "https://app.example/bye";

    private static final MasterKey MASTER_KEY = MasterKey.random();

    /** With these settings clients can show certificates: a proxy of this machine tells of them. */
    public static final Map<String, String> CERTIFICATES =
            Map.of("http.trusted-proxies", "127.0.0.1", "http.client-cert-header", "true");

    private final Server server;
    private final Database database;
    private final MovableClock clock;
    private final URI issuer;
    private final List<Server> nodes = new ArrayList<>();

    private TestServer(Server server, Database database, MovableClock clock, URI issuer) {
        this.server = server;
        this.database = database;
        this.clock = clock;
        this.issuer = issuer;
    }

    public static TestServer start() {
        return start(TestDatabases.fresh());
    }

    public static TestServer start(Database database) {
        return start(database, Map.of());
    }

    /** With settings of its own, by key. */
    public static TestServer start(Database database, Map<String, String> settings) {
        MovableClock clock = new MovableClock();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("http.port", String.valueOf(freePort()));
        all.put("management.port", "0");
        // Hashing is not what these tests are about.
        all.put("passwords.memory", "64");
        all.putAll(settings);
        Config config = Config.of(all);
        Server server = Server.build(config, database, MASTER_KEY, Crypto.jdk(), clock).start();
        TestServer started = new TestServer(server, database, clock, config.issuer());
        for (String name : List.of("alice", "bob", "carol")) {
            started.person(name);
        }
        started.api(
                Map.of(
                        "identifier",
                        API,
                        "name",
                        "The API",
                        "scopes",
                        Map.of(
                                "api:read", "Read your things",
                                "api:write", "Change your things")));
        return started;
    }

    /** Another node on the same database, with settings of its own; gives its port. */
    public int beside(Map<String, String> settings) {
        int port = freePort();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("issuer", issuer.toString());
        all.put("http.port", String.valueOf(port));
        all.put("management.port", "0");
        nodes.add(Server.build(Config.of(all), database, MASTER_KEY, Crypto.jdk(), clock).start());
        return port;
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Somebody who may administer the server. */
    public void administrator(String name) {
        person(NewAccount.named(name).asAdmin());
    }

    private void person(String name) {
        person(
                NewAccount.named(name)
                        .withEmail(name + "@example.com", true)
                        .withClaims(Map.of("given_name", name)));
    }

    /** One more person, with the same password. */
    public void person(NewAccount wanted) {
        Accounts.Creation creation = server.parts().accounts().create(first(), wanted);
        if (!(creation instanceof Accounts.Creation.Created(var account))) {
            throw new IllegalStateException(String.valueOf(creation));
        }
        server.parts()
                .passwords()
                .set(new Trace(), first(), account.id(), Password.typed(PASSWORD));
    }

    public URI issuer() {
        return issuer;
    }

    public String origin() {
        return issuer.toString();
    }

    /** What discovery says (OpenID Connect Discovery §4). */
    public Map<String, Object> metadata() {
        return Http.get(URI.create(issuer + "/.well-known/openid-configuration"), Map.of()).json();
    }

    public MovableClock clock() {
        return clock;
    }

    public Database database() {
        return database;
    }

    public Browser browser() {
        return new Browser(issuer);
    }

    private Tenant first() {
        return server.parts().tenants().first();
    }

    /** A tenant beside the first, at {@code /t/name}. */
    public Tenant tenant(String name) {
        Tenant tenant = server.parts().tenants().create(name, URI.create(issuer + "/t/" + name));
        server.parts().keys().createFor(tenant);
        return tenant;
    }

    /** One more API. */
    public void api(Map<String, Object> definition) {
        server.parts().resources().put(first(), definition);
    }

    public App confidentialApp() {
        return app(Map.of());
    }

    public App publicApp() {
        return app(Map.of("token_endpoint_auth_method", "none"));
    }

    /** A client that acts for itself, allowed to read at the API. */
    public App machine() {
        return app(
                Map.of(
                        "grant_types", List.of("client_credentials"),
                        "response_types", List.of(),
                        "redirect_uris", List.of(),
                        "post_logout_redirect_uris", List.of(),
                        "scope", "api:read"));
    }

    /** A television: no secret, no address to come back to. */
    public App device() {
        return app(
                Map.of(
                        "client_name", "The television",
                        "token_endpoint_auth_method", "none",
                        "grant_types",
                                List.of(
                                        "urn:ietf:params:oauth:grant-type:device_code",
                                        "refresh_token"),
                        "response_types", List.of(),
                        "redirect_uris", List.of(),
                        "post_logout_redirect_uris", List.of(),
                        "scope", "openid profile offline_access api:read"));
    }

    /** A call centre: it knows whom it speaks to by name, and asks them on their own device. */
    public App callCentre(Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("client_name", "The call centre");
        all.put("grant_types", List.of("urn:openid:params:grant-type:ciba", "refresh_token"));
        all.put("response_types", List.of());
        all.put("redirect_uris", List.of());
        all.put("post_logout_redirect_uris", List.of());
        all.put("scope", "openid profile offline_access api:read");
        all.put("backchannel_token_delivery_mode", "poll");
        all.putAll(metadata);
        return app(all);
    }

    /** A web app that may do everything but phone, address and the API; what is given wins. */
    public App app(Map<String, ?> metadata) {
        return app(first(), metadata);
    }

    /** Such an app cannot be registered, by this rule or with this in the description. */
    public void refusesClient(String rule, Map<String, ?> metadata) {
        assertThatThrownBy(() -> app(metadata))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.description() + refusal.rule().id())
                                        .contains(rule));
    }

    public App app(Tenant tenant, Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("client_name", "An app");
        all.put("redirect_uris", List.of(App.CALLBACK));
        all.put("post_logout_redirect_uris", List.of(POST_LOGOUT));
        all.put("grant_types", List.of("authorization_code", "refresh_token"));
        all.put("scope", "openid profile email offline_access");
        all.putAll(metadata);
        Registered registered = server.parts().clients().register(tenant, all);
        Secret secret = registered.clientSecret();
        return new App(
                tenant.issuer(),
                registered.client().clientId(),
                secret == null ? null : secret.value());
    }

    /** The address that somebody was invited with. */
    public URI invitation() {
        return URI.create(server.parts().invitations().create(first(), false));
    }

    /** Lets a person see the flows of a client. */
    public void own(String clientId, String name) {
        Accounts accounts = server.parts().accounts();
        server.parts()
                .clients()
                .own(first(), clientId, accounts.findByLogin(first(), name).orElseThrow().id());
    }

    /** An app that nobody has registered, and that has no initial access token. */
    public Registrant stranger() {
        return new Registrant(issuer, null);
    }

    /** An app whose developer was given an initial access token. */
    public Registrant invited(int uses, Duration life) {
        return new Registrant(
                issuer, server.parts().initialAccessTokens().create(first(), uses, life));
    }

    /** Does what is done in the background, once. */
    public void chore(String name) {
        Chores.of(server.parts()).stream()
                .filter(chore -> chore.name().equals(name))
                .forEach(chore -> database.change(tx -> chore.batch().run(tx, clock.instant())));
    }

    public void removeClient(String clientId) {
        server.parts().clients().remove(first(), clientId);
    }

    /** Says who a subject of another issuer is here. */
    public void link(String name, String other, String subject) {
        Accounts accounts = server.parts().accounts();
        accounts.link(
                first(), accounts.findByLogin(first(), name).orElseThrow().id(), other, subject);
    }

    /** Keeps these claims with a person's account; what is wrong with them otherwise. */
    public List<String> describe(String name, Map<String, Object> claims) {
        Accounts accounts = server.parts().accounts();
        return accounts.describe(
                first(), accounts.findByLogin(first(), name).orElseThrow().id(), claims);
    }

    public void disable(String name) {
        Accounts accounts = server.parts().accounts();
        accounts.disable(first(), accounts.findByLogin(first(), name).orElseThrow().id());
    }

    public void enable(String name) {
        Accounts accounts = server.parts().accounts();
        accounts.enable(first(), accounts.findByLogin(first(), name).orElseThrow().id());
    }

    @Override
    public void close() {
        nodes.forEach(Server::close);
        server.close();
        database.close();
    }
}
