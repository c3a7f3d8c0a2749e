package refrain.benchmarks.work;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Synthetic text cut into windows, the same for every implementation. Token k is drawn with a probability falling as
/// 1/(k + 1),
/// as words are: updates that touch only the embeddings of a window's words shall neither gain nor lose by it.
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
        int[] last = tokens(random, streams, vocabulary);
        for (int window = 0; window < COUNT; window++) {
            targets[window] = tokens(random, workload.tokens(), vocabulary);
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

    static int[] tokens(RandomGenerator random, int count, int vocabulary) {
        double logarithm = StrictMath.log(vocabulary + 1.0);
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            int rank = (int) StrictMath.exp(random.nextDouble() * logarithm);
            tokens[i] = Math.min(rank, vocabulary) - 1;
        }
        return tokens;
    }
}
