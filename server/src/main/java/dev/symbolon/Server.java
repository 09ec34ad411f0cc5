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
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Housekeeping;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.keys.KeyRotation;
import dev.symbolon.core.mtls.MutualTlsSettings;
import dev.symbolon.core.outbox.Delivery;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.operator.health.ManagementServer;
import dev.symbolon.operator.health.ManagementSettings;
import dev.symbolon.operator.inspector.Inspector;
import dev.symbolon.operator.inspector.Rehearsal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole server on its parts. Read this first, then {@link ProtocolRoutes}: an address leads to
 * its endpoint, an endpoint to its package, a package to its specification.
 */
final class Server implements AutoCloseable {

    /** Gives the first tenant the issuer of the settings, or leaves it the one it has. */
    @FunctionalInterface
    interface Naming {
        Tenant name(Tenants tenants, URI issuer);
    }

    private final Parts parts;
    private final Metrics metrics;
    private final Inspector inspector;
    private final Listeners listeners;
    private final Dispatch dispatch;
    private final Unreadable unreadable;
    private final Housekeeping housekeeping;
    private final KeyRotation keyRotation;
    private final List<Delivery> deliveries;
    private volatile @Nullable HttpServer http;
    private volatile @Nullable HttpServer mutual;
    private volatile @Nullable ManagementServer management;
    private volatile boolean ready;

    private Server(
            Parts parts,
            Metrics metrics,
            Inspector inspector,
            Listeners listeners,
            Dispatch dispatch) {
        this.parts = parts;
        this.metrics = metrics;
        this.inspector = inspector;
        this.listeners = listeners;
        this.dispatch = dispatch;
        this.unreadable =
                new Unreadable(
                        parts.tenants(),
                        listeners,
                        new Tenant(Tenant.FIRST, parts.config().issuer()));
        this.housekeeping = Housekeeping.start(parts.database(), parts.clock(), Chores.of(parts));
        this.keyRotation =
                KeyRotation.start(parts.keys(), parts.tenants()::list, Duration.ofHours(1));
        this.deliveries = Deliveries.start(parts, inspector.recorder(), metrics);
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
        Screen screen = new Screen(new Pages(new Languages(), assets), config.site());
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
                        parts.interactions(),
                        RuleCatalogue.ALL);
        Listeners listeners = Listeners.of(config, inspector.recorder(), metrics, clock);
        Rehearsal rehearsal = new Rehearsal();
        Dispatch dispatch =
                new Dispatch(
                        parts.tenants(),
                        new Tenant(Tenant.FIRST, config.issuer()),
                        routes(parts, metrics, screen, formGuard, assets, inspector, rehearsal),
                        new ErrorPage(screen)::of,
                        listeners,
                        (request, route, status, nanoseconds) ->
                                metrics.request(
                                        request.method(),
                                        request.scheme(),
                                        route,
                                        status,
                                        nanoseconds));
        rehearsal.opens(dispatch::handle);
        return new Server(parts, metrics, inspector, listeners, dispatch);
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
        HttpServer listening = HttpServer.start(parts.config().http(), new Door(), this::refused);
        http = listening;
        MutualTlsSettings mtls = parts.config().mtls();
        if (mtls.enabled()) {
            mutual =
                    HttpServer.startAskingForCertificates(
                            parts.config().http().withPort(mtls.port()), new Door(), this::refused);
        }
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

    private void refused(String method, String path, String scheme, int status, long nanoseconds) {
        metrics.request(method, scheme, "", status, nanoseconds);
        if (ready) {
            unreadable.heard(method, path, status, nanoseconds);
        }
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
        var page = new Mounts(Cors.NONE, errorPage::of, errorPage::of);
        var routes = Routes.<Mount>builder();
        ProtocolRoutes.mount(routes, page, parts, screen, formGuard, assets);
        PeopleRoutes.mount(routes, page, parts, metrics, screen, errorPage, formGuard, assets);
        InspectorRoutes.mount(routes, page, parts, screen, formGuard, inspector, rehearsal);
        return routes.build();
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
        HttpServer asking = mutual;
        Thread second =
                Thread.ofVirtual()
                        .name("closing-mtls")
                        .start(() -> {
                            if (asking != null) {
                                asking.close();
                            }
                        });
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
            second.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        inspector.close();
        listeners.close();
        parts.close();
        metrics.close();
    }

    private void closeBackground() {
        deliveries.forEach(Delivery::close);
        keyRotation.close();
        housekeeping.close();
    }
}
