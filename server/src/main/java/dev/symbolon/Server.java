package dev.symbolon;

import dev.symbolon.Dispatch.Mount;
import dev.symbolon.base.html.Assets;
import dev.symbolon.base.html.Languages;
import dev.symbolon.base.html.Pages;
import dev.symbolon.base.http.Cors;
import dev.symbolon.base.http.Handler;
import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.HttpServer;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.Routes;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Housekeeping;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.FormPostView;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.keys.KeyRotation;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.core.tokens.BearerToken;
import dev.symbolon.identity.account.StandardClaims;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.identity.consent.ConsentPage;
import dev.symbolon.identity.invitation.InvitationPage;
import dev.symbolon.identity.selfservice.AccountOverview;
import dev.symbolon.identity.selfservice.AccountPage;
import dev.symbolon.identity.selfservice.HomePage;
import dev.symbolon.identity.session.Acr;
import dev.symbolon.identity.signin.SignInPage;
import dev.symbolon.operator.health.ManagementServer;
import dev.symbolon.operator.health.ManagementSettings;
import dev.symbolon.operator.inspector.Inspector;
import dev.symbolon.operator.inspector.Recorder;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.inspector.TraceLog;
import dev.symbolon.protocol.authorize.AuthorizeEndpoint;
import dev.symbolon.protocol.discovery.JwksEndpoint;
import dev.symbolon.protocol.discovery.MetadataEndpoint;
import dev.symbolon.protocol.introspection.IntrospectionEndpoint;
import dev.symbolon.protocol.logout.LogoutEndpoint;
import dev.symbolon.protocol.revocation.RevocationEndpoint;
import dev.symbolon.protocol.rules.RulePage;
import dev.symbolon.protocol.token.AuthorizationCodeGrant;
import dev.symbolon.protocol.token.ClientCredentialsGrant;
import dev.symbolon.protocol.token.RefreshTokenGrant;
import dev.symbolon.protocol.token.TokenEndpoint;
import dev.symbolon.protocol.token.Tokens;
import dev.symbolon.protocol.userinfo.UserinfoEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mounts every endpoint on the parts. Read this first: an address leads to its endpoint, an
 * endpoint to its package, a package to its specification.
 */
final class Server implements AutoCloseable {

    private static final String TOKEN = "/oauth/token";

    /** Gives the first tenant the issuer of the settings, or leaves it the one it has. */
    @FunctionalInterface
    interface Naming {
        Tenant name(Tenants tenants, URI issuer);
    }

    private final Parts parts;
    private final Metrics metrics;
    private final Inspector inspector;
    private final Dispatch dispatch;
    private final Housekeeping housekeeping;
    private final KeyRotation keyRotation;
    private volatile @Nullable HttpServer http;
    private volatile @Nullable ManagementServer management;
    private volatile boolean ready;

    private Server(Parts parts, Metrics metrics, Inspector inspector, Dispatch dispatch) {
        this.parts = parts;
        this.metrics = metrics;
        this.inspector = inspector;
        this.dispatch = dispatch;
        this.housekeeping = Housekeeping.start(parts.database(), parts.clock(), Chores.of(parts));
        this.keyRotation =
                KeyRotation.start(parts.keys(), parts.tenants()::list, Duration.ofHours(1));
    }

    /** Builds the whole server on a database; it listens once it is started. */
    static Server build(
            Config config,
            Database database,
            MasterKey masterKey,
            Crypto crypto,
            InstantSource clock) {
        Parts parts = Parts.of(config, database, masterKey, crypto, clock);
        Metrics metrics = new Metrics();
        Assets assets = new Assets();
        Screen screen = new Screen(new Pages(new Languages(), assets));
        FormGuard formGuard = new FormGuard(parts.keys()::hmac);
        Inspector inspector =
                Inspector.on(
                        parts.database(),
                        config.inspector(),
                        config.issuer(),
                        metrics,
                        clock,
                        screen,
                        formGuard,
                        parts.sessions(),
                        parts.accounts(),
                        parts.clients(),
                        parts.interactions());
        Rehearsal rehearsal = new Rehearsal();
        Dispatch dispatch =
                new Dispatch(
                        parts.tenants(),
                        new Tenant(Tenant.FIRST, config.issuer()),
                        routes(parts, metrics, screen, formGuard, assets, inspector, rehearsal),
                        new ErrorPage(screen)::of,
                        new Listeners(new TraceLog(), inspector.recorder()),
                        (request, route, status, nanoseconds) ->
                                metrics.request(
                                        request.method(),
                                        request.scheme(),
                                        route,
                                        status,
                                        nanoseconds));
        rehearsal.opens(dispatch::handle);
        return new Server(parts, metrics, inspector, dispatch);
    }

