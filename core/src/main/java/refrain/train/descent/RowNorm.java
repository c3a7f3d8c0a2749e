package refrain.train.descent;

import java.util.Arrays;

/// The sum of squares of one row of a matrix, defined to the last bit:
/// ```
/// s_j = Σ x_i² over i ≡ j (mod 64), i ascending, from +0      [64 doubles]
/// s_j ← s_j + s_{j+h} for j < h, for h = 32, 16, 8, 4, 2, 1;  the sum is s_0
/// ```
/// Squares of floats are exact in double. Lanes that independent sums fill are what the compiler turns into
/// vectors.
final class RowNorm {
    static final int LANES = 64;

    private RowNorm() {}

    /// @param lanes room for [#LANES] doubles
    static double squared(float[] x, int from, int length, double[] lanes) {
        Arrays.fill(lanes, 0);
        int whole = length & -LANES;
        for (int block = from; block < from + whole; block += LANES) {
            add(x, block, LANES, lanes);
        }
        add(x, from + whole, length - whole, lanes);
        return fold(lanes);
    }

    private static void add(float[] x, int from, int length, double[] lanes) {
        for (int j = 0; j < length; j++) {
            double value = x[from + j];
            lanes[j] += value * value;
        }
    }

    /// The halvings to 8 lanes at once: one pass without stores costs a quarter of the loops that define it.
    private static double fold(double[] s) {
        for (int j = 0; j < 8; j++) {
            s[j] = (s[j] + s[j + 32] + (s[j + 16] + s[j + 48])) + (s[j + 8] + s[j + 40] + (s[j + 24] + s[j + 56]));
        }
        return (s[0] + s[4] + (s[2] + s[6])) + (s[1] + s[5] + (s[3] + s[7]));
    }
}
