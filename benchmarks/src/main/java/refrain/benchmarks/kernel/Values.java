package refrain.benchmarks.kernel;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Numbers that kernels are fed with.
final class Values {
    private static final long SEED = 2;

    private Values() {}

    /// Uniform in ±1, the same at each call.
    static float[] uniform(int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
