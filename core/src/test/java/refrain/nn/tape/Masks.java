package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Masking;
import refrain.kernel.random.CounterRandom;
import refrain.nn.Regularization;

/// The dropout masks of one update, as factors: 0 where an element is dropped, 1/(1 − rate) where it is kept. Each
/// place of a network of L layers has a number of its own: 2l and 2l + 1 the weights W and U of layer l, 2L the output
/// weights, then 2L + 1 + l the input of layer l > 0, 3L + 1 the output layer's input, 3L + 2 the first layer's, 3L + 3
/// the tokens.
record Masks(Regularization rates, long seed, long update, int layers, int streams) {
    static final Masks NONE = new Masks(Regularization.NONE, 0, 0, 0, 1);

    double[] input(int row, int columns, int token) {
        double[] factors = factors(3 * layers + 2, rates.input(), place(row) * columns, columns);
        double kept = factors(3 * layers + 3, rates.embedding(), token, 1)[0];
        return Arrays.stream(factors).map(factor -> factor * kept).toArray();
    }

    /// A locked mask has only the rows of the first step.
    private int place(int row) {
        return rates.locked() ? row % streams : row;
    }

    double[] layer(int layer, int row, int columns) {
        return factors(2 * layers + 1 + layer, rates.layer(), place(row) * columns, columns);
    }

    double[] output(int row, int columns) {
        return factors(3 * layers + 1, rates.output(), place(row) * columns, columns);
    }

    /// Drops connections of W, or of U, or of the output weights.
    void connections(int site, Matrix weights) {
        boolean recurrent = site < 2 * layers && site % 2 == 1;
        float rate = recurrent ? rates.recurrent() : rates.dropConnect();
        double[] factors = factors(site, rate, 0, weights.value.length);
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
