package refrain.benchmarks.work;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Synthetic text of [Words] cut into windows, the same for every implementation.
final class Windows {
    /// Enough that no window is still in a cache when it comes again; few enough to make at once.
    private static final int COUNT = 64;

    /// Any number, the same for every implementation.
    private static final long SEED = 4;

    private final int[][] inputs = new int[COUNT][];
    private final int[][] targets = new int[COUNT][];
    private int next;

    Windows(Workload workload) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int streams = workload.streams();
        int vocabulary = workload.architecture().vocabulary();
        int[] last = Words.drawn(streams, vocabulary, random);
        for (int window = 0; window < COUNT; window++) {
            targets[window] = Words.drawn(workload.tokens(), vocabulary, random);
            inputs[window] = new int[workload.tokens()];
            System.arraycopy(last, 0, inputs[window], 0, streams);
            System.arraycopy(targets[window], 0, inputs[window], streams, workload.tokens() - streams);
            System.arraycopy(targets[window], workload.tokens() - streams, last, 0, streams);
        }
    }

    /// Trains on the next window.
    double train(Learner learner) {
        int window = next;
        next = (next + 1) % COUNT;
        return learner.train(inputs[window], targets[window]);
    }

    /// The inputs of a window.
    int[] inputs(int window) {
        return inputs[window].clone();
    }

    /// The targets of a window.
    int[] targets(int window) {
        return targets[window].clone();
    }
}
