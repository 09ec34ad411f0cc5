package dev.symbolon.operator.inspector;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What was expected beside what arrived, with the part in which they differ.
 *
 * @param expected of several that would have passed, the one that is nearest
 * @param others how many others would have passed, too
 */
public record Difference(Marked expected, Marked received, int others) {

    /** A text in three parts, of which the middle one differs. */
    public record Marked(String before, String differs, String after) {}

    /** Nothing where one of the two is not known. */
    static @Nullable Difference of(@Nullable String expected, @Nullable String received) {
        if (expected == null || received == null) {
            return null;
        }
        String[] candidates = expected.split("\n", -1);
        String nearest =
                Arrays.stream(candidates)
                        .max(Comparator.comparingInt(one -> alike(one, received)))
                        .orElse(expected);
        int start = commonStart(nearest, received);
        int end = commonEnd(nearest, received, start);
        return new Difference(
                marked(nearest, start, end), marked(received, start, end), candidates.length - 1);
    }

    private static Marked marked(String text, int start, int end) {
        return new Marked(
                text.substring(0, start),
                text.substring(start, text.length() - end),
                text.substring(text.length() - end));
    }

    private static int alike(String one, String other) {
        int start = commonStart(one, other);
        return start + commonEnd(one, other, start);
    }

    private static int commonStart(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int i = 0;
        while (i < most && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        // Not between the two halves of one character.
        return i > 0 && i < most && Character.isHighSurrogate(one.charAt(i - 1)) ? i - 1 : i;
    }

    private static int commonEnd(String one, String other, int start) {
        int most = Math.min(one.length(), other.length()) - start;
        int i = 0;
        while (i < most
                && one.charAt(one.length() - 1 - i) == other.charAt(other.length() - 1 - i)) {
            i++;
        }
        return i > 0 && Character.isLowSurrogate(one.charAt(one.length() - i)) ? i - 1 : i;
    }
}
