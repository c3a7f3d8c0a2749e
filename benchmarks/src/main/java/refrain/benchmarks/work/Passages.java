package refrain.benchmarks.work;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A long text to be scored, passage by passage, the same for every implementation.
public final class Passages {
    /// Tokens of a passage: enough to hide what a call costs, few enough for a short round.
    public static final int LENGTH = 256;

    private static final int COUNT = 64;
    private static final long SEED = 6;

    private final int[] text;
    private int next;

    public Passages(int vocabulary) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        text = Words.drawn(COUNT * LENGTH + 1, vocabulary, random);
    }

    /// The tokens before those of [#next], one step earlier: what a network reads to know them.
    public int[] read() {
        return passage(next * LENGTH);
    }

    /// The next passage; after the last the first comes again.
    public int[] next() {
        int[] passage = passage(next * LENGTH + 1);
        next = (next + 1) % COUNT;
        return passage;
    }

    private int[] passage(int from) {
        int[] passage = new int[LENGTH];
        System.arraycopy(text, from, passage, 0, LENGTH);
        return passage;
    }

    /// Mean of −ln p over a passage.
    public static double loss(float[] logProbabilities) {
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum -= logProbabilities[i];
        }
        return sum / LENGTH;
    }
}
