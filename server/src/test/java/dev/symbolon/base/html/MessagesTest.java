package dev.symbolon.base.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("All languages say the same")
class MessagesTest {

    private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}");
    private static final Pattern USE =
            Pattern.compile("\\b(?:text|rich)\\(\\s*\"([a-z]+\\.[a-z.]+)\"");
    private static final Pattern CHOICE = Pattern.compile("\"([a-z]+\\.[a-z.]+)\"");

    private static final String HANGS_ON = "^(tour\\..*)\\.(?:text|moral)$";

    private final List<Texts> languages = new Languages().all();
    private final Map<String, String> english = languages.getFirst().all();

    @Test
    @DisplayName("every language has the same messages, none of them empty")
    void keys() {
        for (Texts texts : languages) {
            assertThat(texts.all().keySet()).as("%s", texts.locale()).isEqualTo(english.keySet());
            assertThat(texts.all()).allSatisfy((_, text) -> assertThat(text).isNotBlank());
        }
    }

    @Test
    @DisplayName("a message has the same places in every language")
    void places() {
        for (Texts texts : languages) {
            texts.all()
                    .forEach((key, text) ->
                            assertThat(places(text))
                                    .as("%s in %s", key, texts.locale())
                                    .isEqualTo(places(english.getOrDefault(key, ""))));
        }
    }

    @Test
    @DisplayName("every message that a template or a class asks for exists")
    void used() {
        Set<String> used = matches(sources(), USE);
        assertThat(used).isNotEmpty().isSubsetOf(english.keySet());
    }

    @Test
    @DisplayName("every message is asked for by somebody")
    void unused() {
        Set<String> mentioned = matches(sources(), CHOICE);
        List<String> made = List.of("scope.", "claim.", "error.", "rule.level.", "format.");
        Set<String> forgotten =
                english.keySet().stream()
                        .filter(key -> made.stream().noneMatch(key::startsWith))
                        // The words of a scene or a chapter of the tour hang on its title.
                        .filter(key -> !mentioned.contains(key.replaceFirst(HANGS_ON, "$1")))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(forgotten).isEmpty();
    }

    private static Set<String> places(String text) {
        return matches(text, PLACE, 0);
    }

    private static Set<String> matches(String text, Pattern pattern) {
        return matches(text, pattern, 1);
    }

    private static Set<String> matches(String text, Pattern pattern, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() {
        return Stream.of("src/main/jte", "src/main/java")
                .flatMap(MessagesTest::files)
                .map(MessagesTest::content)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
