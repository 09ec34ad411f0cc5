package dev.symbolon.base.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from; what is named later here wins.
 *
 * @param file a YAML file; absent where there is none
 * @param environment all variables; only those beginning with SYMBOLON_ count
 * @param commandLine values by key
 */
public record Sources(
        @Nullable Path file, Map<String, String> environment, Map<String, Option> commandLine) {

    public static final Sources NONE = new Sources(null, Map.of(), Map.of());

    /**
     * A value given on the command line.
     *
     * @param name as in {@code --port}
     */
    public record Option(String name, String value) {}

    public Sources {
        environment = Map.copyOf(environment);
        commandLine = Map.copyOf(commandLine);
    }

    /** The same with one more value on top. */
    public Sources with(String key, String option, String value) {
        Map<String, Option> more = new HashMap<>(commandLine);
        more.put(key, new Option(option, value));
        return new Sources(file, environment, more);
    }
}
