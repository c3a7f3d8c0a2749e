package refrain.benchmarks.golden;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A named value of a golden file: floats, row-major.
record Tensor(long[] shape, float[] values) {
    /// Values are multiples of 1/1000, rounded to `float`: short in print, and print gives them back exactly.
    private static final int GRID = 1000;

    Tensor {
        long size = size(shape);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape %s holds %d values, not %d".formatted(Arrays.toString(shape), size, values.length));
        }
    }

    /// Values drawn uniformly from the grid points of [-bound, bound].
    static Tensor drawn(RandomGenerator random, float bound, long... shape) {
        int steps = Math.round(bound * GRID);
        float[] values = new float[Math.toIntExact(size(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(2 * steps + 1) - steps) / (float) GRID;
        }
        return new Tensor(shape, values);
    }

    private static long size(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
