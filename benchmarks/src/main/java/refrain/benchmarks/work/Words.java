package refrain.benchmarks.work;

import java.util.random.RandomGenerator;

/// Tokens that are as frequent as words are: updates that touch only the embeddings of a window's tokens shall
/// neither gain nor lose by it.
/// ```
/// P(k) = ln((k + 2)/(k + 1)) / ln(V + 1), about 1/(k + 1)
/// ```
public final class Words {
    private Words() {}

    /// Draws every one of `tokens`.
    public static void draw(int[] tokens, int vocabulary, RandomGenerator random) {
        double logarithm = StrictMath.log(vocabulary + 1.0);
        for (int i = 0; i < tokens.length; i++) {
            int rank = (int) StrictMath.exp(random.nextDouble() * logarithm);
            tokens[i] = Math.min(rank, vocabulary) - 1;
        }
    }

    static int[] drawn(int count, int vocabulary, RandomGenerator random) {
        int[] tokens = new int[count];
        draw(tokens, vocabulary, random);
        return tokens;
    }
}
