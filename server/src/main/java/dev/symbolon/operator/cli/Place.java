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

    /** The sources with the values that were given for keys on top of them. */
    Sources sources(Map<String, String> environment, Map<String, Sources.Option> more) {
        Path file = config;
        if (file == null && Files.exists(USUAL_FILE)) {
            file = USUAL_FILE;
        }
        Map<String, Sources.Option> given = new HashMap<>(more);
        if (data != null) {
            given.put("data", new Sources.Option("--data", data));
        }
        return new Sources(file, environment, given);
    }
}
