package refrain.benchmarks.kernel;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Numbers that kernels are fed with.
final class Values {
    /// Where numbers begin, so that they begin on a cache line: 16 bytes into the object their array begins, which
    /// `-XX:ObjectAlignmentInBytes=64` puts on a line.
    static final int START = 12;

    private static final long SEED = 2;

    private Values() {}

    /// Uniform in ±1 from [#START] on, the same at each call.
    static float[] uniform(int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        float[] values = new float[START + count];
        for (int i = START; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
