package dev.symbolon.operator.learn;

import dev.symbolon.operator.inspector.Diagram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the tour: some words, and what happened where it shows something.
 *
 * @param diagram absent where nothing happens
 */
public record Chapter(
        String id,
        String title,
        List<String> paragraphs,
        @Nullable Diagram diagram,
        List<Scene> scenes,
        @Nullable String moral) {

    public Chapter {
        paragraphs = List.copyOf(paragraphs);
        scenes = List.copyOf(scenes);
    }

    /** One that only tells. */
    static Chapter told(String id, String title, String... paragraphs) {
        return new Chapter(id, title, List.of(paragraphs), null, List.of(), null);
    }
}
