package refrain.train;

import java.util.Arrays;

/// The sum of squares of one row of a matrix, defined to the last bit:
/// ```
/// s_j = Σ x_i² over i ≡ j (mod 64), i ascending, from +0      [64 doubles]
/// s_j ← s_j + s_{j+h} for j < h, for h = 32, 16, 8, 4, 2, 1;  the sum is s_0
/// ```
/// Squares of floats are exact in double. Lanes that independent sums fill are what the compiler turns into vectors.
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

    private static double fold(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lanes[j] += lanes[j + half];
            }
        }
        return lanes[0];
    }
}
