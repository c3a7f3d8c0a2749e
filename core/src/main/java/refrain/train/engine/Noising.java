package refrain.train.engine;

import java.util.Arrays;
import refrain.kernel.random.CounterRandom;
import refrain.text.TokenStore;
import refrain.train.config.Noise;

/// Replaces tokens of windows as [Noise] says. Each place of a window has random numbers of its own: one decides, the
/// next ones draw for input and target. Nothing is allocated.
final class Noising {
    /// Tells these random numbers from the other uses of a seed: the letters "noise".
    private static final long NOISE = 0x6E6F697365L;

    private final double[] gammas; // γ by input
    private final long[] cumulative; // Σ of q's counts up to each token
    private final boolean targets;
    private final long seed;

    private Noising(double[] gammas, long[] counts, boolean targets, long seed) {
        this.gammas = gammas;
        this.cumulative = counts.clone();
        Arrays.parallelPrefix(cumulative, Long::sum);
        this.targets = targets;
        this.seed = seed;
    }

    /// @param unknown id of `<unk>`
    /// @throws IllegalArgumentException if there is no noise
    static Noising of(Noise noise, TokenStore text, int unknown, long seed) {
        int vocabulary = text.vocabularySize();
        return switch (noise) {
            case Noise.None() -> throw new IllegalArgumentException("noise is none; there is nothing to replace");
            case Noise.Blank(double rate) -> new Noising(all(vocabulary, rate), only(vocabulary, unknown), false, seed);
            case Noise.Unigram(double rate) ->
                new Noising(all(vocabulary, rate), BigramCounts.occurrences(text), false, seed);
            case Noise.KneserNey(double rate) -> kneserNey(rate, BigramCounts.of(text), seed);
        };
    }

    /// A text of a single token has no bigrams, and then γ is 0 everywhere.
    private static Noising kneserNey(double rate, BigramCounts counts, long seed) {
        double[] gammas = new double[counts.beginnings().length];
        for (int x = 0; x < gammas.length; x++) {
            long begins = counts.beginnings()[x];
            gammas[x] = begins == 0 ? 0 : rate * counts.followers()[x] / begins;
        }
        return new Noising(gammas, counts.predecessors(), true, seed);
    }

    private static double[] all(int vocabulary, double rate) {
        double[] gammas = new double[vocabulary];
        Arrays.fill(gammas, rate);
        return gammas;
    }

    private static long[] only(int vocabulary, int token) {
        long[] counts = new long[vocabulary];
        counts[token] = 1;
        return counts;
    }

    /// Replaces tokens of a window.
    /// @param rows T·B, how many of each array are used
    /// @param window its number
    void apply(int[] inputs, int[] outputs, int rows, long window) {
        long key = CounterRandom.hash(seed, NOISE, window);
        for (int row = 0; row < rows; row++) {
            double u = (CounterRandom.hash(key, 3L * row) >>> 11) * 0x1p-53;
            if (u < gammas[inputs[row]]) {
                inputs[row] = draw(CounterRandom.hash(key, 3L * row + 1));
                if (targets) {
                    outputs[row] = draw(CounterRandom.hash(key, 3L * row + 2));
                }
            }
        }
    }

    /// A token by q: the first whose cumulative count is above a number that is uniform below the total.
    private int draw(long random) {
        long number = Math.unsignedMultiplyHigh(random, cumulative[cumulative.length - 1]);
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
