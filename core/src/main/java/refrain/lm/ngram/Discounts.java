package refrain.lm.ngram;

/// What modified Kneser-Ney smoothing takes from each count, by the counts of one order: `n_k` n-grams have adjusted
/// count k.
/// ```
/// Y = n₁ / (n₁ + 2·n₂)      D_k = k − (k + 1)·Y·n_{k+1} / n_k,   k = 1, 2, 3
/// ```
/// @param one D₁, taken from a count of 1
/// @param two D₂, from 2
/// @param more D₃, from 3 and more
/// @param substituted whether the formula gave no number between 0 and k, so that 0.5, 1 and 1.5 stand in its place
/// @see <a href="https://doi.org/10.1006/csla.1999.0128">Chen and Goodman (1999)</a>, equation 26
public record Discounts(double one, double two, double more, boolean substituted) {
    /// What KenLM's `--discount_fallback` takes where counts are too few or too regular for the formula.
    private static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5, true);

    /// The discounts of n-grams with these adjusted counts; zeros are no n-grams.
    static Discounts of(int[] counts) {
        long[] n = new long[5];
        for (int count : counts) {
            if (count > 0 && count < n.length) {
                n[count]++;
            }
        }
        return of(n);
    }

    private static Discounts of(long[] n) {
        double[] d = new double[4];
        double y = n[1] / (n[1] + 2.0 * n[2]);
        for (int k = 1; k < d.length; k++) {
            d[k] = k - (k + 1) * y * n[k + 1] / n[k];
            if (!(d[k] > 0 && d[k] <= k)) { // also where it is NaN
                return FALLBACK;
            }
        }
        return new Discounts(d[1], d[2], d[3], false);
    }

    /// What is taken from a count.
    double from(int count) {
        return switch (count) {
            case 0 -> 0;
            case 1 -> one;
            case 2 -> two;
            default -> more;
        };
    }
}
