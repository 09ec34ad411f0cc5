package dev.symbolon;

import dev.symbolon.base.json.Json;
import dev.symbolon.operator.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the command line inside the test, on a data directory. */
final class CommandRun {

    /** What a command came to. */
    record Outcome(int code, String out, String err) {

        Map<String, Object> json() {
            return Json.object(out);
        }

        /** The objects of a JSON list. */
        List<Map<String, Object>> list() {
            Object list = Json.object("{\"list\":" + out + "}").get("list");
            List<Map<String, Object>> objects = new ArrayList<>();
            if (list instanceof List<?> elements) {
                elements.forEach(object -> objects.add(Json.object(Json.text(object))));
            }
            return objects;
        }
    }

    private final Path data;
    private final Map<String, String> environment;

    CommandRun(Path data) {
        // Hashing is not what these tests are about.
        this(data, Map.of("SYMBOLON_PASSWORDS_MEMORY", "64"));
    }

    CommandRun(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = environment;
    }

    Outcome run(String... words) {
        return runWith("", words);
    }

    Outcome runWith(String input, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--data");
        all.add(data.toString());
        return exactly(input, all.toArray(String[]::new));
    }

    /** Without the data directory. */
    Outcome exactly(String input, String... words) {
        return reading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
    }

    /** The same with an input that need not end. */
    Outcome reading(InputStream input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Main.run(
                        new Streams(
                                input,
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)),
                        environment,
                        words);
        return new Outcome(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
