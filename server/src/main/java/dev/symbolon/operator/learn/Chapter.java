package dev.symbolon.operator.learn;

import dev.symbolon.base.html.Texts;
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
    static Chapter told(Texts texts, String id, String key) {
        return new Chapter(id, texts.text(key), paragraphs(texts, key), null, List.of(), null);
    }

    static List<String> paragraphs(Texts texts, String key) {
        return texts.text(key + ".text").lines().toList();
    }
}
