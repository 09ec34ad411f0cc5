package dev.symbolon.core.details;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What details allow, as a page tells it.
 *
 * @param sentence in the administrator's words, with what the app filled in set apart
 * @param rest the fields that the sentence leaves out
 */
public record DetailWords(List<Piece> sentence, List<Line> rest) {

    /** A part of the sentence; a value is the app's word. */
    public record Piece(String text, boolean value) {}

    /** A field, by its title where it has one, and its value. */
    public record Line(String label, String value) {}

    public DetailWords {
        sentence = List.copyOf(sentence);
        rest = List.copyOf(rest);
    }

    /** The sentence alone. */
    @Override
    public String toString() {
        return sentence.stream().map(Piece::text).collect(Collectors.joining());
    }
}
