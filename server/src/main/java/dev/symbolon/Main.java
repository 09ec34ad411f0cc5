package dev.symbolon;

import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Sources;
import dev.symbolon.base.log.LogSettings;
import dev.symbolon.base.log.Logs;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.operator.cli.Commands;
import dev.symbolon.operator.cli.Premises;
import dev.symbolon.operator.cli.Program;
import dev.symbolon.operator.cli.StartLine;
import dev.symbolon.operator.cli.Streams;
import dev.symbolon.operator.inspector.TraceLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The command line; the only class that reads the clock. */
public final class Main implements Program {

    private final InstantSource clock = InstantSource.system();

    private Main() {}

    /** Runs one command and ends the process with its code. */
    public static void main(String... words) {
        System.exit(run(new Streams(System.in, System.out, System.err), System.getenv(), words));
    }

    /**
     * Runs one command.
     *
     * @return the code that the process ends with
     */
    static int run(Streams streams, Map<String, String> environment, String... words) {
        Main program = new Main();
        OptionalInt started = StartLine.run(program, environment, streams, words);
        return started.isPresent()
                ? started.getAsInt()
                : Commands.run(program, environment, streams, words);
    }

    @Override
    public List<Reading.Value> settings(Sources sources) {
        return whole(sources).values();
    }

    @Override
    public Premises open(Sources sources) {
        return Installation.existing(quiet(sources), clock).premises();
    }

    @Override
    public Premises openOrMake(Sources sources, Streams streams) {
        Installation installation = Installation.existingOrNew(quiet(sources), clock);
        if (installation.establish()) {
            streams.err().println("Made a new installation in " + installation.place() + ".");
        }
        return installation.premises();
    }

    /** For a command, whose output is what it found; of the log only what went wrong. */
    private static Config quiet(Sources sources) {
        Config config = whole(sources).settings();
        Logs.install(
                new LogSettings(config.log().format(), System.Logger.Level.WARNING), System.err);
        return config;
    }

    @Override
    public void start(Sources sources, Streams streams) {
        Reading.Whole<Config> reading = listening(sources);
        Config config = reading.settings();
        Logs.install(config.log(), System.err);
        try (Running running = Running.start(config, naming(reading), clock)) {
            if (!running.issuer().equals(config.issuer())) {
                streams.err().println("No issuer is set; the one that the database has stays.");
            }
            streams.out().println("Symbolon is ready at " + running.issuer());
            running.invitation()
                    .ifPresent(link ->
                            streams.out()
                                    .println(
                                            "There are no accounts yet. Make the first"
                                                    + " administrator's within 24 hours: "
                                                    + link));
            streams.out().flush();
            running.awaitEnd();
        }
    }

    @Override
    public void demo(Path home, int port, boolean keep, Streams streams) {
        Logs.install(
                new LogSettings(LogSettings.Format.PLAIN, System.Logger.Level.WARNING), System.err);
        // Who tries things out wants to see what was refused, and why.
        Logs.raise(TraceLog.NAME, System.Logger.Level.INFO);
        new Demo(home, port, keep, streams, clock).run();
    }

    @Override
    public void train(Path data) {
        Config config =
                listening(
                                Sources.NONE
                                        .with("data", "--data", data.toString())
                                        .with("http.port", "train", "0")
                                        .with("management.port", "train", "0"))
                        .settings();
        Logs.install(config.log(), System.err);
        try (Running running = Running.start(config, clock)) {
            new Training(config.issuer(), running.parts()).run();
        }
    }

    @Override
    public String version() {
        return release();
    }

    /** The release that this is; "development" where it was not built as one. */
    static String release() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static Reading.Whole<Config> whole(Sources sources) {
        Reading<Config> reading = Config.read(sources);
        if (reading instanceof Reading.Wrong<Config> wrong) {
            throw Program.wrong(wrong.problems());
        }
        return (Reading.Whole<Config>) reading;
    }

    /** Where port 0 is asked for, a free one: the issuer is made from it, so it has to be known. */
    private static Reading.Whole<Config> listening(Sources sources) {
        Reading.Whole<Config> reading = whole(sources);
        return reading.settings().http().port() == 0
                ? whole(sources.with("http.port", "--port", Integer.toString(Ports.free())))
                : reading;
    }

    private static Server.Naming naming(Reading.Whole<Config> reading) {
        return reading.isDefault("issuer")
                ? Tenants::establishFirstByDefault
                : Tenants::establishFirst;
    }
}