    /** Opens the ports; requests are answered when this returns. */
    Server start() {
        return start(Tenants::establishFirst);
    }

    /**
     * Opens the ports; requests are answered when this returns.
     *
     * @param naming comes after the ports are had: a start that cannot have them because a server
     *     runs already must not rename that server
     */
    Server start(Naming naming) {
        HttpServer listening =
                HttpServer.start(
                        parts.config().http(),
                        new Door(),
                        (method, scheme, status, nanoseconds) ->
                                metrics.request(method, scheme, "", status, nanoseconds));
        http = listening;
        Gauges.of(parts, listening, metrics);
        ManagementSettings settings = parts.config().management();
        if (settings.enabled()) {
            management =
                    ManagementServer.start(
                            settings,
                            () -> ready && http != null && parts.database().isReady(),
                            metrics);
        }
        parts.keys().createFor(naming.name(parts.tenants(), parts.config().issuer()));
        ready = true;
        return this;
    }

    Parts parts() {
        return parts;
    }

    /** Opens to requests when the server is ready; the port is had a moment before. */
    private final class Door implements Handler {

        @Override
        public Response handle(Request request) {
            return ready ? dispatch.handle(request) : starting();
        }

        @Override
        public Response refuse(Request head, HttpError unreadable) {
            return ready ? dispatch.refuse(head, unreadable) : starting();
        }

        private static Response starting() {
            return Response.text(503, "Starting\n").with("Retry-After", "1");
        }
    }

