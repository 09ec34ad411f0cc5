package dev.symbolon.operator.cli;

import dev.symbolon.base.config.Problem;
import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Sources;
import java.nio.file.Path;
import java.util.List;

/**
 * What the commands need of the program as a whole. Every method throws {@link CommandFailed} where
 * the settings are wrong or the thing cannot be done.
 */
public interface Program {

    /** The effective settings, for people. */
    List<Reading.Value> settings(Sources sources);

    /** Opens the database and what stands on it, without serving anything; makes nothing. */
    Premises open(Sources sources);

    /** The same, but makes an installation where there is none, and says so. */
    Premises openOrMake(Sources sources, Streams streams);

    /** Serves until the process is told to end. */
    void start(Sources sources, Streams streams);

    /**
     * Serves with the demo's users and apps until the process is told to end.
     *
     * @param home the checkout, with examples/ below it
     * @param keep whether what an earlier run left in the data directory stays
     */
    void demo(Path home, int port, boolean keep, Streams streams);

    /**
     * Starts the server, answers requests of its own, and ends. It makes an account and a client
     * whose secrets are no secrets, so it takes nothing from files and environment: an installation
     * that they name is not its to open.
     *
     * @param data a directory of its own
     */
    void train(Path data);

    /** As in {@code 0.1.0}. */
    String version();

    static CommandFailed wrong(List<Problem> problems) {
        return new CommandFailed(
                ExitCode.SETTINGS, problems.stream().map(Problem::toString).toList());
    }
}
