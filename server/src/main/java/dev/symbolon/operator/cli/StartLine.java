package dev.symbolon.operator.cli;

import dev.symbolon.base.config.Sources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code start} with its options by hand, because loading the parser would double the time
 * until the server answers (docs/decisions/0080-command-line.md). Whatever else stands there,
 * {@code --help} or something wrong, is left to {@link Commands}.
 */
public final class StartLine {

    private static final Map<String, String> KEYS =
            Map.of("--data", "data", "--port", "http.port", "--issuer", "issuer");
    private static final Set<String> OPTIONS = Set.of("--config", "--data", "--port", "--issuer");

    private StartLine() {}

    /** Runs the command; nothing where the words are not a plain {@code start}. */
    public static OptionalInt run(
            Program program, Map<String, String> environment, Streams streams, String... words) {
        Map<String, String> options = new HashMap<>();
        if (words.length == 0 || !words[0].equals("start") || !read(words, options)) {
            return OptionalInt.empty();
        }
        Map<String, Sources.Option> given = new HashMap<>();
        for (Map.Entry<String, String> key : KEYS.entrySet()) {
            String value = options.get(key.getKey());
            if (value != null) {
                given.put(key.getValue(), new Sources.Option(key.getKey(), value));
            }
        }
        String config = options.get("--config");
        Sources sources =
                Place.sources(config == null ? null : Path.of(config), null, environment, given);
        try {
            program.start(sources, streams);
            return OptionalInt.of(ExitCode.DONE.number());
        } catch (RuntimeException thrown) {
            return OptionalInt.of(streams.tell(CommandFailed.of(thrown)));
        }
    }

    private static boolean read(String[] words, Map<String, String> options) {
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String option = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (!OPTIONS.contains(option) || (equals < 0 && i + 1 == words.length)) {
                return false;
            }
            String value = equals < 0 ? words[++i] : words[i].substring(equals + 1);
            if (value.startsWith("-") || options.put(option, value) != null) {
                return false;
            }
        }
        return true;
    }
}
