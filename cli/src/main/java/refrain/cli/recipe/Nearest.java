package refrain.cli.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a misspelt name may have meant.
final class Nearest {
    private Nearest() {}

    /// The name that the fewest letters inserted, left out, replaced or swapped with their neighbours turn `found`
    /// into; empty if even that is another word altogether. Of equal ones the first.
    /// @see <a href="https://doi.org/10.1145/363958.363994">Damerau (1964)</a>
    static Optional<String> to(String found, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(found, name)))
                .filter(name -> distance(found, name) <= Math.max(2, found.length() / 2));
    }

    private static int distance(String from, String to) {
        int[][] d = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : least(d, from, to, i, j);
            }
        }
        return d[from.length()][to.length()];
    }

    private static int least(int[][] d, String from, String to, int i, int j) {
        int replaced = d[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
