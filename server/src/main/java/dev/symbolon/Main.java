package dev.symbolon;

import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Sources;
import dev.symbolon.operator.cli.CommandFailed;
import dev.symbolon.operator.cli.Commands;
import dev.symbolon.operator.cli.ExitCode;
import dev.symbolon.operator.cli.Premises;
import dev.symbolon.operator.cli.Program;
import dev.symbolon.operator.cli.Streams;
import java.nio.file.Path;
import java.util.List;

/** The command line; the only class that reads the clock. */
public final class Main implements Program {

    private Main() {}

    /** Runs one command and ends the process with its code. */
    public static void main(String... words) {
        System.exit(
                Commands.run(
                        new Main(),
                        System.getenv(),
                        new Streams(System.in, System.out, System.err),
                        words));
    }

    @Override
    public List<Reading.Value> settings(Sources sources) {
        return whole(sources).values();
    }

    private static Reading.Whole<Config> whole(Sources sources) {
        return switch (Config.read(sources)) {
            case Reading.Whole<Config> whole -> whole;
            case Reading.Wrong<Config>(var problems) -> throw Program.wrong(problems);
        };
    }

    @Override
    public Premises open(Sources sources) {
        throw new CommandFailed(ExitCode.FAILED, "");
    }

    @Override
    public void start(Sources sources, Streams streams) {}

    @Override
    public void demo(Path home, int port, boolean keep, Streams streams) {}

    @Override
    public void train(Sources sources) {}

    @Override
    public String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
