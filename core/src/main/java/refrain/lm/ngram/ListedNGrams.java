package refrain.lm.ngram;

import java.util.Arrays;
import refrain.lm.ngram.arpa.ArpaLines;
import refrain.lm.safetensors.ModelFileException;

/// N-grams of one order as a file lists them, in whatever order.
/// @param keys place of the context and last token: [NGramLevel#key]
record ListedNGrams(long[] keys, float[] logProbabilities, float[] backoffs) {
    /// @param parents the level before, which learns where its continuations are
    /// @throws ModelFileException if an n-gram is there twice
    NGramLevel level(NGramLevel parents, ArpaLines lines, int order) throws ModelFileException {
        long[] sorted = keys;
        boolean asListed = isAscending(sorted);
        if (!asListed) {
            sorted = keys.clone();
            Arrays.parallelSort(sorted);
            if (!isAscending(sorted)) {
                throw lines.error("one of the %d-grams above is there twice".formatted(order), "each n-gram once");
            }
        }
        NGramLevel level = NGramLevel.ofKeys(parents, sorted, sorted.length);
        for (int i = 0; i < keys.length; i++) {
            int at = asListed ? i : Arrays.binarySearch(sorted, keys[i]);
            level.logProbabilities()[at] = logProbabilities[i];
            level.backoffs()[at] = backoffs[i];
        }
        return level;
    }

    private static boolean isAscending(long[] keys) {
        for (int i = 1; i < keys.length; i++) {
            if (keys[i] <= keys[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
