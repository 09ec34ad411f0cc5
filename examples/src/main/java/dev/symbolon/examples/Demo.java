package dev.symbolon.examples;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.symbolon.examples.http.Site;
import dev.symbolon.examples.mooring.Mooring;
import dev.symbolon.examples.oauth.AppClient;
import dev.symbolon.examples.oauth.CodeFlow;
import dev.symbolon.examples.oauth.LogoutTokens;
import dev.symbolon.examples.oauth.MooringApi;
import dev.symbolon.examples.oauth.Provider;
import dev.symbolon.examples.slipway.Slipway;
import dev.symbolon.examples.spa.Dashboard;
import dev.symbolon.examples.spa.NpmModule;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Runs Mooring, Slipway and the dashboard in one JVM, until standard input is closed: whoever
 * started them, and then dies, takes them along.
 */
public final class Demo implements AutoCloseable {

    private static final int USAGE = 2;

    private final Site mooring;
    private final Site slipway;
    private final Site dashboard;

    private Demo(Site mooring, Site slipway, Site dashboard) {
        this.mooring = mooring;
        this.slipway = slipway;
        this.dashboard = dashboard;
    }

    /** Takes everything from the environment; examples/README.md lists the variables. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        try {
            run(Settings.of(environment), environment);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(USAGE);
        } catch (BindException taken) {
            System.err.println(taken.getMessage());
            System.exit(USAGE);
        }
    }

    private static void run(Settings settings, Map<String, String> environment) throws IOException {
        Path cache = cache(environment);
        var library = CompletableFuture.supplyAsync(() -> NpmModule.OAUTH4WEBAPI.load(cache));
        library.exceptionally(failure -> {
            System.err.println("The dashboard will not work: " + failure.getMessage());
            return new byte[0];
        });
        try (Demo demo = start(settings, InstantSource.system(), library)) {
            System.out.println("Mooring    " + demo.mooring.url());
            System.out.println("Slipway    " + demo.slipway.url());
            System.out.println("Dashboard  " + demo.dashboard.url());
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * Starts the three.
     *
     * @param library what {@link NpmModule#OAUTH4WEBAPI} loads
     * @throws BindException where a port is taken; names the app
     * @throws IllegalArgumentException where a secret is missing
     */
    public static Demo start(
            Settings settings, InstantSource clock, CompletableFuture<byte[]> library)
            throws IOException {
        if (settings.mooringSecret().isEmpty()) {
            throw new IllegalArgumentException(
                    "MOORING_CLIENT_SECRET: Mooring cannot ask about tokens without its secret");
        }
        if (settings.slipwaySecret().isEmpty()) {
            throw new IllegalArgumentException(
                    "SLIPWAY_CLIENT_SECRET: Slipway cannot sign anybody in without its secret");
        }
        var demo = bind(settings);
        URI issuer = settings.issuer();
        var provider = new Provider(issuer);
        var api = new MooringApi(demo.mooring.url());
        var client = AppClient.withSecret(settings.slipwayId(), settings.slipwaySecret());
        var flow = new CodeFlow(provider, client, clock);
        var credentials =
                new ClientSecretBasic(
                        new ClientID(settings.mooringId()), new Secret(settings.mooringSecret()));
        demo.mooring.serve(
                new Mooring(
                        demo.mooring.url(),
                        provider,
                        credentials,
                        demo.dashboard.url(),
                        settings.recentSignIn(),
                        clock));
        demo.slipway.serve(
                new Slipway(
                        demo.slipway.url(),
                        issuer,
                        flow,
                        new LogoutTokens(provider, client),
                        api,
                        clock));
        demo.dashboard.serve(new Dashboard(issuer, demo.mooring.url(), settings.spaId(), library));
        return demo;
    }

    /** All or none. */
    private static Demo bind(Settings settings) throws IOException {
        List<Site> bound = new ArrayList<>();
        try {
            bound.add(bind("MOORING_PORT", settings.mooringPort()));
            bound.add(bind("SLIPWAY_PORT", settings.slipwayPort()));
            bound.add(bind("SPA_PORT", settings.spaPort()));
            return new Demo(bound.get(0), bound.get(1), bound.get(2));
        } catch (IOException failure) {
            bound.forEach(Site::close);
            throw failure;
        }
    }

    private static Site bind(String variable, int port) throws IOException {
        try {
            return Site.bind(port);
        } catch (BindException taken) {
            BindException named =
                    new BindException(
                            "Port " + port + " is taken; " + variable + " chooses another");
            named.initCause(taken);
            throw named;
        }
    }

    /** Where a person's machine keeps what can be fetched again. */
    private static Path cache(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches =
                base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return caches.resolve("symbolon-examples");
    }

    /** Mooring's address. */
    public URI mooring() {
        return mooring.url();
    }

    /** Slipway's address. */
    public URI slipway() {
        return slipway.url();
    }

    /** The single-page app's address. */
    public URI dashboard() {
        return dashboard.url();
    }

    @Override
    public void close() {
        mooring.close();
        slipway.close();
        dashboard.close();
    }
}