    private static Routes<Mount> routes(
            Parts parts,
            Metrics metrics,
            Screen screen,
            FormGuard formGuard,
            Assets assets,
            Inspector inspector,
            Rehearsal rehearsal) {
        var errorPage = new ErrorPage(screen);
        var authentication =
                new ClientAuthentication(
                        parts.clients(), parts.database(), parts.crypto(), parts.clock(), TOKEN);
        var targets = new Targets(parts.resources());
        var tokens = new Tokens(parts.accounts(), targets, parts.issuer());
        var bearer = new BearerToken(parts.accessTokens());

        var token =
                new TokenEndpoint(
                        authentication,
                        List.of(
                                new AuthorizationCodeGrant(parts.codes(), parts.sessions(), tokens),
                                new RefreshTokenGrant(parts.refreshTokens(), tokens, parts.clock()),
                                new ClientCredentialsGrant(targets, parts.issuer())));
        var authorize =
                new AuthorizeEndpoint(
                        parts.clients(),
                        parts.sessions(),
                        parts.interactions(),
                        parts.codes(),
                        parts.keys(),
                        parts.resources(),
                        parts.consents(),
                        parts.clock(),
                        (exchange, action, fields) ->
                                screen.show(
                                        exchange, new FormPostView(URI.create(action), fields)));
        var metadata =
                new MetadataEndpoint(
                        authentication,
                        token.grantTypes(),
                        Acr.supported(),
                        StandardClaims.supported(),
                        Languages.TAGS,
                        parts.resources());
        var userinfo =
                new UserinfoEndpoint(
                        bearer, parts.accounts(), parts.clients(), parts.grants(), parts.keys());
        var introspection =
                new IntrospectionEndpoint(
                        authentication,
                        parts.accessTokens(),
                        parts.refreshTokens(),
                        parts.resources(),
                        parts.clock());
        var revocation =
                new RevocationEndpoint(
                        authentication,
                        parts.accessTokens(),
                        parts.refreshTokens(),
                        parts.grants());
        var logout =
                new LogoutEndpoint(
                        parts.clients(),
                        parts.keys(),
                        parts.sessions(),
                        parts.accounts(),
                        formGuard,
                        screen);
        var jwks = new JwksEndpoint(parts.keys());
        var rules = new RulePage(screen, errorPage, RuleCatalogue.ALL);

        var home = new HomePage(screen, parts.sessions(), parts.accounts());
        var signIn =
                new SignInPage(
                        screen,
                        formGuard,
                        parts.interactions(),
                        parts.sessions(),
                        parts.accounts(),
                        parts.passwords(),
                        metrics);
        var abilities = new Abilities(parts.resources());
        var consent =
                new ConsentPage(
                        screen,
                        formGuard,
                        parts.interactions(),
                        parts.sessions(),
                        parts.accounts(),
                        parts.consents(),
                        abilities);
        var account =
                new AccountPage(
                        screen,
                        formGuard,
                        parts.interactions(),
                        parts.sessions(),
                        parts.accounts(),
                        parts.consents(),
                        new AccountOverview(
                                screen,
                                parts.sessions(),
                                parts.consents(),
                                parts.clients(),
                                abilities));

        var invitation =
                new InvitationPage(
                        screen, errorPage, formGuard, parts.invitations(), parts.sessions());

        var api = new Mounts(Cors.API, JsonErrors::of, JsonErrors::of);
        var document = new Mounts(Cors.PUBLIC, JsonErrors::of, JsonErrors::of);
        var backend = new Mounts(Cors.NONE, JsonErrors::of, JsonErrors::of);
        var page = new Mounts(Cors.NONE, errorPage::of, errorPage::of);
        var routes = Routes.<Mount>builder();
        InspectorRoutes.mount(routes, page, parts, screen, formGuard, inspector, rehearsal);
        return routes.get("/.well-known/openid-configuration", document.of(metadata))
                .get("/.well-known/oauth-authorization-server", document.of(metadata))
                .get("/oauth/jwks", document.of(jwks))
                .getOnly("/oauth/authorize", page.of(authorize))
                .post("/oauth/authorize", page.of(authorize))
                .getOnly("/oauth/authorize/resume/{id}", page.of(authorize::resume))
                .post(TOKEN, api.of(token))
                .get("/oauth/userinfo", api.of(userinfo))
                .post("/oauth/userinfo", api.of(userinfo))
                .post("/oauth/revoke", api.of(revocation))
                .post("/oauth/introspect", backend.of(introspection))
                .getOnly("/oauth/logout", page.of(logout))
                .post("/oauth/logout", page.of(logout))
                .post("/oauth/logout/confirm", page.of(logout::confirm))
                .get("/", page.of(home::show))
                .get("/sign-in", page.of(signIn::show))
                .post("/sign-in", page.of(signIn::submit))
                .get("/consent", page.of(consent::show))
                .post("/consent", page.of(consent::submit))
                .get("/account", page.of(account::show))
                .post("/account", page.of(account::submit))
                .get("/invitation", page.of(invitation::show))
                .post("/invitation", page.of(invitation::submit))
                .get("/assets/{name}", page.of((exchange, name) -> asset(assets, exchange, name)))
                .get("/rules", page.of(rules::all))
                .get("/rules/{id}", page.of(rules::one))
                .build();
    }

    /** All who hear of what was answered. */
    private record Listeners(TraceLog traces, Recorder recorder) implements Dispatch.Listener {

        @Override
        public boolean measures() {
            return recorder.isOn();
        }

        @Override
        public void answered(
                Exchange exchange, String route, Response response, long nanos, Spent spent) {
            traces.answered(exchange, route, response);
            recorder.answered(exchange, route, response, nanos, spent);
        }
    }

    private static Response asset(Assets assets, Exchange exchange, String name) {
        return assets.serve(name, exchange.request())
                .orElseThrow(() -> new HttpError(404, "There is no such file."));
    }

    /**
     * Stops accepting, lets what runs finish, then gives everything back; the database is its
     * owner's. Requests and what runs in the background have the same time to end.
     */
    @Override
    public void close() {
        long began = System.nanoTime();
        HttpServer listening = http;
        http = null;
        Thread background = Thread.ofVirtual().name("closing").start(this::closeBackground);
        if (listening != null) {
            listening.close();
        }
        ManagementServer managing = management;
        if (managing != null) {
            managing.close();
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - began);
        Duration left = parts.config().http().shutdownTimeout().minus(spent);
        try {
            background.join(left.isPositive() ? left : Duration.ZERO);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        inspector.close();
        parts.close();
        metrics.close();
    }

    private void closeBackground() {
        keyRotation.close();
        housekeeping.close();
    }
}
