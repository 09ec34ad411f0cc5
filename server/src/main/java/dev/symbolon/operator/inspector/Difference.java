package dev.symbolon.operator.inspector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was expected beside what arrived, with the characters in which they differ.
 *
 * @param expected of several that would have passed, the one that is nearest
 * @param others how many others would have passed, too
 */
public record Difference(Marked expected, Marked received, int others) {

    /** Beyond this many comparisons the whole middle counts as different. */
    private static final int MOST = 250_000;

    /**
     * A text in which some parts differ.
     *
     * @param after what is the same at its end
     */
    public record Marked(List<Part> parts, String after) {}

    /** Characters that are the same, and those behind them that are not. */
    public record Part(String same, String differs) {}

    /** What differs: from and to in the one text, from and to in the other. */
    private record Hunk(int from, int to, int otherFrom, int otherTo) {}

    /** Nothing where one of the two is not known. */
    static @Nullable Difference of(@Nullable String expected, @Nullable String received) {
        if (expected == null || received == null) {
            return null;
        }
        // Characters, not the halves of some.
        int[] came = received.codePoints().toArray();
        List<int[]> candidates =
                Arrays.stream(expected.split("\n", -1))
                        .map(text -> text.codePoints().toArray())
                        .toList();
        int[] nearest =
                candidates.stream()
                        .max(Comparator.comparingInt(one -> alike(one, came)))
                        .orElseThrow();
        int start = commonStart(nearest, came);
        int end = commonEnd(nearest, came, start);
        List<Hunk> hunks =
                hunks(
                        nearest,
                        came,
                        new Hunk(start, nearest.length - end, start, came.length - end));
        List<Part> expectedParts = new ArrayList<>();
        List<Part> receivedParts = new ArrayList<>();
        int at = 0;
        int otherAt = 0;
        for (Hunk hunk : hunks) {
            expectedParts.add(part(nearest, at, hunk.from, hunk.to));
            receivedParts.add(part(came, otherAt, hunk.otherFrom, hunk.otherTo));
            at = hunk.to;
            otherAt = hunk.otherTo;
        }
        return new Difference(
                new Marked(expectedParts, text(nearest, at, nearest.length)),
                new Marked(receivedParts, text(came, otherAt, came.length)),
                candidates.size() - 1);
    }

    /**
     * Takes what differs apart by the longest common subsequence. Where less than half of it is the
     * same it stays whole: what two hashes happen to share tells nobody anything.
     */
    private static List<Hunk> hunks(int[] one, int[] other, Hunk middle) {
        int rows = middle.to - middle.from;
        int columns = middle.otherTo - middle.otherFrom;
        if (rows == 0 || columns == 0 || (long) rows * columns > MOST) {
            return List.of(middle);
        }
        int[][] common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] =
                        isSame(one, other, middle, i, j)
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        if (2 * common[0][0] < Math.max(rows, columns)) {
            return List.of(middle);
        }
        List<Hunk> hunks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            if (isSame(one, other, middle, i, j)) {
                i++;
                j++;
                continue;
            }
            int from = i;
            int otherFrom = j;
            while ((i < rows || j < columns) && !isSame(one, other, middle, i, j)) {
                if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) {
                    i++;
                } else {
                    j++;
                }
            }
            hunks.add(
                    new Hunk(
                            middle.from + from,
                            middle.from + i,
                            middle.otherFrom + otherFrom,
                            middle.otherFrom + j));
        }
        return hunks;
    }

    /** Whether there is a character at both places of the middle, and it is the same. */
    private static boolean isSame(int[] one, int[] other, Hunk middle, int i, int j) {
        int at = middle.from + i;
        int otherAt = middle.otherFrom + j;
        return at < middle.to && otherAt < middle.otherTo && one[at] == other[otherAt];
    }

    private static Part part(int[] text, int at, int from, int to) {
        return new Part(text(text, at, from), text(text, from, to));
    }

    private static String text(int[] characters, int from, int to) {
        return new String(characters, from, to - from);
    }

    private static int alike(int[] one, int[] other) {
        int start = commonStart(one, other);
        return start + commonEnd(one, other, start);
    }

    private static int commonStart(int[] one, int[] other) {
        int differs = Arrays.mismatch(one, other);
        return differs < 0 ? one.length : differs;
    }

    private static int commonEnd(int[] one, int[] other, int start) {
        int most = Math.min(one.length, other.length) - start;
        int i = 0;
        while (i < most && one[one.length - 1 - i] == other[other.length - 1 - i]) {
            i++;
        }
        return i;
    }
}
