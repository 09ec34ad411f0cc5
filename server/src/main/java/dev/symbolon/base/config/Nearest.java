package dev.symbolon.base.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Finds what somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /**
     * The known name that is fewest typing slips away; where none is near, one whose last part is
     * near, elsewhere; else nothing.
     */
    static Optional<String> to(String wrong, Collection<String> known) {
        int most = Math.max(2, wrong.length() / 4);
        return nearest(known, most, name -> distance(wrong, name))
                .or(() -> nearest(known, most, name -> 1 + distance(last(wrong), last(name))));
    }

    private static Optional<String> nearest(
            Collection<String> known, int most, ToIntFunction<String> slips) {
        return known.stream()
                .min(Comparator.comparingInt(slips).thenComparing(Comparator.naturalOrder()))
                .filter(name -> slips.applyAsInt(name) <= most);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one the other. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
