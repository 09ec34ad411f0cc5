package dev.symbolon.base.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A settings file, flattened to keys with their lines. Anchors, aliases, tags and second documents
 * are refused: nothing here needs them, and each is a way to say something else than what one sees.
 */
final class YamlFile {

    private static final int MOST_BYTES = 256 * 1024;
    private static final Pattern PLACE =
            Pattern.compile("^ in reader, line (\\d{1,6}),", Pattern.MULTILINE);
    private static final YAMLFactory FACTORY =
            YAMLFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxStringLength(1 << 16)
                                    .build())
                    .build();

    private final String name;
    private final List<Problem> problems;
    private final SequencedMap<String, Given> values = new LinkedHashMap<>();

    private YamlFile(String name, List<Problem> problems) {
        this.name = name;
        this.problems = problems;
    }

    /** What the file gives; what is wrong with the file itself is added to the problems. */
    static Map<String, Given> read(Path file, List<Problem> problems) {
        YamlFile yaml = new YamlFile(file.toString(), problems);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                yaml.problem("is larger than 256 KiB; it is hardly a settings file");
            } else {
                yaml.parse(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (NoSuchFileException missing) {
            yaml.problem("there is no such file");
        } catch (IOException unreadable) {
            yaml.problem("cannot be read: " + unreadable.getMessage());
        }
        return yaml.values;
    }

    private void parse(String text) {
        try (YAMLParser parser =
                (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return;
            }
            if (first == JsonToken.START_OBJECT && isPlain(parser, "")) {
                group(parser, "");
            } else {
                problem(line(parser), "", "must hold keys, as in \"issuer: https://id.example\"");
                return;
            }
            if (parser.nextToken() != null) {
                problem(line(parser), "", "a second document (---) would not be read; remove it");
            }
        } catch (JacksonException broken) {
            problem(brokenAt(broken), "", "is not YAML: " + reason(broken));
        }
    }

    /** The exception's own location is where the last good token began; its text knows better. */
    private String brokenAt(JacksonException broken) {
        var location = broken.getLocation();
        int before = location == null ? 0 : location.getLineNr();
        int line =
                PLACE.matcher(broken.getOriginalMessage())
                        .results()
                        .map(place -> Integer.parseInt(place.group(1)))
                        .reduce(before, (_, later) -> later);
        return line > 0 ? name + ":" + line : name;
    }

    /** The parser's complaint without the excerpt it adds, which may hold a secret. */
    private static String reason(JacksonException broken) {
        List<String> lines =
                broken.getOriginalMessage()
                        .lines()
                        .filter(l -> !l.isBlank() && !l.startsWith(" "))
                        .toList();
        return lines.isEmpty() ? "it cannot be parsed" : lines.getLast();
    }

    private void group(YAMLParser parser, String group) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = Key.join(group, parser.currentName());
            String where = line(parser);
            if (!isPlain(parser, key)) {
                skipValue(parser);
                continue;
            }
            JsonToken token = parser.nextToken();
            if (!isPlain(parser, key)) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                group(parser, key);
            } else if (token == JsonToken.START_ARRAY) {
                list(parser, key, where);
            } else if (token == JsonToken.VALUE_NULL || parser.getString().isEmpty()) {
                problem(where, key, "has no value; give one or remove the line");
            } else {
                keep(key, Given.text(parser.getString(), where));
            }
        }
    }

    private void skipValue(YAMLParser parser) {
        parser.nextToken();
        parser.skipChildren();
    }

    private void list(YAMLParser parser, String key, String where) {
        List<String> texts = new ArrayList<>();
        boolean good = true;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (!isPlain(parser, key) || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
                parser.skipChildren();
                good = false;
            } else {
                texts.add(parser.getString());
            }
        }
        if (good) {
            keep(key, new Given(List.copyOf(texts), true, where));
        } else {
            problem(where, key, "must be a list of plain values");
        }
    }

    private void keep(String key, Given given) {
        Given earlier = values.putIfAbsent(key, given);
        if (earlier != null) {
            problem(given.where(), key, "was given before, at " + earlier.where());
        }
    }

    private boolean isPlain(YAMLParser parser, String key) {
        boolean plain =
                !parser.isCurrentAlias()
                        && parser.getObjectId() == null
                        && parser.getTypeId() == null;
        if (!plain) {
            problem(line(parser), key, "write the value itself, without anchor, alias or tag");
        }
        return plain;
    }

    private String line(YAMLParser parser) {
        return name + ":" + parser.currentTokenLocation().getLineNr();
    }

    private void problem(String message) {
        problem(name, "", message);
    }

    private void problem(String where, String key, String message) {
        problems.add(new Problem(where, key, message));
    }
}
