package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.CounterRandom;
import refrain.kernel.Masking;
import refrain.nn.Regularization;

/// The dropout masks of one update, as factors: 0 where an element is dropped, 1/(1 − rate) where it is kept. Each
/// place of a network of L layers has a number of its own: 2l and 2l + 1 the weights W and U of layer l, 2L the output
/// weights, then 2L + 1 + l the input of layer l > 0, 3L + 1 the output layer's input, 3L + 2 the first layer's.
record Masks(Regularization rates, long seed, long update, int layers) {
    static final Masks NONE = new Masks(Regularization.NONE, 0, 0, 0);

    double[] input(int row, int columns) {
        return factors(3 * layers + 2, rates.input(), row * columns, columns);
    }

    double[] layer(int layer, int row, int columns) {
        return factors(2 * layers + 1 + layer, rates.layer(), row * columns, columns);
    }

    double[] output(int row, int columns) {
        return factors(3 * layers + 1, rates.output(), row * columns, columns);
    }

    /// Drops connections of W, or of U, or of the output weights.
    void connections(int site, Matrix weights) {
        double[] factors = factors(site, rates.dropConnect(), 0, weights.value.length);
        System.arraycopy(factors, 0, weights.factor, 0, factors.length);
    }

    private double[] factors(int site, float rate, int first, int count) {
        double[] factors = new double[count];
        Arrays.fill(factors, 1);
        long key = CounterRandom.hash(seed, update, site);
        for (int i = 0; i < count && rate > 0; i++) {
            factors[i] = Masking.keeps(key, first + i, rate) ? 1 / (1 - (double) rate) : 0;
        }
        return factors;
    }
}
