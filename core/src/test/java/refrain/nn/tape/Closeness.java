package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import refrain.nn.Parameter;

/// Compares padded rows of floats with the doubles they should be.
public final class Closeness {
    private Closeness() {}

    /// @param expected `rows × columns`
    /// @param actual `rows × stride`; the padding must be zero
    /// @param tolerance greatest difference of an element
    public static void check(String what, double[] expected, float[] actual, int columns, double tolerance) {
        int stride = Parameter.padded(columns);
        for (int i = 0; i < actual.length; i++) {
            int row = i / stride;
            int column = i % stride;
            if (column < columns) {
                assertThat((double) actual[i])
                        .as("%s[%d][%d]", what, row, column)
                        .isCloseTo(expected[row * columns + column], within(tolerance));
            } else {
                assertThat(actual[i])
                        .as("padding of %s[%d][%d]", what, row, column)
                        .isZero();
            }
        }
    }

    public static double largest(double[] x) {
        double largest = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
