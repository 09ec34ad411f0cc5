package dev.symbolon.operator.cli;

import dev.symbolon.base.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes: which installation it is about. */
final class Place {

    static final Path USUAL_FILE = Path.of("symbolon.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file; symbolon.yaml where there is one.")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, with the database and the master key.")
    private @Nullable String data;

    @Option(names = "--json", description = "Write JSON, for scripts.")
    private boolean json;

    boolean json() {
        return json;
    }

    Sources sources(Map<String, String> environment, Map<String, Sources.Option> more) {
        return sources(config, data, environment, more);
    }

    /**
     * The sources that the options name.
     *
     * @param more values for keys, on top of all
     */
    static Sources sources(
            @Nullable Path config,
            @Nullable String data,
            Map<String, String> environment,
            Map<String, Sources.Option> more) {
        Map<String, Sources.Option> given = new HashMap<>(more);
        if (data != null) {
            given.put("data", new Sources.Option("--data", data));
        }
        Path usual = Files.exists(USUAL_FILE) ? USUAL_FILE : null;
        return new Sources(config == null ? usual : config, environment, given);
    }
}
