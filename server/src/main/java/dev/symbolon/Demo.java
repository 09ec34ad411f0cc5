package dev.symbolon;

import dev.symbolon.base.secret.Secret;
import dev.symbolon.operator.cli.CommandFailed;
import dev.symbolon.operator.cli.ExitCode;
import dev.symbolon.operator.cli.Streams;
import dev.symbolon.operator.inspector.Passes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The server with the demo's users and apps. The apps run in a JVM of their own, from their own
 * jar, and end when this one does: it holds the other end of their standard input.
 */
final class Demo {

    private static final int MOORING = 1;
    private static final int SLIPWAY = 2;
    private static final int DASHBOARD = 3;
    private static final int MANAGEMENT = 4;

    private final Path home;
    private final int port;
    private final boolean keep;
    private final Streams streams;
    private final InstantSource clock;

    Demo(Path home, int port, boolean keep, Streams streams, InstantSource clock) {
        this.home = home;
        this.port = port;
        this.keep = keep;
        this.streams = streams;
        this.clock = clock;
    }

    /** Returns when the demo has ended. */
    void run() {
        Ports.requireFree(port, MANAGEMENT + 1);
        try {
            Path data = home.resolve(".demo");
            if (!keep) {
                wipe(data);
            }
            Config config =
                    Config.of(
                            Map.of(
                                    "data", data.toString(),
                                    "http.port", Integer.toString(port),
                                    "management.port", Integer.toString(port + MANAGEMENT),
                                    "sign-up.enabled", "true",
                                    // The demo's apps are told of sign-outs, too.
                                    "fetch.allowed-networks", "127.0.0.0/8, ::1"));
            try (Running running = Running.start(config, clock)) {
                DemoSeed seed = DemoSeed.read(file("demo.json"), addresses(), running.parts());
                try (DemoApps apps = DemoApps.start(jar(), environment(config, seed.sow()))) {
                    apps.awaitReady(streams.err());
                    var passes = new Passes(running.parts().database(), clock);
                    tell(config, seed, passes.create(running.parts().tenants().first()));
                    running.awaitEnd();
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private Path file(String name) {
        return home.resolve("examples").resolve(name);
    }

    private Path jar() {
        Path jar = file("target/symbolon-examples.jar");
        if (!Files.exists(jar)) {
            throw new CommandFailed(
                    ExitCode.NOT_FOUND, "there is no " + jar + "; ./symbolon demo builds it");
        }
        return jar;
    }

    private String local(int offset) {
        return "http://localhost:" + (port + offset);
    }

    private Map<String, String> addresses() {
        return Map.of(
                "MOORING_URL", local(MOORING),
                "SLIPWAY_URL", local(SLIPWAY),
                "SPA_URL", local(DASHBOARD));
    }

    private Map<String, String> environment(Config config, Map<String, Secret> secrets) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SYMBOLON_ISSUER", config.issuer().toString());
        environment.put("MOORING_PORT", Integer.toString(port + MOORING));
        environment.put("SLIPWAY_PORT", Integer.toString(port + SLIPWAY));
        environment.put("SPA_PORT", Integer.toString(port + DASHBOARD));
        secrets.forEach((clientId, secret) ->
                environment.put(
                        clientId.toUpperCase(Locale.ROOT) + "_CLIENT_SECRET", secret.value()));
        return environment;
    }

    private void tell(Config config, DemoSeed seed, String inspector) {
        var out = streams.out();
        out.println();
        out.println("The demo runs. Open Slipway and connect it to Mooring:");
        out.println();
        out.println("  Slipway, a site host      " + local(SLIPWAY));
        out.println("  Mooring, a platform       " + local(MOORING));
        out.println("  Dashboard, in the browser " + local(DASHBOARD));
        out.println("  Symbolon, who signs in    " + config.issuer());
        out.println();
        out.println("Watch every step, and why it was allowed or refused:");
        out.println();
        out.println("  Inspector                 " + inspector);
        out.println();
        out.println("Sign in as");
        out.println();
        for (Map<String, Object> account : seed.accounts()) {
            out.println(
                    "  %-8s %s%s"
                            .formatted(
                                    account.get("name"),
                                    account.get("password"),
                                    Boolean.TRUE.equals(account.get("admin"))
                                            ? "  (administrator)"
                                            : ""));
        }
        out.println();
        out.println("What is refused is told below, with the reference that its page shows.");
        out.println("Ctrl-C ends everything.");
        out.flush();
    }

    private static void wipe(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        List<Path> all;
        try (var files = Files.walk(data)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
