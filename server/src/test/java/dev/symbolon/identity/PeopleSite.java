package dev.symbolon.identity;

import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.html.Assets;
import dev.symbolon.base.html.Languages;
import dev.symbolon.base.html.Pages;
import dev.symbolon.base.http.HttpServer;
import dev.symbolon.base.http.HttpSettings;
import dev.symbolon.base.http.Match;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.Routes;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.browser.SiteSettings;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.interaction.AppLogos;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.keys.KeySettings;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.BackchannelStore;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.TokenSettings;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.identity.consent.ConsentPage;
import dev.symbolon.identity.consent.Consents;
import dev.symbolon.identity.selfservice.AccountOverview;
import dev.symbolon.identity.selfservice.AccountPage;
import dev.symbolon.identity.selfservice.HomePage;
import dev.symbolon.identity.session.SessionSettings;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.session.SigningOut;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.identity.signin.PasswordHasher;
import dev.symbolon.identity.signin.PasswordSettings;
import dev.symbolon.identity.signin.SignInPage;
import dev.symbolon.identity.signin.Throttle;
import dev.symbolon.identity.signin.UserCodes;
import dev.symbolon.identity.signup.SignUpPage;
import dev.symbolon.identity.signup.SignUpSettings;
import dev.symbolon.identity.signup.SignUps;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The pages for people over real HTTP and a real database, with an app's place taken by two
 * addresses: {@code /begin} begins an interaction with {@link #ask}, {@code /back} says what became
 * of it.
 */
public final class PeopleSite implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-22T14:03:00Z");

    /** An app that asks for everything. */
    public static final Ask SLIPWAY =
            new Ask(
                    "slipway",
                    "Slipway",
                    null,
                    null,
                    URI.create("https://slipway.example/privacy"),
                    URI.create("https://slipway.example/terms"),
                    URI.create("https://slipway.example/callback"),
                    null,
                    List.of(),
                    null,
                    Scope.of("openid", "email", "apps:read", "offline_access"),
                    List.of("https://mooring.example"),
                    List.of(),
                    AuthorizationDetails.NONE,
                    null);

    private volatile Instant now = NOW;

    public final Database database = TestDatabases.fresh();
    public final InstantSource clock = () -> now;
    public final Clients clients = new Clients(database, clock);
    public final Resources resources = new Resources(database, clock);
    public final Accounts accounts = new Accounts(database, clock, List.of());
    public final Sessions sessions =
            new Sessions(database, SessionSettings.DEFAULTS, clock, List.of());
    public final Consents consents = new Consents(database, clock, List.of());
    public final Interactions interactions = new Interactions(database, clock);
    public final PasswordHasher hasher =
            new PasswordHasher(new PasswordSettings(64, 1, 1, 64, Duration.ofSeconds(20)));
    public final PasswordFactor passwords =
            new PasswordFactor(database, accounts, hasher, new Throttle(database, clock), clock);
    public final Screen screen =
            new Screen(new Pages(new Languages(), new Assets()), SiteSettings.DEFAULTS);
    public final ErrorPage errors = new ErrorPage(screen);
    public final Metrics metrics = new Metrics();
    public final Tenant tenant;

    /** The traces of all requests so far. */
    public final List<Trace> traces = new CopyOnWriteArrayList<>();

    private final Routes<Exchange.Endpoint> routes;
    private final HttpServer http;

    /** What the app asks for at {@code /begin}. */
    public volatile Ask ask = SLIPWAY;

    /** What the address of the sign-in page ends in: {@code &ask=choose}. */
    public volatile String asked = "";

    public PeopleSite() {
        Keys keys =
                new Keys(database, MasterKey.random(), Crypto.jdk(), KeySettings.defaults(), clock);
        FormGuard guard = new FormGuard(keys::hmac);
        Abilities abilities = new Abilities(resources);
        var logos = new AppLogos(clients, false, new Fetcher(FetchSettings.defaults()), clock);
        var signIn =
                new SignInPage(
                        screen,
                        guard,
                        logos,
                        interactions,
                        sessions,
                        accounts,
                        passwords,
                        metrics,
                        true);
        var signUps =
                new SignUps(
                        database,
                        accounts,
                        passwords,
                        new Throttle(database, clock),
                        SignUpSettings.DEFAULTS,
                        new EventStore(database, clock),
                        clock);
        var signUp = new SignUpPage(screen, guard, logos, interactions, sessions, signUps, metrics);
        var consent =
                new ConsentPage(
                        screen,
                        guard,
                        logos,
                        interactions,
                        sessions,
                        accounts,
                        clients,
                        consents,
                        abilities);
        var grants = new GrantStore(database, TokenSettings.defaults(), clock);
        var overview =
                new AccountOverview(
                        screen,
                        sessions,
                        consents,
                        grants,
                        new BackchannelStore(
                                database, grants, new Sealer(MasterKey.random()), clock),
                        clients,
                        abilities);
        var account =
                new AccountPage(
                        screen,
                        guard,
                        interactions,
                        sessions,
                        new SigningOut(screen, sessions, clients),
                        accounts,
                        consents,
                        new UserCodes(database, hasher, new Throttle(database, clock), clock),
                        overview);
        routes =
                Routes.<Exchange.Endpoint>builder()
                        .get("/", new HomePage(screen, sessions, accounts, true)::show)
                        .get("/sign-in", signIn::show)
                        .post("/sign-in", signIn::submit)
                        .get("/sign-up", signUp::show)
                        .post("/sign-up", signUp::submit)
                        .get("/consent", consent::show)
                        .post("/consent", consent::submit)
                        .get("/account", account::show)
                        .post("/account", account::submit)
                        .get("/begin", this::begin)
                        .get("/back", this::back)
                        .build();
        http = HttpServer.start(HttpSettings.defaults().withPort(0), this::handle);
        tenant = new Tenant(Tenant.FIRST, URI.create("http://127.0.0.1:" + http.port()));
        resources.put(
                tenant,
                Map.of(
                        "identifier",
                        "https://mooring.example",
                        "name",
                        "Mooring",
                        "scopes",
                        Map.of(
                                "apps:read",
                                Map.of(
                                        "description", "See your apps",
                                        "description#de", "Ihre Apps sehen"))));
    }

    /** Time goes by. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    public Browser browser() {
        return new Browser(tenant.issuer());
    }

    /** Somebody with the password {@code correct horse}. */
    public Account person(String name) {
        var created =
                (Accounts.Creation.Created)
                        accounts.create(
                                tenant,
                                NewAccount.named(name).withEmail(name + "@example.com", true));
        passwords.set(
                new Trace(FlowId.random()),
                tenant,
                created.account().id(),
                Password.typed("correct horse"));
        return created.account();
    }

    /** A browser in which that person has just signed in, back at the app. */
    public Browser signedIn(String name) {
        Browser browser = browser();
        browser.submit(
                browser.follow(browser.get("/begin")),
                "/sign-in",
                "login",
                name,
                "password",
                "correct horse");
        return browser;
    }

    private Response begin(Exchange exchange) {
        return interactions
                .begin(exchange, ask, "/back?interaction={id}", "{}")
                .redirect(exchange, "/sign-in?interaction={id}" + asked);
    }

    private Response back(Exchange exchange) {
        var interaction =
                exchange.request()
                        .query()
                        .first("interaction")
                        .flatMap(id -> interactions.of(exchange, id))
                        .orElseThrow(() -> exchange.trace().refusal(BrowserRules.INTERACTION_OPEN));
        return Response.text(
                200,
                "account=%s signedIn=%s chosen=%s consented=%s declined=%s"
                        .formatted(
                                interaction.accountId(),
                                interaction.signedInAt() != null,
                                interaction.accountChosen(),
                                interaction.consentedAt() != null,
                                interaction.isDeclined()));
    }

    private Response handle(Request request) {
        Exchange exchange = new Exchange(tenant, request, new Trace(FlowId.random()));
        traces.add(exchange.trace());
        try {
            return switch (routes.find(request.method(), request.path())) {
                case Match.Found<Exchange.Endpoint> found -> found.endpoint().handle(exchange);
                case Match.WrongMethod<Exchange.Endpoint> wrong -> wrong.response(request.method());
                case Match.NotFound<Exchange.Endpoint> _ -> errors.of(exchange, 404);
            };
        } catch (Refusal refusal) {
            return errors.of(exchange, refusal);
        }
    }

    @Override
    public void close() {
        http.close();
        hasher.close();
        metrics.close();
        clients.close();
        resources.close();
        database.close();
    }
}
